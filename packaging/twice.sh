#!/bin/sh
# The package of the last commit, made twice in two fresh folders: are the bytes the same?
set -eu
cd "$(dirname "$0")/.."

top=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for one in first second; do
    git clone -q "$top" "$folder/$one"
    make -s -C "$folder/$one" package >&2
done
cd "$folder"
cmp first/dist/*.deb second/dist/*.deb
echo "The same bytes: $(sha256sum first/dist/*.deb | cut -d' ' -f1)"
