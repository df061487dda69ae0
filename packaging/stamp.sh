#!/bin/sh
# Has the double-click been proved for these files? stamp.sh check: exit 0 when it has, or cannot be here; stamp.sh write: it has been, just now.
# The stamp is a hash over what the proof depends on that the other tests do not see: packaging/, the lock file, workbench/app.py.
set -eu
cd "$(dirname "$0")/.."

hash=$(find packaging requirements.txt workbench/app.py -type f ! -name desktop.stamp ! -name '*.pyc' -print | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1)
case "$1" in
write) echo "$hash" >packaging/desktop.stamp ;;
check)
    if [ "$hash" = "$(cat packaging/desktop.stamp 2>/dev/null)" ]; then echo "The double-click test has passed for these very files: not run again."
    elif [ "$(id -u)" != 0 ]; then echo "The double-click test is left out: it installs a package, which only root may."
    else exit 1
    fi ;;
*) echo "stamp.sh check | write" >&2; exit 2 ;;
esac
