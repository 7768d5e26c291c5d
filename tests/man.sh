#!/bin/sh
# man.sh PAGE...: mandoc has nothing to say of the pages. What they refer to is put where it looks, since a machine may have
# no manuals installed; that our own pages refer to pages that we have is checked here. What mandoc has to say of Chinese
# headings and of lines without blanks is left out.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
here=$(dirname "$1")
sed -n 's/^\.Xr \([^ ]*\) \([0-9]\).*/\1 \2/p' "$@" | sort -u | while read -r name section; do
    case $name in
    tiao*) [ -e "$here/$name.$section" ] || [ -e "$here/../$name.$section" ] || { echo "no page $name.$section"; exit 1; } ;;
    esac
    mkdir -p "$folder/man$section"
    printf '.Dd November 21, 2026\n.Dt X 1\n.Os\n' > "$folder/man$section/$name.$section"
done
case $here in
*zh_CN)
    MANPATH=$folder mandoc -T lint -W style "$@" |
        grep -vE 'first section is not "NAME"|line outside NAME|trailing delimiter: (Sh|Ss|Nd) .*\[u|longer than 80 bytes' && exit 1
    exit 0 ;;
esac
MANPATH=$folder mandoc -T lint -W style "$@"
