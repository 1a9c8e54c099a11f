#!/bin/sh
# The ways of tests/browser/engines need Firefox, and WebKit with a screen and with what decodes and encodes its sound:
# installed where we may, else a sentence says how, and the tests of an engine that's missing are skipped.
set -eu
packages="firefox-esr webkit2gtk-driver xvfb gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-libav"
if command -v dpkg >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    if dpkg -s $packages >/dev/null 2>&1; then exit 0; fi
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Firefox and WebKit for the browser tests …"
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
elif command -v Xvfb >/dev/null 2>&1 && command -v WebKitWebDriver >/dev/null 2>&1 && command -v firefox >/dev/null 2>&1; then
    exit 0
else
    echo "The tests in Firefox and WebKit need both: install them (Debian: sudo apt-get install $packages), then run this again." >&2
    if [ -n "${CI:-}" ]; then exit 1; fi
fi
