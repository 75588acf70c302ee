#!/usr/bin/env bash
# Prints papers on a CUPS queue that makes PDFs, from Linux and from openday.exe on Wine, and measures what comes out
# against the papers themselves. CUPS runs for this test alone, with its own files. What was printed stays in out/printing/.
# Needs root, which CUPS's PDF backend wants: as root or through sudo.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/screen.sh
. scripts/on-system.sh
. scripts/queue.sh
if [[ $(id -u) -ne 0 ]]; then exec sudo --preserve-env=PATH,GOFLAGS,GOCACHE,GOMODCACHE "$0" "$@"; fi

seen=$PWD/out/printing
rm -rf "$seen"
mkdir -p "$seen"/{linux,wine}
export WINEPREFIX=$PWD/out/wine WINEDEBUG=-all OPENDAY_LANG=zh
at_exit 'wineserver -k 2>/dev/null; queue_stop; screen_stop'

fail() {
  echo "test-printing: $*" >&2
  exit 1
}

queue_start PDF Stopped
cupsdisable -r 'out of order' Stopped

screen_start 1366x768

# says SYSTEM: what the last command had to say.
says() { tail -n 3 "$seen/$1/messages.txt" | tr -d '\r'; }

# printed NAME: waits until the queue is empty, and keeps what came out of it as NAME.pdf.
printed() { queue_printed "$seen/$1.pdf" || fail "$1: nothing came out of the printer"; }

pages() { pdfinfo "$1" 2>/dev/null | sed -n 's/^Pages: *//p'; }

# compare NAME WANTED.pdf PAGE PRINTED_PAGE: measures a page that was printed.
compare() {
  echo "$1, page $4:"
  same_page "$2" "$3" "$seen/$1.pdf" "$4" || fail "$1: the page is not at its size and place"
}

for system in linux wine; do
  on $system import assets/samples/plan1-civil-affairs.xlsx
  [[ $status == 0 ]] || fail "$system: import: $(says $system)"
  event=$(tail -n 1 <<<"$output")
  [[ $system == wine ]] || first=$event

  on $system print sign-in --event "$event" --out "$seen/$system-sheet.pdf" --blank-rows 60
  [[ $status == 0 ]] || fail "$system: $(says $system)"
  count=$(pages "$seen/$system-sheet.pdf")
  [[ $count -ge 4 ]] || fail "the sheet has only $count pages"

  queue_mark
  on $system print sign-in --event "$event" --printer PDF --blank-rows 60
  [[ $status == 0 ]] || fail "$system: printing: $(says $system)"
  printed $system-whole
  [[ $(pages "$seen/$system-whole.pdf") == "$count" ]] || fail "$system: $(pages "$seen/$system-whole.pdf") pages were printed of $count"
  compare $system-whole "$seen/$system-sheet.pdf" 1 1
  compare $system-whole "$seen/$system-sheet.pdf" 3 3

  queue_mark
  on $system print sign-in --event "$event" --printer default --blank-rows 60 --pages 2-3 --copies 2
  [[ $status == 0 ]] || fail "$system: some pages: $(says $system)"
  printed $system-some
  [[ $(pages "$seen/$system-some.pdf") == 4 ]] || fail "$system: two copies of two pages are $(pages "$seen/$system-some.pdf") pages"
  compare $system-some "$seen/$system-sheet.pdf" 3 2

  on $system print sign-in --event "$event" --out "$seen/$system-lying.pdf" --landscape
  queue_mark
  on $system print sign-in --event "$event" --printer PDF --landscape
  [[ $status == 0 ]] || fail "$system: a lying page: $(says $system)"
  printed $system-lies
  compare $system-lies "$seen/$system-lying.pdf" 1 1

  queue_mark
  on $system print sign-in --event "$event" --printer Attic
  [[ $status == 1 && $(says $system) == *Attic* ]] || fail "$system: a printer that is not there: exit status $status: $(says $system)"
  if [[ $system == linux ]]; then # Wine does not hear of it from CUPS
    on $system print sign-in --event "$event" --printer Stopped
    [[ $status == 1 && $(says $system) == *已停用* ]] || fail "$system: a stopped printer: exit status $status: $(says $system)"
  fi
  on $system print sign-in --event "$event" --printer PDF --pages 9999
  [[ $status == 2 && $(says $system) == *页码* ]] || fail "$system: a page that is not there: exit status $status: $(says $system)"
  [[ -z $(queue_new) ]] || fail "$system: something was printed that was not to be"
done

# Names for a hundred pages: a roster is read, and everybody let in by changing the one word in the event's workbook.
{
  echo '姓名,性别,联系电话,单位,类别'
  for ((i = 0; i < 2250; i++)); do printf '王小明,男,131%08d,和平社区居民委员会,群众代表\n' "$i"; done
} >"$seen/many.csv"
on linux roster "$seen/many.csv" --event "$first" --duplicates add
[[ $status == 0 ]] || fail "the long roster: $(says linux)"
on linux export --event "$first" --out "$seen/many.xlsx"
mkdir "$seen/many"
unzip -q "$seen/many.xlsx" -d "$seen/many"
sed -i 's#\(<t[^>]*>\)待审</t>#\1通过</t>#' "$seen/many/xl/sharedStrings.xml"
rm "$seen/many.xlsx"
(cd "$seen/many" && zip -qr ../many.xlsx .)
on wine import "$seen/many.xlsx"
[[ $status == 0 ]] || fail "the event of many people: $(says wine)"
event=$(tail -n 1 <<<"$output")
on wine print sign-in --event "$event" --out "$seen/hundred.pdf"
count=$(pages "$seen/hundred.pdf")
[[ $count -ge 100 ]] || fail "the long sheet has only $count pages"
queue_mark
OPENDAY_DATA=$seen/wine/openday.db scripts/on-wine.sh openday.exe print sign-in --event "$event" --printer PDF >"$seen/long.out" 2>&1 </dev/null &
program=$!
most=0
while kill -0 $program 2>/dev/null; do
  now=$(sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\).*/\1/p' /proc/$program/status 2>/dev/null || true)
  [[ -z $now ]] || most=$now
  sleep 0.1
done
wait $program || fail "the long sheet was not printed: $(tail -n 3 "$seen/long.out")"
echo "$count pages at 300 dpi: at most $((most / 1024)) MB of memory, Wine's own included"
[[ $most -lt $((300 * 1024)) ]] || fail "printing took $((most / 1024)) MB"
printed wine-hundred
[[ $(pages "$seen/wine-hundred.pdf") == "$count" ]] || fail "$(pages "$seen/wine-hundred.pdf") pages were printed of $count"
compare wine-hundred "$seen/hundred.pdf" 100 100

# Ended half-way, it leaves nothing in the queue.
queue_mark
OPENDAY_DATA=$seen/wine/openday.db scripts/on-wine.sh openday.exe print sign-in --event "$event" --printer PDF >"$seen/half.out" 2>&1 </dev/null &
program=$!
for ((i = 0; i < 600; i++)); do
  [[ $(wc -l <"$seen/half.out") -ge 20 ]] && break
  sleep 0.1
done
kill $program
wait $program 2>/dev/null || true
[[ -z $(lpstat -o) && -z $(queue_new) ]] || fail "half a sheet was printed"

echo "printing works; what was printed is in out/printing/"
