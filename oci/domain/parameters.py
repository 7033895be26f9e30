"""What the parameters of a call say, read the way the connection maps them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import CharField
from django.utils import translation

from oci.domain.entry_errors import EntryError
from oci.domain.queries import Door
from oci.enums import Feeds
from oci.models import ParameterMapping, PunchOut
from oci.protocol.call import Call
from oci.protocol.errors import ValueTooLong
from oci.protocol.languages import LANGUAGE_PARAMETERS, parse_language
from oci.protocol.text import one_line

# What a parameter may feed -> characters that the punch-out has room for.
LONGEST = {
    field.name: field.max_length or 0 for field in PunchOut._meta.fields if isinstance(field, CharField)
}


class UserMailMissingError(EntryError):
    code = "USER_MAIL_MISSING"


class UserMailMalformedError(EntryError):
    code = "USER_MAIL_MALFORMED"


class UserNameMissingError(EntryError):
    code = "USER_NAME_MISSING"


class ParameterMissingError(EntryError):
    """A parameter that the connection requires did not come. The message names it."""

    code = "PARAMETER_MISSING"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came along, by the columns of the punch-out that keep it.

    Attributes:
        values: What parameters feed: requester, driver, references.
        fields: Fields of the customer's own, as `PunchOut.fields`.
        shown: What the employee sees, as `PunchOut.shown`.
    """

    values: dict[str, str]
    fields: list[dict[str, str]]
    shown: list[dict[str, str]]

    @property
    def columns(self) -> dict[str, object]:
        """Column of the punch-out -> its value."""
        return {**self.values, "fields": self.fields, "shown": self.shown}


def read_parameters(*, door: Door, call: Call, language: str) -> Arrived:
    """What the parameters of `call` say, with labels in `language`.

    Raises:
        EntryError: If the requester, or something that is required, did not come or is malformed.
        ValueTooLong: If a value has more characters than there is room for.
    """
    return Arrived(
        values=_read_values(door.mappings, call),
        fields=_own_fields(door.mappings, call, language),
        shown=_shown(door.mappings, call, language),
    )


def choose_language(call: Call | None, door: Door) -> str:
    """The language of the pages: the mapped parameter, SAP's own ones, then the customer's.

    `call` is None when it could not be read.
    """
    known = {code for code, _name in settings.LANGUAGES}
    mapped = (one.parameter for one in door.mappings if one.feeds == Feeds.LANGUAGE)
    for parameter in (*mapped, *LANGUAGE_PARAMETERS) if call else ():
        if call and (language := parse_language(call.value(parameter))) in known:
            return language
    return door.default_language or settings.LANGUAGE_CODE


def _read_values(mappings: tuple[ParameterMapping, ...], call: Call) -> dict[str, str]:
    """The punch-out's columns that parameters feed, checked against their lengths."""
    values: dict[str, str] = {}
    names = {mapping.feeds: mapping.parameter for mapping in mappings}
    for mapping in mappings:
        value = one_line(call.value(mapping.parameter))
        if mapping.required and not value:
            raise _missing(mapping.feeds, mapping.parameter)
        if mapping.feeds in (Feeds.FIELD, Feeds.LANGUAGE):
            continue
        if len(value) > LONGEST[mapping.feeds]:
            raise ValueTooLong(mapping.parameter, LONGEST[mapping.feeds])
        values[mapping.feeds] = value
    _check_requester(values, names)
    return values


# The requester has problems of their own: the employee can often mend these.
MISSING: dict[str, type[EntryError]] = {
    Feeds.REQUESTER_EMAIL: UserMailMissingError,
    Feeds.REQUESTER_NAME: UserNameMissingError,
}


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


def _own_fields(mappings: tuple[ParameterMapping, ...], call: Call, language: str) -> list[dict[str, str]]:
    with translation.override(language):
        return [
            {"key": mapping.parameter, "label": mapping.label, "value": value}
            for mapping in mappings
            if mapping.feeds == Feeds.FIELD and (value := one_line(call.value(mapping.parameter)))
        ]


def _shown(mappings: tuple[ParameterMapping, ...], call: Call, language: str) -> list[dict[str, str]]:
    apart = (Feeds.REQUESTER_EMAIL, Feeds.REQUESTER_NAME, Feeds.LANGUAGE)
    with translation.override(language):
        return [
            {"label": mapping.label, "value": value}
            for mapping in mappings
            if mapping.shown
            and mapping.feeds not in apart
            and (value := one_line(call.value(mapping.parameter)))
        ]
