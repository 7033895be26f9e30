"""What the parameters of a call say, read the way the connection maps them.

A value is made one line, then replaced by its value table, then measured: what is stored is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import CharField
from django.utils import translation

from oci.domain.entry_errors import EntryError
from oci.domain.queries import Door
from oci.domain.value_tables import NotInTableError
from oci.enums import Feeds
from oci.models import ParameterMapping, PunchOut
from oci.protocol.call import Call
from oci.protocol.errors import ValueTooLong
from oci.protocol.languages import LANGUAGE_PARAMETERS, parse_language
from oci.protocol.text import one_line
from oci.secret_names import is_credential

# What a parameter may feed -> characters that the punch-out has room for.
LONGEST = {
    field.name: field.max_length or 0 for field in PunchOut._meta.fields if isinstance(field, CharField)
}
# Fields of the customer's own, and parameters that the cart repeats: sessions and keys of theirs can be long.
LONGEST_FREE = 2000
LABELLED = (Feeds.PURCHASE_NUMBER, Feeds.COST_CENTRE, Feeds.PROJECT)
# Neither is shown among what came along: the page has a place of its own for the person, and speaks the language.
SHOWN_ELSEWHERE = (Feeds.REQUESTER_EMAIL, Feeds.REQUESTER_NAME, Feeds.LANGUAGE)


class UserMailMissingError(EntryError):
    code = "USER_MAIL_MISSING"


class UserMailMalformedError(EntryError):
    code = "USER_MAIL_MALFORMED"


class UserNameMissingError(EntryError):
    code = "USER_NAME_MISSING"


class ParameterMissingError(EntryError):
    """A parameter that the connection requires did not come. The message names it."""

    code = "PARAMETER_MISSING"


class ValueNotInTableError(EntryError):
    """A value that its table neither holds nor lets pass. The message names parameter and table, never the value."""

    code = "VALUE_NOT_IN_TABLE"


# The requester has problems of their own: the employee can often mend these.
MISSING: dict[str, type[EntryError]] = {
    Feeds.REQUESTER_EMAIL: UserMailMissingError,
    Feeds.REQUESTER_NAME: UserNameMissingError,
}


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came along, by the columns of the punch-out that keep it.

    Attributes:
        values: What parameters feed: requester, driver, references.
        fields: Fields of the customer's own, as `PunchOut.fields`.
        shown: What the employee sees, as `PunchOut.shown`.
        labels: What the connection calls the references, as `PunchOut.labels`.
        parameters: What the cart will repeat, as `PunchOut.parameters`.
    """

    values: dict[str, str]
    fields: list[dict[str, str]]
    shown: list[dict[str, str]]
    labels: dict[str, str]
    parameters: dict[str, str]

    @property
    def columns(self) -> dict[str, object]:
        """Column of the punch-out -> its value."""
        return {
            **self.values,
            "fields": self.fields,
            "shown": self.shown,
            "labels": self.labels,
            "parameters": self.parameters,
        }


@dataclass(frozen=True, slots=True)
class Fed:
    """A mapping with the value that came for it, ours by now."""

    mapping: ParameterMapping
    value: str


def read_parameters(*, door: Door, call: Call, language: str) -> Arrived:
    """What the parameters of `call` say, with labels in `language`.

    Raises:
        EntryError: If the requester or something required did not come, or a value is malformed or not in its table.
        ValueTooLong: If a value has more characters than there is room for.
    """
    fed = [feed(mapping, door, call) for mapping in door.mappings]
    values = {one.mapping.feeds: one.value for one in fed if one.mapping.feeds in LONGEST}
    values.pop(Feeds.LANGUAGE, None)
    _check_requester(values, {mapping.feeds: mapping.parameter for mapping in door.mappings})
    filled = [one for one in fed if one.value and not is_credential(one.mapping.parameter)]
    with translation.override(language):
        return Arrived(
            values=values,
            fields=list(_own_fields(filled)),
            shown=[shown for one in filled if (shown := show(one))],
            labels={
                one.mapping.feeds: label
                for one in filled
                if one.mapping.feeds in LABELLED and (label := one.mapping.own_label)
            },
            parameters=_repeated(door, call),
        )


