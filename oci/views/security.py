"""The headers that differ from visit to visit: who may frame a page, and where its form may go."""

from __future__ import annotations

from typing import Any, TypeVar

from csp.constants import NONE, SELF
from django.http import HttpResponseBase
from django.utils.translation import get_language

from oci.models import Connection, PunchOut
from oci.protocol.hook_url import HookUrl

Response = TypeVar("Response", bound=HttpResponseBase)


def secure_punch_out(response: Response, punch_out: PunchOut) -> Response:
    """Let `response` be framed by the connection's frame origins, and post to us and to this visit's HOOK_URL only."""
    return _secure(
        response,
        punch_out.connection,
        form_action=[SELF, *_leads_to(punch_out.hook_origin, punch_out.connection)],
        language=punch_out.language,
    )


def secure_items(response: Response, connection: Connection | None, hook_url: HookUrl | None) -> Response:
    """As `secure_punch_out`, for the answer to a function: its form goes to this call's HOOK_URL, if to anywhere."""
    form_action = _leads_to(hook_url.origin, connection) if hook_url else [NONE]
    return _secure(response, connection, form_action=form_action, language=get_language())


def secure_connection(response: Response, connection: Connection | None) -> Response:
    """As `secure_punch_out`, where nothing goes back: a refused entry is to be seen in the buyer's frame too."""
    return _secure(response, connection, form_action=[SELF], language=get_language())


def _leads_to(origin: str, connection: Connection | None) -> list[str]:
    """Where a form posted to a HOOK_URL at `origin` may end up: browsers hold redirects to `form-action`, too."""
    return list(dict.fromkeys([origin, *(connection.redirects if connection else [])]))


def _secure(
    response: Response, connection: Connection | None, *, form_action: list[str], language: str
) -> Response:
    frames = connection.frame_ancestors if connection else []
    directives: dict[str, Any] = {"form-action": form_action, "frame-ancestors": frames or [NONE]}
    # django-csp's own decorator fixes these when the view is defined; they are known when it answers.
    response._csp_replace = directives  # type: ignore[attr-defined]  # read by CSPMiddleware
    if frames:
        # X-Frame-Options knows no list of origins, and browsers that know frame-ancestors do not look at it.
        response.xframe_options_exempt = True  # type: ignore[attr-defined]  # read by XFrameOptionsMiddleware
    response.headers["Cache-Control"] = "no-store"
    # The visit's or the call's, whatever the browser asks for.
    response.headers["Content-Language"] = language
    # Django's "same-origin" would cut us off from the buyer's window that opened ours, and the return form may be
    # targeted at a frame in there.
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    # The path names the visit and stays here. The origin goes along: buyers' systems may want to see where a post
    # comes from, and with "no-referrer" browsers write `Origin: null`.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
