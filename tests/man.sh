#!/bin/sh
# man.sh PAGE...: mandoc has nothing to say of the pages. What they refer to is put where it looks, since a machine may have
# no manuals installed; that our own pages refer to pages that we have is checked here.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
here=$(dirname "$1")
sed -n 's/^\.Xr \([^ ]*\) \([0-9]\).*/\1 \2/p' "$@" | sort -u | while read -r name section; do
    case $name in
    tiao*) [ -e "$here/$name.$section" ] || { echo "no page $name.$section"; exit 1; } ;;
    esac
    mkdir -p "$folder/man$section"
    printf '.Dd November 21, 2026\n.Dt X 1\n.Os\n' > "$folder/man$section/$name.$section"
done
MANPATH=$folder mandoc -T lint -W style "$@"
