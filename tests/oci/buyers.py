"""A buyer's system for the tests: a connection at a customer, and the parameters that its calls carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from oci.domain.credentials import create_credential
from oci.domain.entry import Opened, open_punch_out
from oci.domain.proof import identify_buyer
from oci.domain.queries import find_door
from oci.enums import Feeds, Status
from oci.models import Connection, ParameterMapping, ReturnOrigin
from oci.protocol.call import Call, build_query, parse_call
from tests.known import remember_persons

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOOK_URL = "https://erp.example/oci/return?session=1&x=y"
PERSON = {"oci_usermail": "jan.de.vries@acme.example", "oci_userfullname": "Jan de Vries"}

Changes = Mapping[str, str | None]

MAPPINGS = (
    ("oci_usermail", Feeds.REQUESTER_EMAIL, True),
    ("oci_userfullname", Feeds.REQUESTER_NAME, True),
    ("costcentre", Feeds.COST_CENTRE, False),
    ("wbs", Feeds.FIELD, False),
)

LABELS = {Feeds.COST_CENTRE: "Kostenplaats"}


@dataclass(frozen=True)
class Buyer:
    connection: Connection
    secret: str
    parameters: dict[str, str] = field(default_factory=dict)

    def query(self, changes: Changes | None = None) -> str:
        """The query of a good call with `changes`; None leaves a parameter out."""
        merged = {**self.parameters, **(changes or {})}
        return build_query((name, value) for name, value in merged.items() if value is not None)

    def call(self, changes: Changes | None = None) -> Call:
        return parse_call(self.query(changes))

    def open(self, changes: Changes | None = None, *, now: datetime = NOW) -> Opened:
        door = find_door(slug=self.connection.slug, now=now)
        assert door is not None
        call = self.call(changes)
        return open_punch_out(
            door=door, call=call, proof=identify_buyer(door=door, call=call, now=now), now=now
        )


def make_buyer(*, slug: str = "srm", **options: Any) -> Buyer:
    """A live connection in the active schema, with a credential and one accepted return address."""
    connection = Connection.objects.create(slug=slug, name="SRM", **{"status": Status.LIVE, **options})
    ReturnOrigin.objects.create(connection=connection, origin="https://erp.example", path_prefix="/oci")
    for parameter, feeds, required in MAPPINGS:
        ParameterMapping.objects.create(
            connection=connection,
            parameter=parameter,
            feeds=feeds,
            required=required,
            label_nl=LABELS.get(feeds, ""),
        )
    created = create_credential(connection=connection, username="shop", now=NOW - timedelta(days=365))
    remember_persons(PERSON.values())
    return Buyer(
        connection,
        created.secret,
        {"USERNAME": "shop", "PASSWORD": created.secret, "HOOK_URL": HOOK_URL, **PERSON},
    )
