#!/usr/bin/env bash
# Makes sure that this machine has what a target of the Makefile needs, and installs only what is missing.
#   setup.sh GROUP...     GROUP: run, test, word, windows, installer, printing, screen
# Debian and Ubuntu: through apt-get, as root or through sudo. Elsewhere: prints the line to type.
set -euo pipefail

# Fyne draws through cgo on X11 and Wayland; SQLite is C.
run=(gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libxkbcommon-dev libwayland-dev wayland-protocols libegl-dev)
# A second PDF reader beside PDFium, so that no reader's leniency hides a broken paper.
test=(poppler-utils)
# A word processor beside Word.
word=(libreoffice-writer)
# A screen without a monitor, keys and a clipboard for it, pictures of it. OpenGL there comes from libgl1-mesa-dri.
screen=(xvfb xdotool xclip imagemagick libgl1-mesa-dri)
windows=(gcc-mingw-w64-x86-64 wine wine64)
# The panel in the installer is drawn with ImageMagick; its test makes a certificate, and shows Chinese in a font of the system.
installer=(nsis osslsigncode openssl imagemagick zip unzip xz-utils fontconfig fonts-wqy-zenhei)
# A printer that makes PDFs, what measures them, and what makes a long list to print.
printing=(cups cups-client cups-filters printer-driver-cups-pdf ghostscript poppler-utils zip unzip)

say() { echo "setup: $*" >&2; }

if ! command -v go >/dev/null; then
  say "Go is missing. Install Go $(sed -n 's/^go //p' go.mod) or newer from https://go.dev/dl/ and try again."
  exit 1
fi

case $(uname -s) in
Linux) ;;
Darwin)
  xcode-select -p >/dev/null 2>&1 && exit 0
  say "The C compiler is missing. Type:  xcode-select --install"
  exit 1
  ;;
*) # Windows: MSYS2, Git Bash
  command -v gcc >/dev/null && exit 0
  say "gcc is missing. In an MSYS2 MINGW64 window type:  pacman -S --needed mingw-w64-x86_64-gcc make"
  exit 1
  ;;
esac

wanted=()
for group in "$@"; do
  case $group in
  run) wanted+=("${run[@]}") ;;
  test) wanted+=("${test[@]}") ;;
  word) wanted+=("${word[@]}") ;;
  screen) wanted+=("${screen[@]}") ;;
  windows) wanted+=("${windows[@]}") ;;
  installer) wanted+=("${installer[@]}") ;;
  printing) wanted+=("${printing[@]}") ;;
  *)
    say "no group is called $group: run, test, word, windows, installer, printing, screen"
    exit 2
    ;;
  esac
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  # Not Debian: the parts themselves tell whether the packages are there, whatever they are called.
  lacking=()
  for group in "$@"; do
    case $group in
    run)
      command -v gcc >/dev/null && command -v pkg-config >/dev/null &&
        pkg-config --exists gl egl x11 xcursor xrandr xinerama xi xxf86vm xkbcommon wayland-client wayland-egl || lacking+=(run)
      ;;
    test) command -v pdftotext >/dev/null || lacking+=(test) ;;
    word) command -v soffice >/dev/null || lacking+=(word) ;;
    screen) command -v Xvfb >/dev/null && command -v xdotool >/dev/null && command -v import >/dev/null || lacking+=(screen) ;;
    windows) command -v wine >/dev/null && command -v x86_64-w64-mingw32-gcc >/dev/null || lacking+=(windows) ;;
    printing) command -v cupsd >/dev/null && command -v lpadmin >/dev/null && command -v pdftoppm >/dev/null || lacking+=(printing) ;;
    installer)
      for tool in makensis osslsigncode openssl convert zip unzip xz fc-list; do
        command -v "$tool" >/dev/null || {
          lacking+=(installer)
          break
        }
      done
      ;;
    esac
  done
  [[ ${#lacking[@]} -gt 0 ]] || exit 0
  say "This system has no apt-get, and something for '${lacking[*]}' is missing. As root, type:"
  if command -v dnf >/dev/null; then
    say "  dnf install gcc pkgconf-pkg-config libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel mesa-libGL-devel mesa-libEGL-devel libxkbcommon-devel wayland-devel wayland-protocols-devel poppler-utils xorg-x11-server-Xvfb xdotool ImageMagick mingw64-gcc wine"
  elif command -v pacman >/dev/null; then
    say "  pacman -S --needed gcc pkgconf libxcursor libxrandr libxinerama libxi libxxf86vm mesa libxkbcommon wayland wayland-protocols poppler xorg-server-xvfb xdotool imagemagick mingw-w64-gcc wine"
  elif command -v zypper >/dev/null; then
    say "  zypper install gcc pkg-config libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel Mesa-libGL-devel Mesa-libEGL-devel libxkbcommon-devel wayland-devel wayland-protocols-devel poppler-tools xorg-x11-server-Xvfb xdotool ImageMagick mingw64-cross-gcc wine"
  else
    say "  the packages that your system has for: ${wanted[*]}"
  fi
  [[ " ${lacking[*]} " != *" printing "* ]] ||
    say "For printing also what your system has for: ${printing[*]}"
  [[ " ${lacking[*]} " != *" installer "* ]] ||
    say "For the installer also what your system has for: ${installer[*]} (NSIS 3.08 or newer, with its amd64 stubs)"
  [[ " ${lacking[*]} " != *" word "* ]] || say "For the Word files also LibreOffice Writer"
  exit 1
fi

missing=()
for package in "${wanted[@]}"; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
  if ! command -v sudo >/dev/null; then
    say "Packages are missing, and there is no sudo. As root, type:"
    say "  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
    exit 1
  fi
  as_root=(sudo)
fi
say "installing ${missing[*]}"
{
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
} >&2 || {
  say "apt-get could not install them. See its words above; then, as root, type:"
  say "  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  exit 1
}
