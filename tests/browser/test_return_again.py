"""A return that never happened: noticed, mailed, and repeated with the identical cart, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from oci.enums import State
from oci.models import PunchOut
from tenants.context import use_customer
from tenants.models import Customer
from tests import database
from tests.browser.conftest import Stage

pytestmark = pytest.mark.browser

LINK = re.compile(r"http://acme\.localhost:\d+/p/\S+/again/\?code=\S+")
RETURN_AGAIN = re.compile("Terug naar .* met deze aanvraag")


class Installed:
    """The data of acme in the running installation."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker

    @contextmanager
    def acme(self) -> Iterator[None]:
        with (
            self._blocker.unblock(),
            database.pointed_at(f"{database.OWN}_browser"),
            use_customer(Customer.objects.get(slug="acme")),
        ):
            yield

    def visit_of(self, email: str) -> PunchOut:
        with self.acme():
            return PunchOut.objects.get(requester_email=email)

    def problems_of(self, visit: PunchOut) -> list[str]:
        """What the journal has of a visit that went wrong, in its order."""
        with self.acme():
            problems = visit.journal.exclude(problem="").order_by("id")
            return list(problems.values_list("problem", flat=True))

    def let_time_for_returns_pass(self) -> None:
        """The worker sees it when it looks for work the next time, within five seconds."""
        with self.acme(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE task_name = 'oci.watch_return'"
            )


@pytest.fixture
def installed(stage: Stage, django_db_blocker: DjangoDbBlocker) -> Installed:
    return Installed(django_db_blocker)


@contextmanager
def browsing(chromium: Browser, *, scripted: bool = True) -> Iterator[Page]:
    """A browser of its own, in which an error of our script fails the test."""
    with chromium.new_context(java_script_enabled=scripted) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
        yield page


def register(page: Page, stage: Stage, *, email: str) -> None:
    """Come as the person with that e-mail address, and send the request that the page proposes."""
    parameters = {**stage.parameters, "oci_usermail": email}
    page.goto(stage.buyer.offer(action=stage.entry, method="post", parameters=parameters, framed=False))
    page.get_by_role("button", name="Order a vehicle").click()
    page.locator("label[for^=class_]").first.click()
    page.get_by_role("button", name="Controleer uw gegevens").click()
    page.get_by_role("button", name=re.compile("Verstuur")).click()


def return_fields(page: Page) -> dict[str, str]:
    """What the form on the page would send."""
    inputs = page.locator("#return input[type=hidden]")
    pairs = inputs.evaluate_all("fields => fields.map((field) => [field.name, field.value])")
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


def received(stage: Stage) -> dict[str, str]:
    cart = {name: value.replace("\r\n", "\n") for name, value in stage.buyer.carts[-1].items()}
    del cart["query"]
    return cart


def link_in(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    found = LINK.search(body.get_content() if body else "")
    assert found
    return found.group()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_the_visit_knows_whether_script_runs(
    chromium: Browser, stage: Stage, installed: Installed, *, scripted: bool
) -> None:
    email = f"script.{scripted}@acme.example".lower()

    with browsing(chromium, scripted=scripted) as page:
        register(page, stage, email=email)
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            re.compile("geregistreerd|Cart received")
        )

    assert installed.visit_of(email).has_script == scripted


def cut_off(
    chromium: Browser, stage: Stage, installed: Installed, *, email: str
) -> tuple[str, dict[str, str]]:
    """Send a request whose return is blocked; returns the link that is mailed for it, and what was to go back."""
    with browsing(chromium) as page:
        # The way to the procurement system is blocked, and so is the report of having gone there.
        page.route(f"{stage.buyer.origin}/hook**", lambda route: route.abort())
        page.route("**/returned/", lambda route: route.abort())
        register(page, stage, email=email)
        expect(page.locator("#return")).to_be_attached()
        stopped = return_fields(page)
    installed.let_time_for_returns_pass()
    return link_in(stage.installation.inbox.wait_for(email)), stopped


def test_a_blocked_return_is_repeated_from_the_mail_once(
    chromium: Browser, stage: Stage, installed: Installed
) -> None:
    email = "cut.off@acme.example"
    link, stopped = cut_off(chromium, stage, installed, email=email)
    before = len(stage.buyer.carts)

    with browsing(chromium) as page:
        for _scanner in range(2):
            page.goto(link)
        assert len(stage.buyer.carts) == before
        page.get_by_role("button", name=RETURN_AGAIN).dblclick()
        expect(page.get_by_role("heading", name="Cart received")).to_be_visible()
        page.go_back()
        page.wait_for_timeout(2500)
        page.goto(link)
        refused = page.locator("main").inner_text()

    assert len(stage.buyer.carts) == before + 1
    assert received(stage) == stopped
    assert "RETURN_LINK_SPENT" in refused
    assert installed.visit_of(email).state == State.RETURNED


@pytest.mark.slow
def test_a_page_that_never_leaves_takes_its_report_back(
    chromium: Browser, stage: Stage, installed: Installed
) -> None:
    email = "no.answer@acme.example"
    before = len(stage.buyer.carts)

    with browsing(chromium) as page:
        # HOOK_URL alone, and so that the page stays.
        page.route(f"{stage.buyer.origin}/hook**", lambda route: route.abort("aborted"))
        register(page, stage, email=email)
        expect(page.get_by_role("heading", name="ging niet open")).to_be_visible(timeout=20_000)
        page.wait_for_timeout(1000)

        blocked = installed.visit_of(email)
        assert (blocked.state, installed.problems_of(blocked)) == (State.REGISTERED, ["RETURN_TAKEN_BACK"])

        # The way is free again, and the later submit is reported anew.
        page.unroute_all(behavior="ignoreErrors")
        page.get_by_role("button", name=re.compile("^Nog eens naar .* versturen")).click()
        expect(page.get_by_role("heading", name="Cart received")).to_be_visible()

    assert len(stage.buyer.carts) == before + 1
    assert installed.visit_of(email).state == State.RETURNED


def test_a_link_works_without_script(chromium: Browser, stage: Stage, installed: Installed) -> None:
    link, stopped = cut_off(chromium, stage, installed, email="no.script@acme.example")
    before = len(stage.buyer.carts)

    with browsing(chromium, scripted=False) as page:
        page.goto(link)
        page.get_by_role("button", name=RETURN_AGAIN).click()
        expect(page.locator("#return")).to_be_visible()
        assert len(stage.buyer.carts) == before
        page.locator("#return button[type=submit]").click()
        expect(page.get_by_role("heading", name="Cart received")).to_be_visible()

    assert len(stage.buyer.carts) == before + 1
    assert received(stage) == stopped
