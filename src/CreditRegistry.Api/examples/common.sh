# shellcheck shell=bash
# What the examples share: `. common.sh [http://localhost:8080]` after `set -euo pipefail`.

server=${1:-http://localhost:8080}
api=$server/api/v1
: "${REGISTRY_DEMO_PASSWORD:?Set it to the password that the server printed at its first start.}"

die() { printf '%s\n' "$@" >&2; exit 1; }

for tool in curl jq; do command -v "$tool" >/dev/null || die "This script needs $tool."; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { if [ -t 1 ]; then printf '\n\033[1m%s\033[0m\n' "$*"; else printf '\n%s\n' "$*"; fi; }

# call STATUS METHOD PATH [curl options…]: the body, once the status is as expected
call() {
    local expected=$1 method=$2 path=$3 status
    shift 3
    status=$(curl -sS -o "$work/body" -w '%{http_code}' -X "$method" "$api$path" "$@") || die "Does a server run at $server?"
    [ "$status" = "$expected" ] ||
        die "$method $path answered $status, not $expected:" "$(cat "$work/body")"
    cat "$work/body"
}

as() { printf 'Authorization: Bearer %s' "$1"; }

# send STATUS METHOD PATH TOKEN [JSON]
send() { call "$1" "$2" "$3" -H "$(as "$4")" -H 'Content-Type: application/json' --data "${5:-{\}}"; }

login() {
    jq -n --arg email "$1@demo.example" --arg password "$REGISTRY_DEMO_PASSWORD" '{$email, $password}' |
        call 200 POST /account/login -H 'Content-Type: application/json' --data @- | jq -r .accessToken
}

# act STATUS TOKEN CASE VERB [JSON]: acts on a case, such as /objections/ID, as it stands now
act() {
    local version
    version=$(call 200 GET "$3" -H "$(as "$2")" | jq .version)
    call "$1" POST "$3/$4" -H "$(as "$2")" -H "If-Match: \"$version\"" -H 'Content-Type: application/json' --data "${5:-{\}}"
}

# upload TOKEN CASE [KIND]: a small PDF that says what it is
upload() {
    local name=${3:-EVIDENCE}
    printf '%%PDF-1.4\n%% %s of a made-up company\n%%%%EOF\n' "$name" >"$work/$name.pdf"
    call 201 POST "$2/documents" -H "$(as "$1")" ${3:+-F "kind=$3"} -F "file=@$work/$name.pdf;type=application/pdf" |
        jq -r '"  \(.documents[-1].kind): \(.documents[-1].size) bytes, SHA-256 \(.documents[-1].sha256[:16])…"'
}
