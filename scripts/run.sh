#!/usr/bin/env bash
# Opens the window; on a machine without a display does the main job without one: the sample event goes into a fresh
# data file, and its sign-in sheet and summary report come out as PDFs.
set -euo pipefail
cd "$(dirname "$0")/.."

case $(uname -s) in
Linux) if [[ -n ${DISPLAY-}${WAYLAND_DISPLAY-} ]]; then exec ./openday; fi ;;
*) exec ./openday ;;
esac

sample=(assets/samples/plan*.xlsx)
rm -rf out/run
mkdir -p out/run
export OPENDAY_DATA=out/run/openday.db
event=$(./openday import "${sample[0]}")
./openday print sign-in --event "$event" --out out/sign-in.pdf
./openday print summary --event "$event" --out out/summary.pdf
echo "This machine has no display, so the window was left out. The sample event ${sample[0]} went into a fresh data file:"
./openday events
echo "Data file:      out/run/openday.db"
echo "Sign-in sheet:  out/sign-in.pdf"
echo "Summary report: out/summary.pdf"
