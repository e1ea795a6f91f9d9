#!/usr/bin/env bash
# A repair from the company's first look to the auditor's last, by curl and jq against a demo server:
#   REGISTRY_DEMO_PASSWORD=… src/CreditRegistry.Api/examples/repair.sh [http://localhost:8080]
set -euo pipefail

api=${1:-http://localhost:8080}/api/v1
: "${REGISTRY_DEMO_PASSWORD:?Set it to the password that the server printed at its first start.}"
command -v jq >/dev/null || { echo "This script needs jq." >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

# call STATUS METHOD PATH [curl options…]: the body, once the status is as expected
call() {
    local expected=$1 method=$2 path=$3 status
    shift 3
    status=$(curl -sS -o "$work/body" -w '%{http_code}' -X "$method" "$api$path" "$@")
    if [ "$status" != "$expected" ]; then
        printf '%s %s answered %s, not %s:\n%s\n' "$method" "$path" "$status" "$expected" "$(cat "$work/body")" >&2
        exit 1
    fi
    cat "$work/body"
}

as() { printf 'Authorization: Bearer %s' "$1"; }

login() {
    jq -n --arg email "$1@demo.example" --arg password "$REGISTRY_DEMO_PASSWORD" '{$email, $password}' |
        call 200 POST /account/login -H 'Content-Type: application/json' --data @- | jq -r .accessToken
}

# act STATUS TOKEN VERB [JSON]: acts on the case as it stands now
act() {
    local etag
    etag=$(call 200 GET "/repair-applications/$case" -H "$(as "$2")" | jq .version)
    call "$1" POST "/repair-applications/$case/$3" -H "$(as "$2")" -H "If-Match: \"$etag\"" \
        -H 'Content-Type: application/json' --data "${4:-{\}}"
}

# upload KIND: a small PDF that says what it is
upload() {
    printf '%%PDF-1.4\n%% %s of a made-up company\n%%%%EOF\n' "$1" >"$work/$1.pdf"
    call 201 POST "/repair-applications/$case/documents" -H "$(as "$applicant")" \
        -F "kind=$1" -F "file=@$work/$1.pdf;type=application/pdf" |
        jq -r '"  \(.documents[-1].kind): \(.documents[-1].size) bytes, SHA-256 \(.documents[-1].sha256[:16])…"'
}

applicant=$(login applicant)
officer_a=$(login officer.a)
officer_b=$(login officer.b)
auditor=$(login auditor)

say "The company looks for a record that it may repair today"
record=
companies=$(call 200 GET /account/companies -H "$(as "$applicant")" | jq -r '.items[].registrationId')
for company in $companies; do
    records=$(call 200 GET "/companies/$company/records" |
        jq -r '.items[] | select(all(.marks[]; .code != "REPAIR_PENDING")) | .id')
    for id in $records; do
        eligibility=$(call 200 GET "/records/$id/eligibility")
        if [ "$(jq .eligible <<<"$eligibility")" = true ]; then
            record=$id
            break 2
        fi
    done
done
[ -n "$record" ] || { echo "The demo company has no record that it may repair today." >&2; exit 1; }
call 200 GET "/records/$record" | jq '{registrationId, tier, ground: .ground.title, legalBasis: .ground.legalBasis, repairableFrom, lapsesOn}'
jq '{documents: [.documents[] | {kinds, title}]}' <<<"$eligibility"

say "It applies, adds the documents that were named, and submits"
case=$(jq -n --arg recordId "$record" \
    '{$recordId, statement: "The breach was put right.", contact: {name: "Legal department", email: "legal@company.example"}}' |
    call 201 POST /repair-applications -H "$(as "$applicant")" -H 'Content-Type: application/json' \
        -H "Idempotency-Key: repair-$record-$$" --data @- | jq -r .id)
kinds=$(jq -r '.documents[].kinds[0]' <<<"$eligibility")
for kind in $kinds; do upload "$kind"; done
act 200 "$applicant" submission | jq '{reference, state, next}'

say "Officer A asks, once, for everything that is missing"
asked=$(head -1 <<<"$kinds")
act 200 "$officer_a" supplement-request "$(jq -n --arg kind "$asked" \
    '{missing: [{$kind, what: "It is not signed."}], reason: "One document does not fit."}')" | jq '{state, next}'

say "The company answers and submits again"
upload "$asked"
act 200 "$applicant" submission | jq '{state, deadlines: [.deadlines[] | {kind, startedOn, dueOn, endedBy}]}'

say "Officer A accepts and recommends a grant"
grant='{"outcome": "grant", "reasonCode": "CONDITIONS_MET", "reason": "The breach was put right and every duty performed."}'
act 200 "$officer_a" acceptance | jq '{state, next}'
act 200 "$officer_a" recommendation "$grant" | jq '{state, next}'

say "Officer A cannot decide what A proposed"
act 403 "$officer_a" decision "$grant" | jq '{status, code, detail}'

say "Officer B decides"
act 200 "$officer_b" decision "$grant" | jq '{state, decision}'

say "The record is gone from the company's page, and its id answers 410"
call 200 GET "/companies/$company/records" | jq --arg id "$record" '{stillListed: any(.items[]; .id == $id)}'
call 410 GET "/records/$record" | jq '{status, code, detail}'

say "What the auditor reads"
call 200 GET "/audit?subject=$case&limit=200" -H "$(as "$auditor")" | jq -r '.items[] | [.at, .role, .kind, .text // ""] | @tsv'
