#!/usr/bin/env bash
# A repair from the company's first look to the auditor's last, by curl and jq against a demo server:
#   REGISTRY_DEMO_PASSWORD=… src/CreditRegistry.Api/examples/repair.sh [http://localhost:8080]
set -euo pipefail

# shellcheck source=SCRIPTDIR/common.sh
. "$(dirname "$(readlink -f "$0")")/common.sh"

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
[ -n "$record" ] || die "The demo company has no record that it may repair today."
call 200 GET "/records/$record" | jq '{registrationId, tier, ground: .ground.title, legalBasis: .ground.legalBasis, repairableFrom, lapsesOn}'
jq '{documents: [.documents[] | {kinds, title}]}' <<<"$eligibility"

say "It applies, adds the documents that were named, and submits"
case=$(jq -n --arg recordId "$record" \
    '{$recordId, statement: "The breach was put right.", contact: {name: "Legal department", email: "legal@company.example"}}' |
    call 201 POST /repair-applications -H "$(as "$applicant")" -H 'Content-Type: application/json' \
        -H "Idempotency-Key: repair-$record-$$" --data @- | jq -r '"/repair-applications/\(.id)"')
kinds=$(jq -r '.documents[].kinds[0]' <<<"$eligibility")
for kind in $kinds; do upload "$applicant" "$case" "$kind"; done
act 200 "$applicant" "$case" submission | jq '{reference, state, next}'

say "Officer A asks, once, for everything that is missing"
asked=$(head -1 <<<"$kinds")
act 200 "$officer_a" "$case" supplement-request "$(jq -n --arg kind "$asked" \
    '{missing: [{$kind, what: "It is not signed."}], reason: "One document does not fit."}')" | jq '{state, next}'

say "The company answers and submits again"
upload "$applicant" "$case" "$asked"
act 200 "$applicant" "$case" submission | jq '{state, deadlines: [.deadlines[] | {kind, startedOn, dueOn, endedBy}]}'

say "Officer A accepts and recommends a grant"
grant='{"outcome": "grant", "reasonCode": "CONDITIONS_MET", "reason": "The breach was put right and every duty performed."}'
act 200 "$officer_a" "$case" acceptance | jq '{state, next}'
act 200 "$officer_a" "$case" recommendation "$grant" | jq '{state, next}'

say "Officer A cannot decide what A proposed"
act 403 "$officer_a" "$case" decision "$grant" | jq '{status, code, detail}'

say "Officer B decides"
act 200 "$officer_b" "$case" decision "$grant" | jq '{state, decision}'

say "The record is gone from the company's page, and its id answers 410"
call 200 GET "/companies/$company/records" | jq --arg id "$record" '{stillListed: any(.items[]; .id == $id)}'
call 410 GET "/records/$record" | jq '{status, code, detail}'

say "What the auditor reads"
call 200 GET "/audit?subject=${case##*/}&limit=200" -H "$(as "$auditor")" | jq -r '.items[] | [.at, .role, .kind, .text // ""] | @tsv'
