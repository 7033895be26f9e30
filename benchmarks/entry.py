"""The door: entries per second of one process, and how much of one entry goes into finding out who calls.

A real web server answers real calls over loopback, with everything that a call costs: credentials, limits, punch-out,
journal. What finding out costs is measured apart, in this process: of the processor's time for one entry, which is the
smallest that it can be compared with.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

from benchmarks import results
from benchmarks.installation import FORM, Buyer
from benchmarks.server import HOST, THREADS, one_process
from benchmarks.timing import microseconds

CALLS = 1000
WARM_UP = 100
# As many as the server has threads: more would only wait in front of it.
CLIENTS = THREADS


def run(buyer: Buyer) -> None:
    with one_process() as port:
        call_all(buyer, port, calls=WARM_UP)
        seconds = call_all(buyer, port, calls=CALLS)
    rate = CALLS / seconds
    whole = processor_time(buyer)
    checks = check_proofs(buyer)
    print(f"entries: {rate:.0f} per second (one process, {THREADS} threads, {CLIENTS} clients)")
    print(f"entry     {whole:>12.1f} µs of the processor's time")
    for name, value in checks.items():
        print(f"{name:10}{value:>12.1f} µs, {value / whole:.1%} of it")
    results.write(
        "entry",
        {
            "calls": CALLS,
            "processes": 1,
            "threads": THREADS,
            "clients": CLIENTS,
            "entries_per_second": round(rate, 1),
            "processor_us": round(whole),
            "checks": {
                name: {"us": round(value, 1), "share_of_entry": round(value / whole, 4)}
                for name, value in checks.items()
            },
        },
    )


def call_all(buyer: Buyer, port: int, *, calls: int) -> float:
    """Seconds that so many calls take, from several clients at once."""
    body = urlencode(buyer.parameters)
    headers = {"Host": f"{buyer.host}:{port}", "Content-Type": FORM}

    def call_some(count: int) -> None:
        client = HTTPConnection(HOST, port)
        for _call in range(count):
            client.request("POST", buyer.entry, body, headers)
            response = client.getresponse()
            content = response.read()
            if response.status != 303:  # noqa: PLR2004  # see other
                raise RuntimeError(f"an entry was answered {response.status}: {content[:2000]!r}")
        client.close()

    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(call_some, [calls // CLIENTS] * CLIENTS))
    return time.perf_counter() - started


def processor_time(buyer: Buyer) -> float:
    """Microseconds of the processor's time that one entry takes here, without a socket and without PostgreSQL's own."""
    from django.test import Client

    client = Client(HTTP_HOST=buyer.host)
    body = urlencode(buyer.parameters)
    # The first call imports what a served process has long had.
    client.generic("POST", buyer.entry, body, FORM)
    started = time.process_time()
    for _call in range(WARM_UP):
        client.generic("POST", buyer.entry, body, FORM)
    return (time.process_time() - started) / WARM_UP * 1_000_000


def check_proofs(buyer: Buyer) -> dict[str, float]:
    """Microseconds of finding out who calls, by password and by signature."""
    from django.utils import timezone

    from oci.domain.proof import identify_buyer
    from oci.domain.queries import find_door
    from oci.domain.signing import create_key
    from oci.enums import Proof
    from oci.models import Connection
    from oci.protocol.call import Call, Parameter
    from oci.protocol.signature import sign_call
    from tenants.context import use_customer
    from tenants.models import Customer

    now = timezone.now()
    slug = buyer.entry.strip("/").rpartition("/")[2]
    with use_customer(Customer.objects.get(domains__domain=buyer.host)):
        key = create_key(connection=Connection.objects.get(slug=slug), now=now)
        door = find_door(slug=slug, now=now)
    if door is None:
        raise RuntimeError("there is no such connection")
    signed = sign_call(
        buyer.parameters.items(), key_id=key.key.key_id, secret=key.secret, expires=int(now.timestamp()) + 60
    )
    checks = {}
    for name, proof, parameters in (
        ("password", Proof.PASSWORD, list(buyer.parameters.items())),
        ("signature", Proof.SIGNATURE, signed),
    ):
        door.connection.proof = proof
        call = Call(tuple(Parameter(*pair) for pair in parameters))
        checks[name] = microseconds(lambda call=call: identify_buyer(door=door, call=call, now=now))
    return checks
