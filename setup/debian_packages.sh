#!/bin/sh
# Installs those of the named Debian packages that are missing, where it may; else says which to install.
set -eu
missing=""
for package in "$@"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "kehoach needs Tesseract 5 with its Vietnamese data (Debian's names:$missing); please install them and run this again." >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "kehoach needs these Debian packages:$missing. Please run: sudo apt-get install$missing" >&2
    exit 1
fi
echo "Installing$missing" >&2
$as_root apt-get update -qq
# shellcheck disable=SC2086 # the list is meant to split
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
