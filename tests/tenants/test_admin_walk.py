"""A walk over every address of the admin, on both kinds of host, by people who have no business there.

The addresses come from the resolver, so that a page added tomorrow is walked as well. Ids are those of rows that exist
at another customer, of whatever model: whoever may not see them must not be told that they exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import ModelLogEntry

from reservations.models import RequestEvent
from tenants.admin.urls import CLOSED
from tenants.context import use_customer
from tenants.domain.hand_over import mirror
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import Browse, StaffClient
from tests.reservations.factories import make_request
from tests.tenants.conftest import AtConsole, Hire

# What a signed-out person is shown: the way in, and files without a word of anybody's.
OPEN_AT_THE_CONSOLE = {
    "admin/login/",
    "admin/jsi18n/",
    "admin/sprite/",
    "admin/password_reset/",
    "admin/password_reset/done/",
    "admin/password_reset/complete/",
    "admin/password_reset/confirm/MQ/abc/",
}
OPEN_AT_A_CUSTOMER = {"admin/jsi18n/", "admin/sprite/"}
OWN_PREFERENCES = {"admin/account/", "admin/dismissibles/", "admin/logout/"}
# What stands behind no door of ours at all; each has its own tests.
ELSEWHERE = ("p/", "oci/", "media/", "brand/", "api/", "static/", "hand-over/")
CLOSED_PATHS = tuple(f"admin/{prefix}" for prefix in CLOSED)


@dataclass(frozen=True)
class Ids:
    """Values for the placeholders in addresses."""

    number: Sequence[int]
    uuid: str


def addresses(urlconf: str, ids: Ids) -> list[str]:
    """Every address of the urlconf behind which there is something, with each id filled in where one belongs."""
    return sorted(path for path in _all(urlconf, ids) if not path.startswith(CLOSED_PATHS))


def _all(urlconf: str, ids: Ids) -> set[str]:
    found = set(_walk(get_resolver(urlconf).url_patterns, "", ids))
    return {path for path in found if not path.startswith(ELSEWHERE)}


def _walk(patterns: Sequence[URLPattern | URLResolver], prefix: str, ids: Ids) -> Iterator[str]:
    for pattern in patterns:
        for part in _filled(pattern, ids):
            if isinstance(pattern, URLResolver):
                yield from _walk(pattern.url_patterns, prefix + part, ids)
            else:
                yield prefix + part


def _filled(pattern: URLPattern | URLResolver, ids: Ids) -> Iterator[str]:
    route = str(pattern.pattern)
    if not hasattr(pattern.pattern, "_route"):
        yield from _filled_expression(route)
        return
    values = [
        {"IntConverter": [str(number) for number in ids.number], "UUIDConverter": [ids.uuid]}.get(
            type(converter).__name__, ["MQ" if name == "uidb64" else "acme" if name == "slug" else "abc"]
        )
        for name, converter in pattern.pattern.converters.items()
    ]
    names = list(pattern.pattern.converters)
    for chosen in product(*values):
        filled = route
        for name, value in zip(names, chosen, strict=True):
            start = filled.index("<")
            end = filled.index(">", start)
            assert filled[start + 1 : end].endswith(name)
            filled = filled[:start] + value + filled[end + 1 :]
        yield filled


def _filled_expression(expression: str) -> Iterator[str]:
    """Regular expressions are few: the catch-alls, and Wagtail's own, which are closed."""
    plain = expression.strip("^$").replace("\\Z", "")
    yield plain if not set(plain) & set("()[]*+?\\|") else "nothing/"


@pytest.fixture
def foreign(acme: Customer, globex: Customer) -> Ids:
    """Rows at globex that acme has no like of: their codes begin with TEST."""
    with use_customer(globex):
        request = make_request()
    return Ids(
        number=sorted({request.vehicle_class.pk, request.pick_up_station.pk}), uuid=str(request.public_id)
    )


@pytest.fixture
def listed(acme: Customer, globex: Customer, hire: Hire) -> Ids:
    """What the console lists: a customer, and a staff member of that customer's."""
    return Ids(number=[globex.pk], uuid=str(hire({globex: Role.OPERATIONS}).pk))


def answers(client: Client, paths: list[str]) -> dict[str, int]:
    return {path: client.get(f"/{path}").status_code for path in paths}


def answers_to_post(client: Client, paths: list[str]) -> dict[str, int]:
    """Without any token against forgery: the test's browser is let through, so that the permission has to answer."""
    return {path: client.post(f"/{path}").status_code for path in paths}


def with_cookie_of(client: Client, stranger: Client) -> Client:
    stranger.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return stranger


def shown(statuses: dict[str, int]) -> set[str]:
    return {path for path, status in statuses.items() if status == 200}


def broken(statuses: dict[str, int]) -> dict[str, int]:
    return {path: status for path, status in statuses.items() if status >= 500}


def test_signed_out_people_see_nothing_of_a_customer(globex: Customer, foreign: Ids, browse: Browse) -> None:
    paths = addresses(settings.ROOT_URLCONF, foreign)

    read, written = answers(browse(globex), paths), answers_to_post(browse(globex), paths)

    assert len(paths) > 40
    assert (broken(read), broken(written)) == ({}, {})
    assert shown(read) | shown(written) <= OPEN_AT_A_CUSTOMER


def test_signed_out_people_see_nothing_of_the_console(console: Customer, listed: Ids, browse: Browse) -> None:
    paths = addresses(settings.CONSOLE_URLCONF, listed)

    read, written = answers(browse(console), paths), answers_to_post(browse(console), paths)

    assert len(paths) > 40
    assert (broken(read), broken(written)) == ({}, {})
    assert shown(read) | shown(written) <= OPEN_AT_THE_CONSOLE


