#!/usr/bin/env bash
# The whole story, by curl and jq against a demo server that `./dev run` started on this machine: a company is watched and
# listed, contests the record, has it corrected, then repaired; each certificate is verified; a receiver is told, fails
# twice, takes it and acknowledges the recall; and what somebody changes in the database by hand is named.
#   REGISTRY_DEMO_PASSWORD=… src/CreditRegistry.Api/examples/proof.sh [http://localhost:8080]
# The server must be started with Registry__Webhooks__AllowHttp=true Registry__Webhooks__AllowedNetworks=127.0.0.0/8, for
# the receiver is on this machine; and REGISTRY_DATA_DIR must be the server's, for the row in its database.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
root=$(cd "$here/../../.." && pwd)
# shellcheck source=SCRIPTDIR/common.sh
. "$here/common.sh"
data=${REGISTRY_DATA_DIR:-$root/.registry}
receiver=''
altered=''
summary=''

clean_up() {
    [ -z "$altered" ] || set_summary "$summary"
    [ -z "$receiver" ] || { kill "$receiver" && wait "$receiver"; } 2>/dev/null || true # it deletes its list
    rm -rf "$work"
}
trap clean_up EXIT

# is WHAT EXPECTED ACTUAL
is() { [ "$2" = "$3" ] || die "Not as expected: $1 is $3, not $2."; }

# until_true SECONDS WHAT COMMAND…
until_true() {
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        [ $SECONDS -lt $end ] || die "Waited in vain: $what. The receiver said:" "$(cat "$work/received")"
        sleep 0.5
    done
}

"$root/dev" registry --help >/dev/null # builds it, unless it is built

# --- the database of the server, as its owner -----------------------------------------------------------------------

for psql in "$(command -v psql || true)" /usr/lib/postgresql/*/bin/psql /usr/pgsql-*/bin/psql /opt/homebrew/opt/postgresql*/bin/psql; do
    [ ! -x "$psql" ] || break
done
[ -x "$psql" ] || die "This script needs psql, which comes with PostgreSQL."
[ -r "$data/registry_owner.password" ] ||
    die "$data is not the folder of an embedded database. Set REGISTRY_DATA_DIR to that of the server."

# sql [psql options…]: runs what is on standard input past every trigger, as only the owner may
sql() {
    { printf 'set session_replication_role = replica;\n'; cat; } |
        PGPASSWORD=$(cat "$data/registry_owner.password") "$psql" -qXAt -v ON_ERROR_STOP=1 \
            -h 127.0.0.1 -p "$(cat "$data/port")" -U registry_owner -d registry "$@"
}

set_summary() { sql -v id="$altered" -v text="$1" <<<"update records set summary = :'text' where id = :'id';"; }

# The database must be that of the server.
root_hash=$(call 200 POST /log/heads | jq -r .root)
is "the number of heads in $data with the root that $server signed" 1 \
    "$(sql -v root="$root_hash" <<<"select count(*) from log_heads where root = decode(:'root', 'hex');")"

# --- what is said of certificates -----------------------------------------------------------------------------------

# certify NAME: fetches the company's certificate
certify() {
    call 200 GET "/companies/$company/certificate" >"$work/$1.json"
    jq -r '"  \(.statement.name): \(.statement.standing), records: \(.statement.records | length), log position \(.statement.position)"' \
        "$work/$1.json"
}

# verify NAME: what the registry says of that certificate now
verify() {
    jq '{certificate}' "$work/$1.json" |
        call 200 POST /certificates/verification -H 'Content-Type: application/json' --data @- >"$work/check.json"
    printf '  %s certificate: ' "$1"
    jq -r '"genuine: \(.genuine), holds: \(.holds)" + ([.since[] | "; since then \(.kind): record \(.recordId)", (.reason // empty)] | join(" "))' \
        "$work/check.json"
}

# verdict: of the last verification, with each change since
verdict() { jq -r '["\(.genuine)", "\(.holds)", (.since[] | .kind, .reason // empty)] | join(" ")' "$work/check.json"; }

