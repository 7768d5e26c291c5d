#!/bin/sh
# messages.sh PO: each catalogue has a translation of every message in the sources, none of them left fuzzy, and
# no format that differs from the English one.
po=$1
for tool in xgettext msgmerge msgattrib msgfmt; do
    command -v $tool > /dev/null || { echo "skipped: $tool is not installed (Debian: gettext)"; exit 77; }
done
# of two formats in one call, only those that are marked are found
if grep -rnE --include='*.c' '(fail|warn|refused|ti_report)\(.*\? "[^"]* [^"]*"' "$po/../cmd" "$po/../lib" "$po/../convert"; then
    echo "mark both texts with N_()"
    exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
"$po"/extract > "$folder/tiao.pot" || exit 1
grep -q '^msgid "out of memory"' "$folder/tiao.pot" || { echo "no messages were found in the sources"; exit 1; }
for catalogue in "$po"/*.po; do
    msgfmt --check --output-file=/dev/null "$catalogue" || failed=1
    msgmerge --quiet --no-wrap "$catalogue" "$folder/tiao.pot" > "$folder/merged.po" || failed=1
    for what in untranslated only-fuzzy; do
        msgattrib --no-wrap --no-obsolete --$what "$folder/merged.po" | sed '1,/^$/d' > "$folder/$what"      # less the head
        [ -s "$folder/$what" ] || continue
        failed=1
        echo "$catalogue: $what; po/update takes new messages in, then translate them there:"
        cat "$folder/$what"
    done
done
exit $failed
