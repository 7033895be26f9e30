"""The functions of OCI besides shopping: the buyer's system asks about one class, or searches among all.

OCI 4.0, chapter 2. They open no punch-out: no employee, no request, nothing to come back to. So credentials are checked
as for an entry, and neither requester nor, where nothing is to be returned, HOOK_URL is needed. Some systems ask in
words of their own, which their profiles know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import translation

from catalog.models import VehicleClass
from oci.domain.cart_rules import find_cart_rules
from oci.domain.checking import CartRefusedError, check_form
from oci.domain.entry import FunctionNotOfferedError, read_hook_url
from oci.domain.entry_errors import EntryError
from oci.domain.parameters import choose_language
from oci.domain.products import build_product, find_product, search_products
from oci.domain.profiles import profile_of
from oci.domain.proof import Proven, note_use
from oci.domain.queries import Door
from oci.enums import HookQuery
from oci.profiles import Profile as BuyerProfile
from oci.protocol.call import Call, Function, parse_function
from oci.protocol.cart import Cart
from oci.protocol.errors import CartError, NumberNotSendable
from oci.protocol.fields import Version
from oci.protocol.hook_url import HookUrl
from oci.protocol.numbers import parse_number
from oci.protocol.return_form import ReturnForm, build_return_form, choose_target
from oci.protocol.rules import Finding
from tenants.workspace.models import Profile


class ProductIdMissingError(EntryError):
    """DETAIL or VALIDATE without PRODUCTID."""

    code = "PRODUCT_ID_MISSING"


class ProductUnknownError(EntryError):
    """DETAIL for a class that is not offered, or not any more."""

    code = "PRODUCT_UNKNOWN"


class QuantityMalformedError(EntryError):
    """VALIDATE with a QUANTITY that is no number, or 0."""

    code = "QUANTITY_MALFORMED"


class ProductNotSendableError(EntryError):
    """The answer would be lost or misread. `findings` are the linter's."""

    code = "PRODUCT_NOT_SENDABLE"

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Product:
    """The answer to DETAIL: a class to be shown."""

    vehicle_class: VehicleClass
    profile: Profile
    warnings: tuple[Finding, ...] = ()

    @property
    def summary(self) -> str:
        """What the journal says of it."""
        return f"DETAIL {self.vehicle_class.code}"


@dataclass(frozen=True, slots=True)
class Items:
    """The answer to VALIDATE and BACKGROUND_SEARCH.

    Attributes:
        form: The lines that were found; None when there is none, for then no data at all goes back.
        hook_url: Where the form goes; None when it is only read.
        name: What the first line is called.
    """

    function: Function
    form: ReturnForm | None
    hook_url: HookUrl | None
    charset: str
    name: str = ""
    count: int = 0
    warnings: tuple[Finding, ...] = ()

    @property
    def summary(self) -> str:
        """What the journal says of it."""
        return f"{self.function} {self.count}"


def asks_function(call: Call, profile: BuyerProfile) -> bool:
    """Whether a call wants something else than shopping, be it known to us or not."""
    return bool(call.value("FUNCTION").strip()) or _spelled(call, profile) is not None


def read_function(call: Call, profile: BuyerProfile) -> Function:
    """What a call wants: what FUNCTION names, or what this buyer's system writes instead.

    Raises:
        FunctionUnknown: If FUNCTION names what neither OCI nor the profile has.
    """
    return _spelled(call, profile) or parse_function(call.value("FUNCTION"))


def _spelled(call: Call, profile: BuyerProfile) -> Function | None:
    """The function in a spelling of the profile; FUNCTION with a name of OCI goes before any other parameter."""
    named = call.value("FUNCTION").strip().casefold()
    for spelling in profile.spellings:
        said = call.value(spelling.parameter).strip().casefold()
        is_function = spelling.parameter.casefold() == "function"
        if said == spelling.value.casefold() and (is_function or not named):
            return spelling.function
    return None


def answer_function(*, door: Door, call: Call, proof: Proven, now: datetime) -> Product | Items:
    """Answer a call that asks for a function, on a connection that takes it. A fixed number of statements.

    Raises:
        EntryError, CallError: If the call must be refused.
    """
    function = read_function(call, profile_of(door.connection))
    if function not in ANSWERS:
        raise FunctionNotOfferedError(f"FUNCTION {function.value}", function=function.value)
    with translation.override(choose_language(call, door)):
        answer = ANSWERS[function](door, call)
    note_use(proof=proof, now=now)
    return answer


def _show(door: Door, call: Call) -> Product:
    product_id = _read_product_id(call)
    vehicle_class = find_product(product_id)
    if vehicle_class is None:
        raise ProductUnknownError("PRODUCTID is no class that is offered")
    return Product(vehicle_class, Profile.load())


def _validate(door: Door, call: Call) -> Items:
    product_id, quantity = _read_product_id(call), _read_quantity(call)
    found = find_product(product_id)
    return _build(Function.VALIDATE, door, call, [] if found is None else [(found, quantity)])


def _search(door: Door, call: Call) -> Items:
    found = [(one, Decimal(1)) for one in search_products(call.value("SEARCHSTRING"))]
    return _build(Function.BACKGROUND_SEARCH, door, call, found)


# SOURCING stands in the specification; SAP itself never made it.
ANSWERS: dict[Function, Callable[[Door, Call], Product | Items]] = {
    Function.DETAIL: _show,
    Function.VALIDATE: _validate,
    Function.BACKGROUND_SEARCH: _search,
}


def _build(function: Function, door: Door, call: Call, found: list[tuple[VehicleClass, Decimal]]) -> Items:
    connection = door.connection
    # SRM 7 leaves HOOK_URL out of VALIDATE, and a search is only read.
    hook_url = read_hook_url(door, call) if call.value(connection.hook_url_parameter).strip() else None
    if not found:
        return Items(function, None, hook_url, call.charset)
    currency = Profile.load().currency
    rules = find_cart_rules(connection)
    try:
        items = [
            build_product(
                vehicle_class=vehicle_class,
                quantity=quantity,
                connection=connection,
                currency=currency,
                charset=call.charset,
                rules=rules,
                number=number,
            )
            for number, (vehicle_class, quantity) in enumerate(found, start=1)
        ]
        form = build_return_form(
            hook_url=hook_url,
            cart=Cart(tuple(items)),
            control=call.control,
            charset=call.charset,
            target=choose_target(call.return_target, connection.target),
            auto_submit=connection.auto_submit and function is Function.VALIDATE,
            splits_query=connection.hook_query == HookQuery.SPLIT,
        )
        warnings = check_form(
            form=form,
            connection=connection,
            more_fields=rules.more_fields(Version(connection.oci_version)),
            function=function,
        )
    except CartError as error:
        findings = error.findings if isinstance(error, CartRefusedError) else ()
        raise ProductNotSendableError(f"{error.code}: {error}", findings) from error
    return Items(function, form, hook_url, call.charset, items[0].value("DESCRIPTION"), len(items), warnings)


def _read_product_id(call: Call) -> str:
    product_id = call.value("PRODUCTID").strip()
    if not product_id:
        raise ProductIdMissingError("parameter PRODUCTID is missing or empty")
    return product_id


def _read_quantity(call: Call) -> Decimal:
    """QUANTITY, 1 without; SAP writes three decimals (`1.000`)."""
    text = call.value("QUANTITY").strip()
    if not text:
        return Decimal(1)
    try:
        quantity = parse_number(text)
    except NumberNotSendable:
        raise QuantityMalformedError("parameter QUANTITY is no number") from None
    if not quantity:
        raise QuantityMalformedError("parameter QUANTITY is 0")
    return quantity