# --- the story ------------------------------------------------------------------------------------------------------

agency=$(login agency)
applicant=$(login applicant)
officer_a=$(login officer.a)
officer_b=$(login officer.b)
officer_c=$(login officer.c)
buyer=$(login applicant.2) # of no company

for company in $(call 200 GET /account/companies -H "$(as "$applicant")" | jq -r '.items[].registrationId'); do
    [ "$(call 200 GET "/companies/$company" | jq -r .standing)" != clear ] || break
done

say "A buyer watches $company; its receiver will fail twice"
: >"$work/received"
REGISTRY_TOKEN=$buyer python3 "$here/receiver.py" "$server" 0 <<<"$company" >"$work/received" 2>&1 &
receiver=$!
is_watching() {
    grep -q '^watching 1 ' "$work/received" && return
    kill -0 "$receiver" 2>/dev/null || die "$(cat "$work/received")"
    return 1
}
until_true 20 "the receiver watches" is_watching
list=/watch-lists/$(sed -n 's/^watching .* list //p' "$work/received")
sed 's/^/  /' "$work/received"

say "An organ lists the company"
record=$(jq -n --arg company "$company" --arg number "曜监列字〔$(TZ=CST-8 date +%Y)〕$(date +%m%d%H%M%S)号" --arg today "$(TZ=CST-8 date +%F)" '{
    registrationId: $company, organ: "MSA-YAOWU", tier: "abnormal", ground: "A01",
    decision: {number: $number, decidedOn: $today}, summary: "未公示2024年度、2025年度报告。"}' |
    call 201 POST /records -H "$(as "$agency")" -H 'Content-Type: application/json' --data @- | tee "$work/record.json" | jq -r .id)
jq -r '"  \(.ground.title) (\(.ground.legalBasis)): \(.summary)\n  record \(.id), version \(.version)"' "$work/record.json"

say "The receiver is told, refuses twice, and takes it when it is well again"
tried() { call 200 GET "$list/deliveries" -H "$(as "$buyer")" >"$work/deliveries.json"; jq -e "$1" "$work/deliveries.json" >/dev/null; }
# shellcheck disable=SC2016 # $first is jq's
first='.items[-1].messageId as $first | [.items[] | select(.messageId == $first).status]'
until_true 60 "two attempts failed" tried "$first == [503, 503]"
send 200 POST "$list/resumption" "$buyer" >/dev/null # or five minutes later by itself
until_true 30 "the third was taken" tried "$first == [204, 503, 503]"
jq -r '.items | reverse[] | "  \(.messageId) \(.type): \(.status)"' "$work/deliveries.json"

say "The company's certificate says so"
certify first
is "its standing" abnormal "$(jq -r .statement.standing "$work/first.json")"
verify first
is "the verdict on it" "true true" "$(verdict)"

say "The company contests the record; everybody reads its statement beside it"
objection=$(jq -n --arg recordId "$record" '{$recordId, ground: "factsWrong",
    reason: "The decision names the report of 2025 only.", statement: "我单位2024年度报告已按期公示。"}' |
    call 201 POST /objections -H "$(as "$applicant")" -H 'Content-Type: application/json' --data @- | jq -r '"/objections/\(.id)"')
upload "$applicant" "$objection"
act 200 "$applicant" "$objection" submission | jq -r '"  \(.reference) \(.state): \(.next.what) By \(.next.dueOn)."'
call 200 GET "/records/$record" | jq -r '.marks[] | "  \(.code): \(.statement)"'

say "Officer A finds that it is right, officer B decides, and with that the record is corrected"
finding='{"outcome": "correct", "reasonCode": "RECORD_INCORRECT", "reason": "The decision names one report.",
    "correction": {"summary": "未公示2025年度报告。"}}'
act 200 "$officer_a" "$objection" acceptance >/dev/null
act 200 "$officer_a" "$objection" finding "$finding" >/dev/null
act 200 "$officer_b" "$objection" decision "$finding" | jq -r '"  \(.reference) \(.state): \(.decision.reason)"'
call 200 GET "/records/$record" | jq -r '"  \(.summary) Version \(.version), marks: \(.marks | length)"'
verify first
is "the verdict on it" "true false changed" "$(verdict)"

