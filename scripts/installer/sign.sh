#!/usr/bin/env bash
# Signs a Windows program in its place (Authenticode), or leaves it where no certificate is given.
#   sign.sh PROGRAM.exe
# OPENDAY_CERT: a .pfx file; OPENDAY_CERT_PASSWORD: its password; OPENDAY_TIMESTAMP: the address of a time stamp service,
# without which the signature ends with its certificate.
set -euo pipefail
[[ -n ${OPENDAY_CERT-} ]] || exit 0
signed=$1.signed
trap 'rm -f "$signed"' EXIT
# The password goes through a pipe: everybody on the machine can read a command line.
osslsigncode sign -pkcs12 "$OPENDAY_CERT" -readpass <(printf %s "${OPENDAY_CERT_PASSWORD-}") -h sha256 -n "OpenDay" \
  ${OPENDAY_TIMESTAMP:+-ts "$OPENDAY_TIMESTAMP"} -in "$1" -out "$signed" >&2
mv -f "$signed" "$1"
