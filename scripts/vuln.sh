#!/usr/bin/env bash
# Looks whether the program, for Linux and for Windows, calls code in which vulnerabilities are known: govulncheck with Go's
# vulnerability database, which it asks over the network. Where that cannot be reached nothing is known, and that is a failure.
#   VULNDB=ADDRESS     another database than Go's: https://… or file:///…
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/govulncheck" golang.org/x/vuln/cmd/govulncheck
database=()
[[ -z ${VULNDB-} ]] || database=(-db "$VULNDB")

# look SYSTEM: the program for that system
look() {
  local status=0
  echo "vuln: the program for $1"
  GOOS=$1 CGO_ENABLED=1 "$work/govulncheck" "${database[@]}" -tags migrated_fynedo ./... 2>"$work/said" || status=$?
  cat "$work/said" >&2
  case $status in
  0) ;;
  3) echo "vuln: the program for $1 calls code with known vulnerabilities, listed above. Take the versions in which they are fixed." >&2 ;;
  *)
    if grep -q 'fetching vulnerabilities\|creating client' "$work/said"; then
      echo "vuln: the vulnerability database could not be read, so nothing is known of the program for $1. Connect to the network, or name a copy with VULNDB=file:///…, and try again." >&2
    else
      echo "vuln: govulncheck could not look at the program for $1; see above." >&2
    fi
    ;;
  esac
  return "$status"
}

result=0
look linux || result=$?
CC=x86_64-w64-mingw32-gcc CXX=x86_64-w64-mingw32-g++ look windows || result=$?
exit "$result"
