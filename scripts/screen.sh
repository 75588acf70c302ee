# Sourced by scripts that need a screen of their own: an Xvfb with no window manager, whose picture is read from its
# frame buffer file, so that looking at it costs the watched program nothing.
#   at_exit COMMAND                cleans up when the script ends; what was done before decides the exit status, not the cleaning
#   screen_start WIDTHxHEIGHT      sets DISPLAY; the screen ends with the script (screen_stop)
#   screen_steady [SECONDS]        waits until something is drawn and it has stopped changing, at most SECONDS (20)
#   screen_shot FILE.png           writes the picture of the whole screen
#   screen_window [SECONDS]        waits for a window with a title, at most SECONDS (30); prints its id
#   screen_open LOG PROGRAM...     starts a program whose window takes the whole screen and the keyboard
#   begin_with EVENT               the program's next window has this event, and neither asks for a name nor gives the tour
#   screen_close                   ends that program; one that ended by itself is a failure
# shellcheck shell=bash

screen_dir= screen_pid= screen_size= screen_program=

# shellcheck disable=SC2064 # the command is known now
at_exit() { trap "at_exit_status=\$?; set +e; $1; exit \$at_exit_status" EXIT; }

screen_start() {
  screen_size=$1
  screen_dir=$(mktemp -d)
  local number
  Xvfb -displayfd 3 -screen 0 "${1}x24" -fbdir "$screen_dir" +extension GLX -nolisten tcp 3>"$screen_dir/number" 2>"$screen_dir/log" &
  screen_pid=$!
  for ((i = 0; i < 200; i++)); do
    [[ -s $screen_dir/number ]] && break
    kill -0 "$screen_pid" 2>/dev/null || break
    sleep 0.05
  done
  number=$(<"$screen_dir/number")
  [[ -n $number ]] || {
    echo "screen: Xvfb did not start: $(tail -n 3 "$screen_dir/log")" >&2
    return 1
  }
  export DISPLAY=:$number XDG_RUNTIME_DIR=$screen_dir
  unset WAYLAND_DISPLAY XAUTHORITY
}

screen_stop() {
  [[ -z $screen_program ]] || screen_close || true
  [[ -z $screen_pid ]] || kill "$screen_pid" 2>/dev/null || true
  [[ -z $screen_pid ]] || wait "$screen_pid" 2>/dev/null || true
  [[ -z $screen_dir ]] || screen_remove "$screen_dir"
  screen_pid= screen_dir=
}

# A desktop portal, where one is installed, mounts a folder of its own in XDG_RUNTIME_DIR, which nobody else may remove.
screen_remove() {
  [[ ! -e $1/doc ]] || fusermount3 -uz "$1/doc" 2>/dev/null || fusermount -uz "$1/doc" 2>/dev/null || true
  rm -rf --one-file-system "$1" 2>/dev/null || true # never what is mounted
}

# The bytes of the picture that are not black: some hundred (its own heading) before the first frame.
screen_drawn() { LC_ALL=C tr -d '\0' <"$screen_dir/Xvfb_screen0" | wc -c; }

screen_steady() {
  local deadline=$((SECONDS + ${1:-20})) before= now same=0
  while ((SECONDS < deadline)); do
    now=$(cksum <"$screen_dir/Xvfb_screen0")
    if [[ $now == "$before" ]] && (($(screen_drawn) > 100000)); then
      ((++same >= 4)) && return 0
    else
      same=0
    fi
    before=$now
    sleep 0.15
  done
  # A blinking cursor never rests: what is drawn by now is the picture.
  (($(screen_drawn) > 100000)) || {
    echo "screen: nothing was drawn" >&2
    return 1
  }
}

screen_shot() { import -window root -strip "png24:$1"; }

screen_window() {
  local deadline=$((SECONDS + ${1:-30})) id
  while ((SECONDS < deadline)); do
    id=$(xdotool search --onlyvisible --name . 2>/dev/null | tail -n 1) || true
    [[ -z $id ]] || {
      echo "$id"
      return 0
    }
    sleep 0.1
  done
  echo "screen: no window appeared" >&2
  return 1
}

screen_open() {
  local log=$1 window
  shift
  "$@" >"$log" 2>&1 &
  screen_program=$!
  window=$(screen_window) || {
    cat "$log" >&2
    return 1
  }
  # There is no window manager, so the window is placed, sized and given the keyboard by hand; where the program gives
  # itself the size that it had last, again after that.
  local width=${screen_size%x*} height=${screen_size#*x} kept=0
  for ((i = 0; i < 40 && kept < 4; i++)); do
    if [[ $(xdotool getwindowgeometry --shell "$window" | grep -E '^(WIDTH|HEIGHT)=' | tr '\n' ' ') == "WIDTH=$width HEIGHT=$height " ]]; then
      ((++kept))
    else
      kept=0
      xdotool windowmove "$window" 0 0 windowsize "$window" "$width" "$height" windowfocus "$window"
    fi
    sleep 0.25
  done
}

screen_close() {
  local program=$screen_program
  screen_program=
  kill "$program" 2>/dev/null || {
    echo "screen: the program ended by itself" >&2
    return 1
  }
  wait "$program" 2>/dev/null || true
}

begin_with() {
  mkdir -p "$XDG_CONFIG_HOME/fyne/cn.openday.desktop"
  printf '{"event":"%s","operator.asked":true,"tour.shown":true}' "$1" >"$XDG_CONFIG_HOME/fyne/cn.openday.desktop/preferences.json"
}
