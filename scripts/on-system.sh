# Sourced by scripts that try the program here and on Wine. They set $seen, a folder with one folder for each system.
#   on SYSTEM ARG...     one command on linux or wine, over the data file openday.db in the system's folder;
#                        its output in $output, its exit status in $status, its messages in the folder's messages.txt
# shellcheck shell=bash

on() {
  local system=$1 program=(./openday)
  shift
  [[ $system == linux ]] || program=(scripts/on-wine.sh openday.exe)
  status=0
  output=$(OPENDAY_DATA=$seen/$system/openday.db "${program[@]}" "$@" 2>>"$seen/$system/messages.txt" </dev/null | tr -d '\r'; exit "${PIPESTATUS[0]}") || status=$?
}
