#!/bin/sh
# Installs the Debian packages that are missing: system.sh run | test | package | desktop. As root or through sudo; else one line says what to install.
# The lists hold what Qt's libraries load at run time (worked out with ldd) and, for the tests, a screen and a mouse without a person.
set -eu

run="python3-venv libegl1 libgl1 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libx11-6 libx11-xcb1 libxcb1
 libgssapi-krb5-2 libbrotli1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0
 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libwayland-client0 libwayland-cursor0 libwayland-egl1 libzstd1 zlib1g libgomp1 fonts-dejavu-core"
test="$run git xvfb xauth xdotool openbox dbus-daemon at-spi2-core python3-pyatspi" # the last three: what a screen reader is told
package="$run binutils patchelf librsvg2-bin desktop-file-utils appstream lintian"
desktop="$test $package pcmanfm thunar dbus-x11 shared-mime-info libglib2.0-bin hicolor-icon-theme x11-utils imagemagick"

command -v dpkg-query >/dev/null 2>&1 || exit 0 # not Debian: Qt says itself what it lacks
case "$1" in run) wanted=$run ;; test) wanted=$test ;; package) wanted=$package ;; desktop) wanted=$desktop ;;
*) echo "system.sh run | test | package | desktop" >&2; exit 2 ;; esac

missing=""
for package in $wanted; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing="$missing $package"
done
# a Python that came from elsewhere brings its own venv
case "$missing" in *python3-venv*) if python3 -c "import ensurepip, venv" 2>/dev/null; then missing=$(echo "$missing" | sed 's/python3-venv//'); fi ;; esac
[ -n "$(echo "$missing" | tr -d ' ')" ] || exit 0

if [ "$(id -u)" = 0 ]; then as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo"
else echo "Please install, then try again: apt-get install$missing" >&2; exit 1
fi
echo "Installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get -q -o DPkg::Lock::Timeout=400 update >/dev/null
$as_root apt-get -q -y -o DPkg::Lock::Timeout=400 --no-install-recommends install $missing >/dev/null
