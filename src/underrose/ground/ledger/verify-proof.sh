#!/bin/sh
# Verify a .tlog-proof of Underrose with nothing of Underrose: openssl (3.0 or newer) and coreutils alone.
#
#   sh verify-proof.sh FILE.tlog-proof 'KEY'
#
# KEY is the log's public key, name+id+base64, as it was handed to you before (on paper, by mail). A key that comes
# together with the proof proves nothing. Exit 0: proven, and the entry is printed. Exit 1: refused, with the reason.
# Formats: c2sp.org/tlog-proof, c2sp.org/signed-note, RFC 6962 section 2.1.
set -eu
LC_ALL=C
export LC_ALL

refuse() {
    printf 'REFUSED: %s\n' "$1" >&2
    exit 1
}

[ $# -eq 2 ] || {
    printf 'usage: sh verify-proof.sh FILE.tlog-proof KEY\n' >&2
    exit 2
}
[ -r "$1" ] || refuse "can't read $1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# decode TEXT FILE WHAT: strict base64, one text for one value
decode() {
    printf '%s' "$1" | base64 -d >"$2" 2>/dev/null || refuse "$3 is not base64"
    [ "$(base64 -w 0 "$2")" = "$1" ] || refuse "$3 is not base64"
}
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
length() { wc -c <"$1" | tr -d ' '; }
hash() { openssl dgst -sha256 -binary; }
# number TEXT WHAT: decimal, no leading zero, small enough for the shell
number() {
    case $1 in
        0) ;;
        '' | 0* | *[!0-9]*) refuse "$2 is not a number" ;;
    esac
    [ ${#1} -le 15 ] || refuse "$2 is too large"
}

# --- the key ---------------------------------------------------------------------------------------------------------
name=${2%%+*}
rest=${2#*+}
key_id=${rest%%+*}
decode "${rest#*+}" "$work/key" 'the key'
[ -n "$name" ] && [ "$(length "$work/key")" = 33 ] && [ "$(head -c 1 "$work/key" | od -An -tx1 | tr -d ' ')" = 01 ] ||
    refuse 'the key is not name+id+base64 of an Ed25519 key'
{ printf '%s\n' "$name" && cat "$work/key"; } | hash | head -c 4 >"$work/id"
[ "$(hex "$work/id")" = "$key_id" ] || refuse "the key doesn't match its own id"
{ printf '\060\052\060\005\006\003\053\145\160\003\041\000' && tail -c 32 "$work/key"; } >"$work/key.der"

# --- the file, line by line ------------------------------------------------------------------------------------------
exec 3<"$1"
IFS= read -r line <&3 && [ "$line" = 'c2sp.org/tlog-proof@v1' ] || refuse 'this is not a .tlog-proof file'
IFS= read -r line <&3 && [ "${line#extra }" != "$line" ] || refuse 'the proof lacks its entry'
leaf=${line#extra }
IFS= read -r line <&3 && [ "${line#index }" != "$line" ] || refuse 'the proof lacks its index'
index=${line#index }
number "$index" 'the index'
decode "$leaf" "$work/leaf" 'the entry'
printf 'c2sp.org/tlog-proof@v1\nextra %s\nindex %s\n' "$leaf" "$index" >"$work/again"
steps=0
while IFS= read -r line <&3 && [ -n "$line" ]; do
    steps=$((steps + 1))
    [ "$steps" -le 63 ] || refuse 'the path is too long'
    decode "$line" "$work/step.$steps" 'a hash'
    [ "$(length "$work/step.$steps")" = 32 ] || refuse 'a hash is damaged'
    printf '%s\n' "$line" >>"$work/again"
done
IFS= read -r origin <&3 && IFS= read -r size <&3 && IFS= read -r root <&3 && IFS= read -r line <&3 && [ -z "$line" ] ||
    refuse 'the checkpoint is not origin, size and root'
[ "$origin" = "$name" ] || refuse 'the checkpoint is of another log'
number "$size" 'the size'
decode "$root" "$work/root" 'the root'
printf '%s\n%s\n%s\n' "$origin" "$size" "$root" >"$work/text"
{ printf '\n' && cat "$work/text" && printf '\n'; } >>"$work/again"

# --- the signature ---------------------------------------------------------------------------------------------------
dash=$(printf '\342\200\224')
signed=no
lines=0
while IFS= read -r line <&3; do
    lines=$((lines + 1))
    [ "$lines" -le 16 ] || refuse 'too many signatures'
    printf '%s\n' "$line" >>"$work/again"
    [ "${line#"$dash "}" != "$line" ] || refuse "the checkpoint's signature lines are damaged"
    encoded=${line#"$dash $name "}
    [ "$encoded" != "$line" ] || continue
    decode "$encoded" "$work/signature" 'a signature'
    [ "$(head -c 4 "$work/signature" | od -An -v -tx1 | tr -d ' \n')" = "$key_id" ] || continue
    tail -c +5 "$work/signature" >"$work/bare"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/text" \
        -sigfile "$work/bare" >/dev/null 2>&1 || refuse "the checkpoint's signature is wrong"
    signed=yes
done
[ "$signed" = yes ] || refuse "no signature by $name"
# What was read must be the whole file, so that no stray byte hides in it.
[ "$(sha256sum <"$work/again")" = "$(sha256sum <"$1")" ] || refuse 'the file holds more than a proof'

# --- the path from the entry to the root (RFC 9162, section 2.1.3.2) ---------------------------------------------------
[ "$index" -lt "$size" ] || refuse 'the index lies outside the tree'
{ printf '\000' && cat "$work/leaf"; } | hash >"$work/found"
at=$index
last=$((size - 1))
step=0
while [ "$step" -lt "$steps" ]; do
    step=$((step + 1))
    [ "$last" -gt 0 ] || refuse 'the path is too long'
    if [ $((at & 1)) -eq 1 ] || [ "$at" -eq "$last" ]; then
        { printf '\001' && cat "$work/step.$step" "$work/found"; } | hash >"$work/next"
        while [ $((at & 1)) -eq 0 ] && [ "$at" -gt 0 ]; do
            at=$((at >> 1))
            last=$((last >> 1))
        done
    else
        { printf '\001' && cat "$work/found" "$work/step.$step"; } | hash >"$work/next"
    fi
    mv "$work/next" "$work/found"
    at=$((at >> 1))
    last=$((last >> 1))
done
[ "$last" -eq 0 ] && [ "$(hex "$work/found")" = "$(hex "$work/root")" ] ||
    refuse 'the entry is not in the checkpoint'

cat "$work/leaf"
printf '\nPROVEN: entry %s of the %s in %s\n' "$index" "$size" "$name"
