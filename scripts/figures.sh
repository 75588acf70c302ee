#!/usr/bin/env bash
# Start to first frame and memory of OpenDay's window with an event of 300 invitees, beside an empty Fyne window with the same
# font, taken in turn on one screen. Both are watched from outside in the same way: the first frame is there when the
# screen's memory is no longer black, and memory is read when it has come to rest.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/screen.sh

rounds=${ROUNDS:-9}
work=$(mktemp -d)
program=
at_exit '[[ -z $program ]] || kill "$program" 2>/dev/null; screen_stop; rm -rf "$work"'
go build -trimpath -tags migrated_fynedo -o "$work/emptywindow" ./scripts/emptywindow
export OPENDAY_DATA=$work/openday.db XDG_CONFIG_HOME=$work/config FYNE_SCALE=1
go run ./scripts/crowd -past 0 -many 0 -invitees 300 -opinions 0 "$OPENDAY_DATA"
begin_with "$(./openday events | cut -f 1)"
screen_start 1366x768

memory() { sed -n "s/^$1:[^0-9]*\([0-9]*\) kB/\1/p" "/proc/$program/status"; }

# measure NAME COMMAND...: adds "milliseconds peak resident" to NAME's file.
measure() {
  local name=$1 begin end before now same=0
  shift
  until (($(screen_drawn) < 10000)); do sleep 0.02; done
  begin=${EPOCHREALTIME/./}
  "$@" >/dev/null 2>&1 &
  program=$!
  until (($(screen_drawn) > 1000000)); do
    kill -0 "$program" 2>/dev/null || {
      echo "figures: $name ended by itself" >&2
      exit 1
    }
  done
  end=${EPOCHREALTIME/./}
  sleep 4 # by then OpenDay has given back what only its start needed
  before=$(memory VmRSS)
  while ((same < 5)); do
    sleep 0.2
    now=$(memory VmRSS)
    if ((now == before)); then same=$((same + 1)); else same=0; fi
    before=$now
  done
  echo "$(((end - begin) / 1000)) $(memory VmHWM) $now" >>"$work/$name"
  kill "$program"
  wait "$program" 2>/dev/null || true
  program=
}

median() { cut -d' ' -f"$2" "$work/$1" | sort -n | sed -n "$(((rounds + 1) / 2))p"; }

# One round to fill the machine's caches, which is not counted.
measure warm-empty "$work/emptywindow"
measure warm-openday ./openday
for ((i = 0; i < rounds; i++)); do
  measure empty "$work/emptywindow"
  measure openday ./openday
done

mkdir -p out
{
  echo "Medians of $rounds starts each, in turn, 1366×768 under Xvfb"
  printf '%-28s %14s %14s %8s\n' "" "empty window" "openday" "ratio"
  row() {
    local empty openday
    empty=$(median empty "$2") openday=$(median openday "$2")
    awk -v l="$1" -v e="$empty" -v o="$openday" -v d="$3" -v u="$4" 'BEGIN { printf "%-28s %11.0f %s %11.0f %s %8.2f\n", l, e/d, u, o/d, u, o/e }'
  }
  row "start to first frame" 1 1 ms
  row "memory, peak (VmHWM)" 2 1024 MB
  row "memory, at rest (VmRSS)" 3 1024 MB
} | tee out/figures.txt
