"""The entry: where the buyer's system sends the employee's browser."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from urllib.parse import urlencode

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from oci.domain import journal
from oci.domain.admission import MethodNotAllowedError, TooManyCallsError, admit
from oci.domain.entry import Opened, open_punch_out
from oci.domain.entry_errors import EntryError
from oci.domain.functions import Items, Product, ProductNotSendableError, answer_function, asks_function
from oci.domain.masking import mask_call
from oci.domain.networks import AddressNotAllowedError
from oci.domain.parameters import choose_language
from oci.domain.profiles import profile_of
from oci.domain.queries import Door, find_door
from oci.enums import Event
from oci.models import Connection, JournalEntry, PunchOut
from oci.protocol.call import Call, parse_call
from oci.protocol.errors import BodyTooLarge, CallError
from oci.protocol.limits import CALL_LIMITS
from oci.protocol.rules import Finding
from oci.views.functions import function_page
from oci.views.problem import asked_language, problem_page
from oci.views.security import secure_connection


class SeeOther(HttpResponseRedirect):
    """The browser goes on with GET: credentials stay behind, and a reload does not call again."""

    status_code = 303


@dataclass
class Attempt:
    """One call, and what is known of it when it is answered."""

    request: HttpRequest
    slug: str
    now: datetime = field(default_factory=timezone.now)
    started: float = field(default_factory=perf_counter)
    door: Door | None = None
    call: Call | None = None

    @property
    def method(self) -> str:
        return self.request.method or ""

    @property
    def address(self) -> str:
        """Where the call comes from, as `ForwardedAddressMiddleware` has left it."""
        address: str = self.request.META.get("REMOTE_ADDR", "")
        return address

    @property
    def connection(self) -> Connection | None:
        return self.door.connection if self.door else None

    def answer(self) -> Opened | Product | Items:
        """Open a punch-out, or answer the function. Raises EntryError or CallError."""
        self.door = find_door(slug=self.slug, now=self.now)
        let_in = admit(
            door=self.door, method=self.method, address=self.address, read=self._read, now=self.now
        )
        door, call, proof = let_in.door, let_in.call, let_in.proof
        if asks_function(call, profile_of(door.connection)):
            return answer_function(door=door, call=call, proof=proof, now=self.now)
        return open_punch_out(door=door, call=call, proof=proof, now=self.now)

    def language(self, *, reads: bool = True) -> str:
        """The call's language, or else the customer's. Without `reads` a call stays unread: `asked_language`."""
        if self.door is None or not reads:
            return asked_language(self.request)
        call = self.call
        if call is None:
            # Refused before it was read, as with a method that is not agreed. What cannot be read says no language.
            with suppress(CallError):
                call = self._read(self.door.connection)
        return choose_language(call, self.door)

    def _read(self, connection: Connection) -> Call:
        """The call, which is kept for the journal, whatever becomes of it."""
        self.call = parse_call(
            # As WSGI hands it over: bytes in the clothes of a string.
            self.request.META.get("QUERY_STRING", "").encode("latin-1", "replace"),
            self._body(),
            content_type=self.request.headers.get("Content-Type", ""),
            charset=connection.charset,
        )
        return self.call

    def _body(self) -> bytes:
        try:
            return self.request.body
        except RequestDataTooBig:
            raise BodyTooLarge(CALL_LIMITS.size) from None

    def record(
        self,
        *,
        punch_out: PunchOut | None = None,
        problem: str = "",
        detail: str = "",
        facts: Mapping[str, str | int] | None = None,
        findings: tuple[Finding, ...] = (),
    ) -> JournalEntry:
        """Write the call into the journal, masked."""
        return journal.record(
            event=Event.CALL,
            problem=problem,
            detail=detail,
            facts=facts,
            connection=self.connection,
            connection_slug=self.slug,
            punch_out=punch_out,
            method=self.method,
            address=self.address,
            parameters=self._masked(),
            findings=findings,
            milliseconds=round((perf_counter() - self.started) * 1000),
            now=self.now,
        )

    def _masked(self) -> list[list[str]]:
        if self.door is None or self.call is None:
            return []
        return mask_call(
            self.call,
            addresses=(
                self.door.connection.hook_url_parameter,
                self.door.connection.cancel_parameter,
            ),
            credentials=self.door.secret_parameters,
            mappings=self.door.mappings,
            sensitive_keys=self.door.sensitive_keys,
        )


# The buyer's page can have no token of ours; the call's credentials stand in for it.
@csrf_exempt
def entry(request: HttpRequest, connection: str) -> HttpResponse:
    """Take a call by GET or POST: open a punch-out and send the browser to its page, or answer its function."""
    attempt = Attempt(request, connection)
    try:
        answer = attempt.answer()
    except (EntryError, CallError) as error:
        return _refuse(attempt, error)
    if isinstance(answer, Opened):
        facts = {"note": answer.note.value} if answer.note else {}
        attempt.record(punch_out=answer.punch_out, detail=answer.about, facts=facts)
        return _send_on(answer)
    attempt.record(detail=answer.summary, findings=answer.warnings)
    with translation.override(attempt.language()):
        return function_page(request, answer, connection=attempt.connection)


def _send_on(opened: Opened) -> HttpResponse:
    page = reverse("oci:page", args=[opened.punch_out.public_id])
    response = SeeOther(f"{page}?{urlencode({'code': opened.code})}")
    return secure_connection(response, opened.punch_out.connection)


def _refuse(attempt: Attempt, error: EntryError | CallError) -> HttpResponse:
    findings = error.findings if isinstance(error, ProductNotSendableError) else ()
    reference = ""
    if not isinstance(error, TooManyCallsError) or error.is_noted:
        reference = attempt.record(
            problem=error.code, detail=str(error), facts=error.facts, findings=findings
        ).reference
    # Whoever comes from another network is told so before anything that was sent is looked at.
    with translation.override(attempt.language(reads=not isinstance(error, AddressNotAllowedError))):
        response = problem_page(
            attempt.request,
            error.code,
            facts=error.facts,
            reference=reference,
            connection=attempt.connection,
        )
    if isinstance(error, MethodNotAllowedError) and attempt.door is not None:
        response.headers["Allow"] = ", ".join(attempt.door.connection.methods)
    if isinstance(error, TooManyCallsError):
        response.headers["Retry-After"] = str(error.seconds)
    return response
