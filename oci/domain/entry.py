"""The entry: a call becomes a punch-out, or is refused with a reason that somebody can act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import CharField
from django.utils import translation

from oci.domain.credentials import find_credential, note_use
from oci.domain.queries import Door
from oci.domain.tokens import hash_token, new_token
from oci.enums import Feeds, HookQuery, Status
from oci.models import Connection, Credential, ParameterMapping, PunchOut, ReturnOrigin
from oci.protocol.call import Call, Function, parse_function
from oci.protocol.errors import HookUrlError, HookUrlMissing, HookUrlNotAccepted, ValueTooLong
from oci.protocol.hook_url import HookUrl, check_hook_url, parse_hook_url, split_query
from oci.protocol.languages import LANGUAGE_PARAMETERS, parse_language
from oci.protocol.return_form import choose_target
from oci.protocol.text import one_line

# So that nobody fills the list by calling a connection in test over and over.
MOST_PROPOSED = 20
# What a parameter may feed -> characters that the punch-out has room for.
LONGEST = {
    field.name: field.max_length or 0 for field in PunchOut._meta.fields if isinstance(field, CharField)
}


class EntryError(Exception):
    """The call opens no punch-out. `code` is one of `oci.problems`; trying again as it is does not help.

    `facts` are for the page: names, never values.
    """

    code: ClassVar[str]

    def __init__(self, message: str, **facts: str | int) -> None:
        super().__init__(message)
        self.facts = facts


class ConnectionUnknownError(EntryError):
    code = "CONNECTION_UNKNOWN"


class ConnectionDraftError(EntryError):
    code = "CONNECTION_DRAFT"


class ConnectionOffError(EntryError):
    code = "CONNECTION_OFF"


class MethodNotAllowedError(EntryError):
    code = "METHOD_NOT_ALLOWED"


class CredentialsWrongError(EntryError):
    """The user name, the secret or both are not right, or no longer; which of them is not told."""

    code = "CREDENTIALS_WRONG"


class FunctionNotOfferedError(EntryError):
    code = "FUNCTION_NOT_OFFERED"


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
class Opened:
    """A punch-out, and the code that is spent by entering it. `note` is for the journal."""

    punch_out: PunchOut
    code: str
    note: str = ""


def check_connection(*, connection: Connection, method: str) -> None:
    """Whether the connection takes calls at all, and by this method (GET or POST).

    Raises:
        ConnectionDraftError, ConnectionOffError, MethodNotAllowedError: see there.
    """
    if connection.status == Status.DRAFT:
        raise ConnectionDraftError("the connection is a draft")
    if not connection.takes_calls:
        raise ConnectionOffError("the connection is switched off")
    if method not in connection.methods:
        agreed = ", ".join(connection.methods)
        raise MethodNotAllowedError(f"{method[:10]} instead of {agreed}", method=method[:10], agreed=agreed)


def open_punch_out(*, door: Door, call: Call, now: datetime) -> Opened:
    """Open a punch-out for a call on a connection that takes it (`check_connection`).

    Credentials come first: whoever has none learns nothing about the rest.

    Raises:
        EntryError, CallError: If the call must be refused.
    """
    connection = door.connection
    credential = identify_buyer(door, call)
    function = parse_function(call.value("FUNCTION"))
    if function is not Function.SHOPPING:
        raise FunctionNotOfferedError(f"FUNCTION {function.value}")
    hook_url = read_hook_url(door, call)
    values = _read_values(door.mappings, call)
    cancel_url, note = _read_cancel_url(door, call)
    language = choose_language(call, door)
    code = new_token()
    punch_out = PunchOut(
        connection=connection,
        hook_url=hook_url.text,
        hook_origin=hook_url.origin,
        cancel_url=cancel_url,
        target=choose_target(call.return_target, connection.target),
        charset=call.charset,
        control={
            "ok_code": call.control.ok_code,
            "target": call.control.target,
            "caller": call.control.caller,
        },
        language=language,
        fields=_own_fields(door.mappings, call, language),
        shown=_shown(door.mappings, call, language),
        code_hash=hash_token(code),
        opened_at=now,
        expires_at=now + timedelta(minutes=connection.session_minutes),
        **values,
    )
    punch_out.save(force_insert=True)
    note_use(credential=credential, now=now)
    return Opened(punch_out, code, note)


def identify_buyer(door: Door, call: Call) -> Credential:
    """The credential that the call carries.

    Raises:
        CredentialsWrongError: If it carries none that is valid.
    """
    credential = find_credential(door.credentials, call)
    if credential is None:
        raise CredentialsWrongError("user name or password wrong, or no longer valid")
    return credential


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


def read_hook_url(door: Door, call: Call) -> HookUrl:
    """The accepted address to return to. In test, one that is not accepted is proposed to the account manager.

    Raises:
        HookUrlError: If it is missing, malformed or not accepted.
    """
    connection = door.connection
    text = call.value(connection.hook_url_parameter)
    if not text.strip():
        raise HookUrlMissing(connection.hook_url_parameter)
    hook_url = parse_hook_url(
        text,
        allow_http=connection.allow_http,
        allow_sap_event=connection.allow_sap_event,
    )
    # SAP GUI takes the form itself: there is no address that could be another than the accepted one.
    if hook_url.is_sap_event:
        return hook_url
    if connection.hook_query == HookQuery.SPLIT:
        split_query(hook_url, charset=call.charset)
    try:
        check_hook_url(hook_url, door.return_rules)
    except HookUrlNotAccepted:
        if connection.status == Status.TEST:
            _propose(connection, hook_url)
        raise
    return hook_url


def _read_cancel_url(door: Door, call: Call) -> tuple[str, str]:
    """Where to go on cancel, "" for nowhere, and why it is not where the call says.

    Nobody is refused for it: without, there is the connection's rule.
    """
    name = door.connection.cancel_parameter
    text = call.value(name) if name else ""
    if not text.strip():
        return "", ""
    try:
        cancel_url = parse_hook_url(text, allow_http=door.connection.allow_http)
        check_hook_url(cancel_url, door.return_rules)
    except HookUrlError as error:
        return "", f"{name} is not used: {error}"
    return cancel_url.text, ""


def _propose(connection: Connection, hook_url: HookUrl) -> None:
    """Put an origin that a test called with before the account manager, who need not type it then."""
    if connection.return_origins.filter(accepted=False).count() < MOST_PROPOSED:
        ReturnOrigin.objects.get_or_create(
            connection=connection, origin=hook_url.origin, path_prefix="/", defaults={"accepted": False}
        )


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
