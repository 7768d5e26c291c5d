#!/bin/sh
# Each file of the corpus has the SHA-256 that its catalogue gives.
set -eu
cd "$1"
awk -F': ' '/^File: /{f=$2} /^Sha256: /{print $2 "  " f; n++} END{exit n == 0}' catalogue.txt | sha256sum -c -
[ "$(grep -c '^File: ' catalogue.txt)" -eq "$(ls ./*.txt | grep -vc catalogue)" ]
