#!/usr/bin/env bash
# The sign-in sheet of 200 and of 5,000 people, whole processes with the copy of the day already made, beside gofpdf alone
# drawing as many rows in the same font: in turn, both warm.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-15}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -trimpath -tags migrated_fynedo -o "$work/baresheet" ./scripts/baresheet
sample=(assets/samples/plan*.xlsx)

# measure NAME COMMAND...: adds the milliseconds that a command took to NAME's file.
measure() {
  local name=$1 begin
  shift
  begin=${EPOCHREALTIME/./}
  "$@" >/dev/null
  echo "$(((${EPOCHREALTIME/./} - begin) / 100))" >>"$work/$name"
}

median() { sort -n "$work/$1" | sed -n "$(((rounds + 1) / 2))p"; }

mkdir -p out
{
  echo "Sign-in sheet, medians of $rounds whole processes each, in turn"
  printf '%-28s %14s %14s %8s\n' "" "gofpdf alone" "openday" "ratio"
  for people in 200 5000; do
    "$work/baresheet" "$people" "${sample[0]}" "$work/$people.xlsx"
    export OPENDAY_DATA=$work/$people.db
    event=$(./openday import "$work/$people.xlsx")
    sheet=(./openday print sign-in --event "$event" --out "$work/sheet.pdf")
    bare=("$work/baresheet" "$people" "$work/bare.pdf")
    "${sheet[@]}" >/dev/null
    "${bare[@]}"
    for ((i = 0; i < rounds; i++)); do
      measure "bare$people" "${bare[@]}"
      measure "sheet$people" "${sheet[@]}"
    done
    awk -v n="$people people" -v b="$(median "bare$people")" -v o="$(median "sheet$people")" \
      'BEGIN { printf "%-28s %11.1f ms %11.1f ms %8.2f\n", n, b/10, o/10, o/b }'
  done
} | tee out/sheet-figures.txt
