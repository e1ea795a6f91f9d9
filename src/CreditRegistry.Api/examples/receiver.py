#!/usr/bin/env python3
"""A receiver of the registry's webhooks, with nothing but Python's standard library.

    export REGISTRY_TOKEN=…            # an access token, or a program's token
    src/CreditRegistry.Api/examples/receiver.py [http://localhost:8080] [PORT]    # port 0: any that is free

It makes a watch list of the companies on standard input (one registration ID a line), verifies each webhook's signature
and age, refuses the first two as a receiver in trouble would, takes what comes again, and on a recall acknowledges it.
When it is ended (Ctrl+C or SIGTERM) it deletes the list. The registry must be allowed to reach this machine: Registry__Webhooks__AllowHttp=true and
Registry__Webhooks__AllowedNetworks=127.0.0.0/8.
"""
import base64
import hashlib
import hmac
import http.server
import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request

API = (sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080") + "/api/v1"
PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8099
TOKEN = os.environ.get("REGISTRY_TOKEN") or sys.exit("Set REGISTRY_TOKEN to an access token.")
MAX_AGE_SECONDS = 5 * 60
RULES = ["listed", "tierUp", "tierDown", "aboutToBecomeRepairable", "repaired", "lapsed", "objection", "recalled"]


def call(method, path, body=None):
    request = urllib.request.Request(API + path, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Authorization", "Bearer " + TOKEN)
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or b"null")


def is_genuine(headers, body, now):
    """Any of the signatures is enough: while a secret is replaced there are two."""
    message, sent, signatures = (headers.get("webhook-" + name, "") for name in ("id", "timestamp", "signature"))
    if not sent.isdigit() or abs(now - int(sent)) > MAX_AGE_SECONDS:
        return False
    digest = hmac.new(KEY, f"{message}.{sent}.".encode() + body, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(digest).decode()
    return any(hmac.compare_digest(expected, given) for given in signatures.split(" "))


class Receiver(http.server.BaseHTTPRequestHandler):
    failures_left = 2
    taken = set()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not is_genuine(self.headers, body, time.time()):
            return self.answer(400, "not genuine, or too old")
        message = self.headers["webhook-id"]
        if Receiver.failures_left > 0:
            Receiver.failures_left -= 1
            return self.answer(503, f"{message}: in trouble, come again")
        if message in Receiver.taken:  # delivered at least once: the second time changes nothing
            return self.answer(204, f"{message}: known")
        event = json.loads(body)
        if event["type"] == "record.recalled":
            record = event["data"]["recordId"]
            # Here every copy of the record would be deleted.
            recall = call("POST", f"/recalls/{record}/acknowledgement")
            print(f"    {record} left ({recall['state']}, {recall['leftOn']}): acknowledged {recall['acknowledgedAt']}", flush=True)
        Receiver.taken.add(message)
        self.answer(204, f"{message}: {event['type']} {event['data'].get('registrationId', '')}".rstrip())

    def answer(self, status, what):
        print(f"{status} {what}", flush=True)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def watch(address, companies):
    try:
        made = call("POST", "/watch-lists", {"name": "receiver.py", "rules": RULES, "delivery": "webhook", "url": address})
    except urllib.error.HTTPError as refusal:
        sys.exit(f"The registry refuses {address}: {refusal.read().decode()}\nWas it started with "
                 "Registry__Webhooks__AllowHttp=true and Registry__Webhooks__AllowedNetworks=127.0.0.0/8?")
    report = call("PUT", f"/watch-lists/{made['id']}/companies", companies)
    print(f"watching {report['companies']} companies, {report['refused']} lines refused; list {made['id']}", flush=True)
    return made


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Receiver) as server:
        made = watch(f"http://127.0.0.1:{server.server_port}/", sys.stdin.read().split())
        KEY = base64.b64decode(made["secret"].removeprefix("whsec_"))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            call("DELETE", f"/watch-lists/{made['id']}")