say "The company puts it right and applies for repair"
case=$(jq -n --arg recordId "$record" \
    '{$recordId, statement: "The report is published.", contact: {name: "Legal department", email: "legal@company.example"}}' |
    call 201 POST /repair-applications -H "$(as "$applicant")" -H 'Content-Type: application/json' --data @- |
    jq -r '"/repair-applications/\(.id)"')
for kind in $(call 200 GET "/records/$record/eligibility" | jq -r '.documents[].kinds[0]'); do upload "$applicant" "$case" "$kind"; done
act 200 "$applicant" "$case" submission | jq -r '"  \(.reference) \(.state): \(.next.what) By \(.next.dueOn)."'

say "Officer A recommends; officer B, who corrected the record, may not decide; officer C does"
grant='{"outcome": "grant", "reasonCode": "CONDITIONS_MET", "reason": "The report of 2025 is published."}'
act 200 "$officer_a" "$case" acceptance >/dev/null
act 200 "$officer_a" "$case" recommendation "$grant" >/dev/null
act 403 "$officer_b" "$case" decision "$grant" | jq -r '"  B: \(.code): \(.detail)"'
act 200 "$officer_c" "$case" decision "$grant" | jq -r '"  C: \(.state)"'
call 410 GET "/records/$record" | jq -r '"  record \(.status) \(.code): \(.detail)"'

say "The company's certificate now, and what is to be said of both"
certify second
verify first
is "the verdict on it" "true false left RECORD_REPAIRED" "$(verdict)"
verify second
is "the verdict on it" "true true" "$(verdict)"
python3 - "$work/first.json" >"$work/forged.json" <<'FORGE'
import base64, json, sys
head, payload, signature = json.load(open(sys.argv[1]))["certificate"].split(".")
said = base64.urlsafe_b64decode(payload + "==").replace(b'"standing":"abnormal"', b'"standing":"clear"')
print(json.dumps({"certificate": ".".join([head, base64.urlsafe_b64encode(said).decode().rstrip("="), signature])}))
FORGE
verify forged
is "the verdict on it" "false null" "$(verdict)"

say "The receiver is told of all that, and acknowledges the recall"
acknowledged() {
    call 200 GET '/recalls?acknowledged=true&limit=200' -H "$(as "$buyer")" >"$work/recalls.json"
    jq -e --arg record "$record" 'any(.items[]; .recordId == $record)' "$work/recalls.json" >/dev/null
}
until_true 30 "the recall is acknowledged" acknowledged
until_true 30 "everything was taken" tried "[.items[] | select(.status == 204)] | any(.type == \"record.recalled\")"
sed '1,/^204 /d; s/^/  /' "$work/received"
jq -r --arg record "$record" '.items[] | select(.recordId == $record) | "  recall of \(.state) record: acknowledged \(.acknowledgedAt)"' "$work/recalls.json"

say "Anyone may check that nothing was altered"
registry_verify() { "$root/dev" registry verify "$server" --memory "$work/seen.json" 2>&1 | sed 's/^/  /'; }
registry_verify || die "It should have been as it was signed."

say "Somebody with every right on the database changes one row by hand"
call 200 GET '/records?limit=1' >"$work/records.json"
altered=$(jq -r '.items[0].id' "$work/records.json")
summary=$(jq -r '.items[0].summary' "$work/records.json")
set_summary '情节轻微。'
call 200 GET "/records/$altered" | jq -r --arg before "$summary" '"  record \(.id): \($before) → \(.summary)"'
if registry_verify >"$work/verdict"; then die "It was not found."; fi
cat "$work/verdict"
grep -q "RecordNotInLog.*$altered" "$work/verdict" || die "The record $altered is not named."

say "The row is put back"
set_summary "$summary"
altered=''
registry_verify || die "It should be as it was signed."
