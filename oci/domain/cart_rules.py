"""The rules of a connection for the fields of its carts, with the value tables that they use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from oci.domain.value_tables import Table
from oci.enums import Lines, Source
from oci.models import CartField, Connection, ValueTable, ValueTableRow
from oci.protocol.fields import Version, fields_of


@dataclass(frozen=True, slots=True)
class CartRules:
    """Rules in the order in which they were made; `tables` are theirs, by id."""

    fields: tuple[CartField, ...] = ()
    tables: Mapping[int, Table] = field(default_factory=dict)

    def for_line(self, lines: Lines) -> Mapping[str, CartField]:
        """Field -> the rule that says what it holds on a line of that sort. A rule for it alone beats one for all."""
        general = {one.field: one for one in self.fields if one.lines == Lines.ALL}
        return general | {one.field: one for one in self.fields if one.lines == lines}

    def table_of(self, cart_field: CartField) -> Table | None:
        return self.tables.get(cart_field.table_id or 0)

    def more_fields(self, version: Version) -> frozenset[str]:
        """The fields outside OCI `version` that were agreed on, for here is a rule for each."""
        sent = {one.field for one in self.fields if one.kind != Source.NOTHING}
        return frozenset(sent - fields_of(version).keys())


def find_cart_rules(connection: Connection) -> CartRules:
    """The rules of a connection, stored or still being edited, with their tables; two statements at most."""
    fields = tuple(connection.cart_fields.all())
    return CartRules(fields, read_tables(one.table_id for one in fields))


def read_tables(ids: Iterable[int | None]) -> dict[int, Table]:
    """The value tables with these ids; one statement at most."""
    used = {one for one in ids if one is not None}
    pairs = ValueTableRow.objects.filter(table=OuterRef("pk")).order_by("id")
    rows = ArraySubquery(pairs.values(row=JSONObject(theirs="theirs", ours="ours")))
    tables = ValueTable.objects.filter(pk__in=used).annotate(pairs=rows) if used else ()
    return {
        table.pk: Table(
            table.name, table.otherwise, tuple((pair["theirs"], pair["ours"]) for pair in table.pairs)
        )
        for table in tables
    }
