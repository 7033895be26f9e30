"""The punch-out's secret in a cookie, where the browser takes one: then a reload works.

Frames in which third-party cookies are blocked keep partitioned cookies (CHIPS), if they are Secure and SameSite=None.
Everything but the reload works without: the forms carry the secret, and what is posted counts by the form's alone. A
browser sends this cookie along with whatever another site makes it post.
"""

from __future__ import annotations

from http.cookies import Morsel
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from oci.models import PunchOut

# `__Host-` would forbid the path, and the path keeps concurrent visits apart.
NAME = "punch_out"


class PartitionedMorsel(Morsel[str]):
    """A cookie with the attribute Partitioned, which the standard library knows from Python 3.14 on."""

    _reserved: ClassVar[dict[str, str]] = {**Morsel._reserved, "partitioned": "Partitioned"}  # type: ignore[attr-defined]  # not in typeshed
    _flags: ClassVar[set[str]] = {*Morsel._flags, "partitioned"}  # type: ignore[attr-defined]  # not in typeshed


def set_secret(response: HttpResponse, punch_out: PunchOut, secret: str) -> None:
    """Let the browser keep `secret` for the pages of this punch-out, until the browser is closed."""
    _set(response, punch_out, secret)


def read_secret(request: HttpRequest) -> str:
    """The secret that the browser kept for this path; "" when it kept none."""
    return request.COOKIES.get(NAME, "")


def forget_secret(response: HttpResponse, punch_out: PunchOut) -> None:
    """Let the browser drop the secret of a punch-out that has ended."""
    _set(response, punch_out, "", max_age="0")


def _set(response: HttpResponse, punch_out: PunchOut, value: str, *, max_age: str = "") -> None:
    morsel = PartitionedMorsel()
    morsel.set(NAME, value, value)
    morsel["path"] = reverse("oci:page", args=[punch_out.public_id])
    morsel["samesite"] = "None"
    morsel["max-age"] = max_age
    for flag in ("secure", "httponly", "partitioned"):
        morsel[flag] = "yes"  # any value sets a flag
    response.cookies[NAME] = morsel
