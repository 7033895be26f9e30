"""The entry: a call becomes a punch-out, or is refused with a reason that somebody can act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from oci.domain.entry_errors import EntryError
from oci.domain.parameters import choose_language, read_parameters
from oci.domain.proof import Proven, note_use
from oci.domain.queries import Door
from oci.domain.tokens import hash_token, new_token
from oci.enums import HookQuery, Note, Status
from oci.models import Connection, PunchOut, ReturnOrigin
from oci.protocol.call import Call, Function, parse_function
from oci.protocol.errors import HookUrlError, HookUrlMissing, HookUrlNotAccepted, shown
from oci.protocol.hook_url import HookUrl, check_hook_url, match_hook_url, parse_hook_url, split_query
from oci.protocol.return_form import choose_target

# So that nobody fills the list by calling a connection in test over and over.
MOST_PROPOSED = 20


class FunctionNotOfferedError(EntryError):
    code = "FUNCTION_NOT_OFFERED"


@dataclass(frozen=True, slots=True)
class Opened:
    """A punch-out, and the code that is spent by entering it. `note`, and what it is `about`, are for the journal."""

    punch_out: PunchOut
    code: str
    about: str = ""
    note: Note | None = None


def open_punch_out(*, door: Door, call: Call, proof: Proven, now: datetime) -> Opened:
    """Open a punch-out for a call that has proved itself: whoever cannot do that learns nothing about the rest.

    Raises:
        EntryError, CallError: If the call must be refused.
    """
    connection = door.connection
    function = parse_function(call.value("FUNCTION"))
    if function is not Function.SHOPPING:
        raise FunctionNotOfferedError(f"FUNCTION {function.value}", function=function.value)
    hook_url = read_hook_url(door, call)
    cancel_url, about, note = _read_cancel_url(door, call)
    language = choose_language(call, door)
    arrived = read_parameters(door=door, call=call, language=language)
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
        code_hash=hash_token(code),
        opened_at=now,
        expires_at=now + timedelta(minutes=connection.session_minutes),
        **arrived.columns,
    )
    punch_out.save(force_insert=True)
    note_use(proof=proof, now=now)
    return Opened(punch_out, code, about, note)


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


def _read_cancel_url(door: Door, call: Call) -> tuple[str, str, Note | None]:
    """Where to go on cancel, "" for nowhere; and where the call says, and why that is not it.

    Nobody is refused for it: without, there is the connection's rule.
    """
    name = door.connection.cancel_parameter
    text = call.value(name) if name else ""
    if not text.strip():
        return "", "", None
    try:
        cancel_url = parse_hook_url(text, allow_http=door.connection.allow_http)
        check_hook_url(cancel_url, door.return_rules)
    except HookUrlNotAccepted as error:
        return "", f"{name} ({shown(error.origin)})", Note.CANCEL_NOT_ACCEPTED
    except HookUrlError:
        return "", name, Note.CANCEL_UNUSABLE
    return cancel_url.text, "", None


def _propose(connection: Connection, hook_url: HookUrl) -> None:
    """Put an address that a test called with before the account manager, who need not type it then."""
    proposed = list(connection.return_origins.filter(accepted=False))
    if len(proposed) < MOST_PROPOSED and match_hook_url(hook_url, (one.rule for one in proposed)) is None:
        ReturnOrigin.objects.get_or_create(
            connection=connection,
            origin=hook_url.origin,
            path_prefix=_folder(hook_url.path),
            defaults={"accepted": False},
        )


def _folder(path: str) -> str:
    """What a path has in front of its last slash, as far as an accepted path may hold it."""
    longest = ReturnOrigin._meta.get_field("path_prefix").max_length
    plain = path.partition("%")[0].partition(";")[0][:longest]
    return plain.rpartition("/")[0].rstrip("/") or "/"
