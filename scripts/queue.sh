# Sourced by scripts that print: a CUPS of their own with queues that make PDFs, and a measure for what comes out.
# Needs root, which CUPS's PDF backend wants.
#   queue_start NAME...            starts CUPS, sets CUPS_SERVER, makes the queues; the first is the default
#   queue_stop                     ends it
#   queue_mark                     what is printed from now on is new
#   queue_new                      prints the names of the new files
#   queue_printed FILE.pdf         waits until the queues are empty, and keeps the one new file as FILE.pdf
#   same_page WANTED.pdf PAGE PRINTED.pdf PAGE   measures a printed page against the page that was to be printed
# shellcheck shell=bash

queue_dir= queue_pid= queue_had_papers=
queue_papers=~root/PDF # where the backend puts what root prints

queue_start() {
  queue_dir=$(mktemp -d)
  chmod 755 "$queue_dir"
  [[ ! -d $queue_papers ]] || queue_had_papers=1
  local cups=$queue_dir queue i ppd=/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd

  # It has its own files, and is heard on a socket alone.
  mkdir -p "$cups"/{root/ppd,spool,cache,run,tmp,log}
  cat >"$cups/files.conf" <<CONF
ServerRoot $cups/root
RequestRoot $cups/spool
CacheDir $cups/cache
StateDir $cups/run
TempDir $cups/tmp
AccessLog $cups/log/access
ErrorLog $cups/log/error
PageLog $cups/log/page
User lp
Group lp
SystemGroup root lpadmin
CONF
  cat >"$cups/cupsd.conf" <<CONF
Listen $cups/cups.sock
Browsing No
DefaultAuthType None
WebInterface No
LogLevel info
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
CONF
  chown -R lp:lp "$cups"
  cupsd -f -c "$cups/cupsd.conf" -s "$cups/files.conf" >"$cups/log/said" 2>&1 &
  queue_pid=$!
  export CUPS_SERVER=$cups/cups.sock
  for ((i = 0; i < 100; i++)); do
    lpstat -r 2>/dev/null | grep -q 'is running' && break
    kill -0 "$queue_pid" 2>/dev/null || break
    sleep 0.1
  done
  lpstat -r | grep -q 'is running' || {
    echo "queue: CUPS did not start: $(tail -n 3 "$cups/log/said" "$cups/log/error")" >&2
    return 1
  }
  for queue in "$@"; do
    lpadmin -p "$queue" -v cups-pdf:/ -E -P "$ppd" 2>/dev/null || {
      echo "queue: the queue $queue could not be made" >&2
      return 1
    }
  done
  lpadmin -d "$1"
  go build -o "$queue_dir/samepage" ./scripts/samepage
}

queue_stop() {
  [[ -z $queue_pid ]] || { kill "$queue_pid" 2>/dev/null && wait "$queue_pid" 2>/dev/null; } || true
  [[ -z $queue_dir ]] || rm -rf "$queue_dir"
  [[ -z $queue_dir || -n $queue_had_papers ]] || rm -rf "$queue_papers"
  queue_pid= queue_dir=
}

queue_mark() { touch "$queue_dir/mark"; }

queue_new() { find "$queue_papers" -name '*.pdf' -newer "$queue_dir/mark" 2>/dev/null || true; }

queue_printed() {
  local deadline=$((SECONDS + 600)) new=
  # A program hands its paper to CUPS some time after it was told to.
  while ((SECONDS < deadline)); do
    new=$(queue_new | head -n 1)
    [[ -z $new || -n $(lpstat -o) ]] || break
    sleep 0.2
  done
  [[ -n $new && -z $(lpstat -o) ]] || {
    echo "queue: nothing was printed: $(grep '^E' "$queue_dir/log/error" | tail -n 3)" >&2
    return 1
  }
  mv "$new" "$1"
}

same_page() {
  pdftoppm -r 300 -gray -f "$2" -l "$2" -singlefile "$1" "$queue_dir/wanted" 2>/dev/null
  pdftoppm -r 300 -gray -f "$4" -l "$4" -singlefile "$3" "$queue_dir/printed" 2>/dev/null
  "$queue_dir/samepage" 300 "$queue_dir/wanted.pgm" "$queue_dir/printed.pgm"
}
