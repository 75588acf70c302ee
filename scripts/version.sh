#!/usr/bin/env bash
# Prints the version that FyneApp.toml names, which is its one source, with its build, such as 0.1.0+1.
#   version.sh             the version
#   version.sh ldflags     the linker's flag that gives it to the program, which without it calls itself dev
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/^ *Version *= *"\(.*\)"/\1/p' FyneApp.toml)
build=$(sed -n 's/^ *Build *= *\([0-9]*\).*/\1/p' FyneApp.toml)
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ && -n $build ]] || {
  echo "version: FyneApp.toml names no version like 1.2.3 with a build" >&2
  exit 1
}
case ${1-} in
'') echo "$version+$build" ;;
ldflags) echo "-X=openday/app/version.linked=$version+$build" ;; # without a blank, so that it fits into GOFLAGS, too
*)
  echo "version: what is ${1}?" >&2
  exit 2
  ;;
esac
