"""Employees are spoken to in four languages, staff in two."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation
from wagtail.admin.localization import get_available_admin_languages

from flexfleet.middleware import LanguageMiddleware
from tenants.models import Customer
from tenants.roles import Role
from tenants.workspace.models import Profile, languages
from tests.conftest import Browse, StaffClient


def language_answered(request: HttpRequest) -> str:
    """The language in which the view behind the middleware would answer."""
    seen = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(translation.get_language())
        return HttpResponse()

    LanguageMiddleware(answer)(request)
    return seen[0]


@pytest.mark.parametrize(
    ("path", "asked", "language"),
    [
        ("/p/nowhere/", "de", "de"),
        ("/p/nowhere/", "fr-BE,nl;q=0.8", "fr"),
        ("/p/nowhere/", "it", "en"),
        ("/admin/", "de", "en"),
        ("/admin/", "de-CH,de;q=0.9,nl;q=0.8,en;q=0.7", "nl"),
        ("/admin/pages/", "fr,en-GB;q=0.5", "en"),
        ("/admin/", "nl-BE", "nl"),
        ("/hand-over/", "fr", "en"),
    ],
)
def test_staff_pages_are_in_the_languages_of_the_admin(path: str, asked: str, language: str) -> None:
    request = RequestFactory().get(path, headers={"accept-language": asked})

    assert language_answered(request) == language


def test_every_page_of_the_console_is_for_staff() -> None:
    request = RequestFactory().get("/go/acme/", headers={"accept-language": "de"})
    request.urlconf = settings.CONSOLE_URLCONF

    assert language_answered(request) == "en"


def test_the_console_signs_in_without_german(console: Customer, browse: Browse) -> None:
    response = browse(console).get("/admin/login/", headers={"accept-language": "de"})

    assert response.status_code == 200
    assert response.headers["Content-Language"] == "en"


def test_an_admin_page_has_no_german(acme: Customer, staff_client: StaffClient) -> None:
    response = staff_client(acme, Role.ADMINISTRATOR).get("/admin/", headers={"accept-language": "de"})

    assert response.status_code == 200
    assert '<html lang="en"' in " ".join(response.content.decode().split())


def test_the_admin_offers_its_own_languages_and_a_customer_all_of_them() -> None:
    admin = [code for code, _name in get_available_admin_languages()]
    customer = [code for code, _name in languages()]

    assert (admin, customer) == (["nl", "en"], ["nl", "en", "de", "fr"])


@pytest.mark.parametrize(("language", "expected"), [("nl", "nl"), ("en", "en"), ("de", "en"), ("fr", "en")])
def test_what_staff_read_is_written_in_a_language_of_theirs(language: str, expected: str) -> None:
    assert Profile(default_language=language).staff_language == expected