def feed(mapping: ParameterMapping, door: Door, call: Call) -> Fed:
    """What one mapping makes of its parameter.

    Raises:
        EntryError: If it is required and did not come, or its table refuses the value.
        ValueTooLong: If it has more characters than there is room for.
    """
    if mapping.required and not call.value(mapping.parameter).strip():
        raise _missing(mapping.feeds, mapping.parameter)
    value = _read(mapping, door, call)
    longest = LONGEST_FREE if mapping.feeds == Feeds.FIELD else LONGEST[mapping.feeds]
    if mapping.feeds != Feeds.LANGUAGE and len(value) > longest:
        raise ValueTooLong(mapping.parameter, longest)
    return Fed(mapping, value)


def show(fed: Fed) -> dict[str, str] | None:
    """What the employee sees of it among what came along, as `PunchOut.shown` has it; None for nothing."""
    mapping = fed.mapping
    if not (fed.value and mapping.shown) or mapping.feeds in SHOWN_ELSEWHERE:
        return None
    key = mapping.key if mapping.feeds == Feeds.FIELD else ""
    return {"label": mapping.label, "value": fed.value, "key": key}


def choose_language(call: Call | None, door: Door) -> str:
    """The language of the pages: the mapped parameter, SAP's own ones, then the customer's.

    `call` is None when it could not be read. What a value table refuses is passed over here: the page that says so
    has a language, too.
    """
    known = {code for code, _name in settings.LANGUAGES}
    for text in _languages(call, door) if call else ():
        if (language := parse_language(text)) in known:
            return language
    return door.default_language or settings.LANGUAGE_CODE


def _languages(call: Call, door: Door) -> Iterator[str]:
    for mapping in door.mappings:
        if mapping.feeds == Feeds.LANGUAGE:
            try:
                yield _read(mapping, door, call)
            except ValueNotInTableError:
                continue
    for parameter in LANGUAGE_PARAMETERS:
        yield call.value(parameter)


def _read(mapping: ParameterMapping, door: Door, call: Call) -> str:
    """The value that came, ours where it has a table."""
    value = one_line(call.value(mapping.parameter))
    table = door.tables.get(mapping.table_id or 0)
    if table is None:
        return value
    try:
        return one_line(table.to_ours(value))
    except NotInTableError as error:
        raise ValueNotInTableError(
            f"parameter {mapping.parameter} has {error}", parameter=mapping.parameter, table=table.name
        ) from None


def _missing(feeds: str, parameter: str) -> EntryError:
    kind = MISSING.get(feeds, ParameterMissingError)
    return kind(f"parameter {parameter} is missing or empty", parameter=parameter)


def _check_requester(values: dict[str, str], names: dict[str, str]) -> None:
    """The requester is required whatever the mapping says: the confirmation goes there.

    `names` are the agreed parameters, by what they feed.
    """
    for feeds, kind in MISSING.items():
        if not values.get(feeds):
            raise _missing(feeds, names[feeds]) if feeds in names else kind(f"no parameter feeds {feeds}")
        if feeds == Feeds.REQUESTER_EMAIL:
            _check_mail(values[feeds])


def _check_mail(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise UserMailMalformedError("the requester's e-mail is no e-mail address") from None


def _own_fields(filled: list[Fed]) -> Iterator[dict[str, str]]:
    """Two parameters may feed one field, one for each kind of employee, say; the first that came counts."""
    keys = set()
    for one in filled:
        if one.mapping.feeds == Feeds.FIELD and one.mapping.key not in keys:
            keys.add(one.mapping.key)
            yield {"key": one.mapping.key, "label": one.mapping.label, "value": one.value}


def _repeated(door: Door, call: Call) -> dict[str, str]:
    """The parameters that the cart needs, and no more.

    Whatever the rules say, a credential never goes into a cart, even one that this connection does not ask for.
    """
    passed_over = {name.casefold() for name in door.secret_parameters}
    parameters = {}
    for name in door.cart_parameters:
        value = one_line(call.value(name))
        if not value or is_credential(name) or name.casefold() in passed_over:
            continue
        # Two rules may write one name in two ways.
        passed_over.add(name.casefold())
        if len(value) > LONGEST_FREE:
            raise ValueTooLong(name, LONGEST_FREE)
        parameters[name] = value
    return parameters