def test_what_wagtail_has_for_pages_is_closed_to_everybody(
    acme: Customer, globex: Customer, foreign: Ids, staff_client: StaffClient
) -> None:
    closed = sorted(path for path in _all(settings.ROOT_URLCONF, foreign) if path.startswith(CLOSED_PATHS))

    statuses = answers(staff_client(acme, Role.ADMINISTRATOR), closed)

    assert len(statuses) > 60
    assert set(statuses.values()) == {404}


def test_a_session_of_one_customer_opens_nothing_elsewhere(
    acme: Customer,
    globex: Customer,
    console: Customer,
    foreign: Ids,
    listed: Ids,
    browse: Browse,
    staff_client: StaffClient,
) -> None:
    at_acme = staff_client(acme, Role.ADMINISTRATOR)

    at_globex = answers(with_cookie_of(at_acme, browse(globex)), addresses(settings.ROOT_URLCONF, foreign))
    at_console = answers(
        with_cookie_of(at_acme, browse(console)), addresses(settings.CONSOLE_URLCONF, listed)
    )

    assert shown(at_globex) <= OPEN_AT_A_CUSTOMER
    assert shown(at_console) <= OPEN_AT_THE_CONSOLE


@pytest.mark.parametrize("role", Role)
def test_a_role_at_one_customer_shows_no_row_of_another(
    acme: Customer, globex: Customer, foreign: Ids, staff_client: StaffClient, role: Role
) -> None:
    client = staff_client(acme, role)

    pages = {path: client.get(f"/{path}") for path in addresses(settings.ROOT_URLCONF, foreign)}

    statuses = {path: page.status_code for path, page in pages.items()}
    assert broken(statuses) == {}
    assert {"admin/", "admin/account/"} <= shown(statuses)
    assert shown(statuses) & {"admin/customers/", "admin/staff/", "admin/queue/"} == set()
    told = [path for path, page in pages.items() if b"TEST-" in page.content]
    assert (told, [path for path in shown(statuses) if foreign.uuid in path]) == ([], [])


def test_an_auditor_writes_nothing(globex: Customer, foreign: Ids, staff_client: StaffClient) -> None:
    """One's own preferences aside, no address takes a form from somebody who only looks."""
    client = staff_client(globex, Role.AUDITOR)
    paths = [path for path in addresses(settings.ROOT_URLCONF, foreign) if path not in OWN_PREFERENCES]
    with use_customer(globex):
        before = ModelLogEntry.objects.count(), RequestEvent.objects.count()

    statuses = answers_to_post(client, paths)

    assert broken(statuses) == {}
    with use_customer(globex):
        assert (ModelLogEntry.objects.count(), RequestEvent.objects.count()) == before


@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR])
def test_a_role_that_only_looks_gets_no_form_to_edit_with(
    globex: Customer, foreign: Ids, staff_client: StaffClient, role: Role
) -> None:
    """At the rows' own customer, where there is something to see."""
    statuses = answers(staff_client(globex, role), addresses(settings.ROOT_URLCONF, foreign))

    assert broken(statuses) == {}
    verbs = ("/new/", "/edit/", "/delete/", "/copy/", "/reorder/")
    assert [path for path in shown(statuses) if any(verb in path for verb in verbs)] == []


def test_nothing_breaks_for_an_administrator_of_the_rows_own_customer(
    globex: Customer, foreign: Ids, staff_client: StaffClient
) -> None:
    client = staff_client(globex, Role.ADMINISTRATOR)

    statuses = answers(client, addresses(settings.ROOT_URLCONF, foreign))

    assert broken(statuses) == {}
    assert f"admin/requests/{foreign.uuid}/" in shown(statuses)


def test_nothing_of_a_customer_is_at_the_console(
    acme: Customer, globex: Customer, listed: Ids, hire: Hire, at_console: AtConsole
) -> None:
    client = at_console(hire({None: Role.ADMINISTRATOR}))

    statuses = answers(client, addresses(settings.CONSOLE_URLCONF, listed))

    assert broken(statuses) == {}
    parts = {path.removeprefix("admin/").split("/")[0] for path in shown(statuses)}
    assert parts == {
        "",
        "account",
        "customers",
        "staff",
        "queue",
        "go",
        "dismissibles",
        "jsi18n",
        "sprite",
        "password_reset",
    }


def test_somebody_with_one_customer_sees_no_other_at_the_console(
    acme: Customer, globex: Customer, foreign: Ids, listed: Ids, hire: Hire, at_console: AtConsole
) -> None:
    client = at_console(hire({acme: Role.ADMINISTRATOR}))

    pages = {path: client.get(f"/{path}") for path in addresses(settings.CONSOLE_URLCONF, listed)}

    assert broken({path: page.status_code for path, page in pages.items()}) == {}
    assert [path for path, page in pages.items() if b"globex" in page.content.lower()] == []


def test_a_revoked_role_leaves_no_page_open(
    acme: Customer, globex: Customer, foreign: Ids, hire: Hire, browse: Browse
) -> None:
    staff, client = hire({acme: Role.ADMINISTRATOR}), browse(acme)
    with use_customer(acme):
        client.force_login(mirror(staff, role=Role.ADMINISTRATOR))
    staff.memberships.all().delete()

    assert shown(answers(client, addresses(settings.ROOT_URLCONF, foreign))) <= OPEN_AT_A_CUSTOMER
