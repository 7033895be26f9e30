"""Requests of several customers over one connection of the pool, in turn, as in a web process under load.

The rest of the suite runs without a pool. These requests go in by WSGI's door: Django's test client would keep the
connection for itself, where a served request gives it back.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections, transaction
from django.http import HttpRequest, JsonResponse
from django.test import override_settings
from django.urls import path
from django_tenants.postgresql_backend.base import DatabaseWrapper

from flexfleet.settings import pool_options
from tenants.models import Customer

SEEN = "SELECT pg_backend_pid(), current_setting('search_path'), display_name, contact_phone FROM workspace_profile"


class ChangedOurMindError(Exception):
    """Rolls back."""


def look(request: HttpRequest) -> JsonResponse:
    with connection.cursor() as cursor:
        cursor.execute(SEEN)
        return JsonResponse({"seen": cursor.fetchall()})


def write(request: HttpRequest) -> JsonResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workspace_profile SET contact_phone = %s", [request.get_host()])
    return look(request)


def roll_back(request: HttpRequest) -> JsonResponse:
    """The first statement of the request in the customer's schema is in the transaction: the path goes with it."""
    with suppress(ChangedOurMindError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workspace_profile SET contact_phone = 'never seen'")
        raise ChangedOurMindError
    return look(request)


def roll_back_a_part(request: HttpRequest) -> JsonResponse:
    with transaction.atomic():
        with suppress(ChangedOurMindError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE workspace_profile SET contact_phone = 'never seen'")
            raise ChangedOurMindError
        return look(request)


def fail(request: HttpRequest) -> JsonResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workspace_profile SET contact_phone = 'never seen'")
        raise ChangedOurMindError


VIEWS = {view.__name__: view for view in (look, write, roll_back, roll_back_a_part, fail)}
urlpatterns = [path(name, view) for name, view in VIEWS.items()]


@pytest.fixture
def one_connection(real_database: str) -> Iterator[None]:
    """Have this thread take its connections from a pool that holds a single one."""
    before = connections["default"]
    settings = deepcopy(before.settings_dict)
    settings["OPTIONS"]["pool"] = pool_options(1)
    before.close()
    pooled = DatabaseWrapper(settings, "default")
    connections["default"] = pooled
    yield
    pooled.close()
    pooled.close_pool()
    connections["default"] = before


def ask(customer: Customer, action: str) -> list[Any]:
    """Send a request to the customer's host; returns the row that it saw, or the status of a failure."""
    environ: dict[str, Any] = {"PATH_INFO": f"/{action}", "HTTP_HOST": customer.primary_host}
    setup_testing_defaults(environ)
    environ["wsgi.errors"] = io.StringIO()
    response = WSGIHandler()(environ, start_response)
    body = b"".join(response)
    response.close()
    return list(json.loads(body)["seen"][0]) if response.status_code == 200 else [response.status_code]


def start_response(*told: Any) -> Callable[[bytes], object]:
    """A server's part of WSGI; Django's answer says the same."""
    return io.BytesIO().write


def test_customers_that_share_a_connection_see_only_their_own(
    one_connection: None, acme: Customer, globex: Customer
) -> None:
    acme_is = ["c_acme, public", "Acme Bouw"]
    globex_is = ["c_globex, public", "Globex"]
    with override_settings(ROOT_URLCONF=__name__):
        server, *_ = ask(acme, "write")

        seen = [
            ask(customer, action)
            for customer, action in [
                (acme, "look"),
                (globex, "look"),
                (acme, "roll_back"),
                (globex, "write"),
                (acme, "fail"),
                (globex, "roll_back"),
                (acme, "roll_back_a_part"),
                (globex, "fail"),
                (globex, "look"),
                (acme, "write"),
                (globex, "roll_back_a_part"),
                (acme, "look"),
            ]
        ]

    assert seen == [
        [server, *acme_is, "acme.localhost"],
        [server, *globex_is, ""],
        [server, *acme_is, "acme.localhost"],
        [server, *globex_is, "globex.localhost"],
        [500],
        [server, *globex_is, "globex.localhost"],
        [server, *acme_is, "acme.localhost"],
        [500],
        [server, *globex_is, "globex.localhost"],
        [server, *acme_is, "acme.localhost"],
        [server, *globex_is, "globex.localhost"],
        [server, *acme_is, "acme.localhost"],
    ]
