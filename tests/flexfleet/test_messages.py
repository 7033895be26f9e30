"""The pages with one message that Django shows by itself."""

from __future__ import annotations

import pytest
from django.test import Client

from tenants.models import Customer


@pytest.mark.parametrize(
    ("language", "heading", "remedy"),
    [
        ("nl", "Uw invoer is niet verwerkt", "laad de pagina opnieuw"),
        ("en", "Your input was not accepted", "reload the page"),
    ],
)
def test_form_without_its_token_gets_a_page_of_ours(
    language: str, heading: str, remedy: str, console: Customer
) -> None:
    browser = Client(HTTP_HOST=console.primary_host, enforce_csrf_checks=True)

    answer = browser.post("/admin/login/", {"username": "noor"}, HTTP_ACCEPT_LANGUAGE=language)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert f'<html lang="{language}">' in page
    assert heading in page
    assert remedy in page
    assert "CSRF" not in page
