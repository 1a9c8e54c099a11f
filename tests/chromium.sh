#!/bin/sh
# The browser tests need Chromium. As root on Debian this installs its shell without windows, which needs a third of
# the time for each page; otherwise any Chromium will do, and a sentence says how to get one.
set -eu
if command -v chromium-headless-shell >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-noto-core fonts-noto-cjk >/dev/null
    exit 0
fi
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium-headless-shell), then run this again." >&2
exit 1
