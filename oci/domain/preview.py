"""The cart as it would go back, shown while the connection is being set up, with what the linter says of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Field
from django.utils.translation import gettext

from oci.domain.cart_rules import CartRules, find_cart_rules
from oci.domain.checking import CartRefusedError, check_form
from oci.domain.lines import build_items
from oci.domain.sample import Sample, make_sample
from oci.enums import HookQuery, Lines, QuantityRule, Source
from oci.models import CartField, Connection, PunchOut
from oci.protocol.call import Control
from oci.protocol.cart import Cart, Item
from oci.protocol.errors import CartError
from oci.protocol.fields import Version, fields_of
from oci.protocol.hook_url import parse_hook_url
from oci.protocol.return_form import build_return_form, choose_target
from oci.protocol.rules import Finding
from oci.protocol.text import length
from reservations.models import RentalRequest

HOOK_URL = parse_hook_url("https://procurement.example/return")
# The option of the connection that a field comes from, where no rule says otherwise.
OPTIONS = {
    "VENDOR": "vendor_number",
    "VENDORMAT": "vendor_material",
    "MATGROUP": "material_group",
}
UNNAMED = (Source.CONSTANT, Source.NOTHING)


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One field of the cart.

    Attributes:
        line: The number of its line.
        length: How many characters a receiver counts.
        limit: How many the field may have; None for no limit, or a field that OCI does not know.
        origin: Where the value comes from, in words.
    """

    line: int
    field: str
    value: str
    length: int
    limit: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A cart field by field, and the linter's findings, errors among them. `problem` says why there is no cart."""

    lines: tuple[PreviewLine, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: str = ""


def preview_cart(
    *, connection: Connection, rental_request: RentalRequest | None = None, language: str
) -> Preview:
    """The cart of a request, or of a sample in `language`, by the connection as it stands, saved or not.

    Words in the result are of the active language. Nothing is stored. A fixed number of statements.
    """
    rules = find_cart_rules(connection)
    charset = connection.charset
    if rental_request is None:
        sample = make_sample(connection=connection, rules=rules, language=language)
    else:
        punch_out = PunchOut.objects.filter(public_id=rental_request.punch_out_id).first()
        charset = punch_out.charset if punch_out else charset
        sample = Sample(rental_request, punch_out.parameters if punch_out else {})
    try:
        items = build_items(
            rental_request=sample.rental_request,
            connection=connection,
            charset=charset,
            rules=rules,
            parameters=sample.parameters,
        )
    except CartError as error:
        return Preview(problem=str(error))
    is_priced = sample.rental_request.net_total is not None
    return Preview(
        _lines(items, connection, rules, is_priced=is_priced),
        _findings(items, connection, rules, charset),
    )


def _findings(
    items: tuple[Item, ...], connection: Connection, rules: CartRules, charset: str
) -> tuple[Finding, ...]:
    form = build_return_form(
        hook_url=HOOK_URL,
        cart=Cart(items),
        control=Control(),
        charset=charset,
        target=choose_target("", connection.target),
        splits_query=connection.hook_query == HookQuery.SPLIT,
    )
    more_fields = rules.more_fields(Version(connection.oci_version))
    try:
        return check_form(form=form, connection=connection, more_fields=more_fields)
    except CartRefusedError as error:
        return error.findings


def _lines(
    items: tuple[Item, ...], connection: Connection, rules: CartRules, *, is_priced: bool
) -> tuple[PreviewLine, ...]:
    known = fields_of(Version(connection.oci_version))
    by_rule = {lines: rules.for_line(lines) for lines in (Lines.RENTAL, Lines.CHARGES)}
    lines = []
    for number, item in enumerate(items, start=1):
        for field, value in item.fields:
            rule = by_rule[Lines.RENTAL if number == 1 else Lines.CHARGES].get(field)
            option = _option(field, value, connection, is_priced=is_priced)
            limit = known[field].length if field in known else None
            lines.append(PreviewLine(number, field, value, length(value), limit, _origin(rule, option)))
    return tuple(lines)


def _origin(rule: CartField | None, option: str) -> str:
    if rule is not None:
        # A fixed text is the value itself.
        named = gettext("rule: %(kind)s") if rule.kind in UNNAMED else gettext("rule: %(kind)s “%(source)s”")
        return named % {"kind": Source(rule.kind).label, "source": rule.source}
    if option:
        field = Connection._meta.get_field(option)
        assert isinstance(field, Field)
        return gettext("option “%(option)s”") % {"option": field.verbose_name}
    return gettext("built in")


def _option(field: str, value: str, connection: Connection, *, is_priced: bool) -> str:
    """The option that a value without a rule comes from; "" for none."""
    counts_days = connection.quantity_rule == QuantityRule.DAYS
    match field:
        case "UNIT":
            return "day_unit" if counts_days and value == connection.day_unit else "unit"
        case "PRICE" if not is_priced:
            return "unpriced"
        case "QUANTITY" | "PRICE" if counts_days:
            return "quantity_rule"
    return OPTIONS.get(field, "")
