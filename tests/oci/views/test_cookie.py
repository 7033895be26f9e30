from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.test import RequestFactory

from oci.models import PunchOut
from oci.views.cookie import NAME, forget_secret, read_secret, set_secret

PUNCH_OUT = PunchOut(public_id=UUID("12345678-1234-4234-8234-123456789abc"))
PATH = f"/p/{PUNCH_OUT.public_id}/"


def attributes(response: HttpResponse) -> list[str]:
    first, *others = response.cookies.output(header="").strip().split("; ")
    return [first, *sorted(others)]


def test_set_secret_is_kept_in_a_frame_and_nowhere_else() -> None:
    response = HttpResponse()

    set_secret(response, PUNCH_OUT, "s3-cret_")

    assert attributes(response) == [
        "punch_out=s3-cret_",
        "HttpOnly",
        "Partitioned",
        f"Path={PATH}",
        "SameSite=None",
        "Secure",
    ]


def test_forget_secret_names_the_same_cookie() -> None:
    response = HttpResponse()

    forget_secret(response, PUNCH_OUT)

    assert attributes(response) == [
        "punch_out=",
        "HttpOnly",
        "Max-Age=0",
        "Partitioned",
        f"Path={PATH}",
        "SameSite=None",
        "Secure",
    ]


def test_read_secret_is_empty_without_a_cookie() -> None:
    request = RequestFactory().get(PATH)
    request.COOKIES[NAME] = "s3cret"

    assert read_secret(request) == "s3cret"
    assert read_secret(RequestFactory().get(PATH)) == ""
