#!/bin/sh
# The database tests start a PostgreSQL of their own: its programs are installed where we may, else a sentence says how.
set -eu
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing PostgreSQL for the database tests …"
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
else
    echo "The database tests need PostgreSQL: install it (Debian: sudo apt-get install postgresql), then run this again." >&2
    exit 1
fi
