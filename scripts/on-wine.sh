#!/usr/bin/env bash
# Runs a Windows program on Wine, to its end; its exit status and its output come through.
#   on-wine.sh PROGRAM.exe [ARG...]
# WINEPREFIX is Wine's own folder (out/wine), made at the first run. DISPLAY must be set.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
export WINEPREFIX=${WINEPREFIX:-$root/out/wine} WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='

# Go programs need ProcessPrng of bcryptprimitives.dll, which Wine has only from version 9 on.
dll=$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll
if [[ ! -f $dll ]]; then
  mkdir -p "$WINEPREFIX"
  wineboot -i >/dev/null 2>&1 </dev/null
  wineserver -w
  if [[ ! -f $dll ]]; then
    stand_in=$(mktemp -d)
    cat >"$stand_in/prng.c" <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE p, SIZE_T n) { return SystemFunction036(p, (ULONG)n); }
BOOL WINAPI DllMain(HINSTANCE h, DWORD reason, LPVOID v) { return TRUE; }
C
    x86_64-w64-mingw32-gcc -shared -o "$dll" "$stand_in/prng.c" -ladvapi32
    rm -rf "$stand_in"
  fi
fi
exec wine "$@"
