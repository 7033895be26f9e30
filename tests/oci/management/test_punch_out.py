"""The command against a live server on loopback, over a database in which commits are real."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalog.models import Rate, VehicleClass
from oci.domain.profiles import apply_profile
from oci.domain.signing import create_key
from oci.enums import Proof, State
from oci.models import Connection, JournalEntry, PunchOut, ReturnOrigin
from oci.profiles import PROFILES
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.browser.installation import free_port
from tests.oci.buyers import HOOK_URL, Buyer, make_buyer

CREDENTIALS = ("USERNAME", "PASSWORD")


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""


@pytest.fixture
def port(real_database: str) -> Iterator[int]:
    with make_server("127.0.0.1", 0, WSGIHandler(), handler_class=QuietHandler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def at_acme(acme: Customer) -> Buyer:
    with use_customer(acme):
        return make_buyer()


@pytest.fixture
def at_globex(globex: Customer) -> Buyer:
    with use_customer(globex):
        return make_buyer()


def play(
    customer: Customer, port: int, buyer: Buyer, *options: str, hook_url: str = HOOK_URL, slug: str = "srm"
) -> str:
    """What the command prints; the listener takes any port."""
    parameters = [f"--parameter={name}={buyer.parameters[name]}" for name in CREDENTIALS]
    own = ["--port=0", *([f"--hook-url={hook_url}"] if hook_url else [])]
    output = io.StringIO()
    call_command("punch_out", address(customer, port, slug), *parameters, *own, *options, stdout=output)
    return output.getvalue()


def address(customer: Customer, port: int, slug: str = "srm") -> str:
    return f"http://{customer.primary_host}:{port}/oci/{slug}/"


def steps(output: str) -> list[tuple[str, str]]:
    table = output.partition("\n\n")[0].splitlines()[1:]
    return [(line.split()[0], line.split()[1]) for line in table if not line.startswith("Good")]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_command_books_and_shows_the_cart_that_came_back(
    port: int, acme: Customer, globex: Customer, at_acme: Buyer, at_globex: Buyer, method: str
) -> None:
    play(globex, port, at_globex)

    output = play(acme, port, at_acme, f"--method={method}")

    with use_customer(acme):
        request, punch_out = RentalRequest.objects.get(), PunchOut.objects.get()
        first = VehicleClass.objects.all()[0].code
    assert steps(output) == [
        ("entry", "303"),
        ("page", "200"),
        ("check", "200"),
        ("register", "200"),
        ("return", "200"),
        ("report", "200"),
    ]
    assert f"Reference: {request.reference}\nGood: the cart came back.\n" in output
    cart = dict(line.split(None, 1) for line in output.splitlines() if line.startswith("NEW_ITEM-"))
    assert (cart["NEW_ITEM-EXT_QUOTE_ID[1]"], cart["NEW_ITEM-QUANTITY[1]"]) == (request.reference, "1")
    assert at_acme.secret not in output
    assert (request.requester_email, request.requester_name, request.class_code) == (
        "smoke.test@example.com",
        "Smoke Test",
        first,
    )
    assert (request.state, punch_out.state, punch_out.hook_url) == ("transferred", State.RETURNED, HOOK_URL)


def test_command_plays_every_buyer_and_there_is_no_word_against_its_cart(port: int, acme: Customer) -> None:
    """One customer with a connection for each: to set up a database takes longer than to play them all."""
    own = free_port()
    played = {}
    for code, profile in PROFILES.items():
        with use_customer(acme):
            buyer = make_buyer(slug=code, allow_http=True)
            apply_profile(connection=buyer.connection, profile=profile)
            ReturnOrigin.objects.create(connection=buyer.connection, origin=f"http://127.0.0.1:{own}")

        options = (f"--profile={code}", f"--port={own}", "--strict")
        output = play(acme, port, buyer, *options, hook_url="", slug=code)

        with use_customer(acme):
            punch_out = PunchOut.objects.get(connection=buyer.connection)
            call = JournalEntry.objects.get(connection_slug=code, event="call")
        keeps, _reference, verdict = output.splitlines()[-3:]
        played[code] = (keeps, verdict, call.method, punch_out.charset, punch_out.state)
        assert {name for name, _value in profile.call.parameters} <= {
            name for name, _value in call.parameters
        }

    assert played == {
        code: (
            f"{profile.name} keeps 1 line(s).",
            "Good: the cart came back.",
            profile.call.method,
            profile.call.charset,
            State.RETURNED,
        )
        for code, profile in PROFILES.items()
    }


def test_command_says_what_a_buyer_makes_of_the_cart(port: int, acme: Customer, at_acme: Buyer) -> None:
    hook_url = f"{HOOK_URL}&token=1"

    output = play(acme, port, at_acme, "--profile=dolibarr", hook_url=hook_url)
    with use_customer(acme):
        Rate.objects.all().delete()
    with pytest.raises(CommandError) as raised:
        play(acme, port, at_acme, "--profile=dolibarr", hook_url=hook_url)

    assert "warning, line 1, LONGTEXT: The line has a long text." in output
    assert "warning, line 1, VENDORMAT: The article number does not hold the reference." in output
    assert "does not read LONGTEXT\nDolibarr keeps 1 line(s).\n" in output
    assert (raised.value.returncode, str(raised.value)) == (5, "findings against the cart: 1")


def test_command_is_judged_by_the_fields_that_the_buyer_insists_on(
    port: int, acme: Customer, at_acme: Buyer
) -> None:
    with use_customer(acme):
        Rate.objects.all().delete()
        Connection.objects.filter(slug="srm").update(unpriced="omit")

    with pytest.raises(CommandError) as raised:
        play(acme, port, at_acme, "--profile=odoo")

    assert (raised.value.returncode, str(raised.value)) == (5, "findings against the cart: 1")


def test_command_signs_the_call(port: int, acme: Customer, at_acme: Buyer, tmp_path: Path) -> None:
    with use_customer(acme):
        made = create_key(connection=at_acme.connection, now=timezone.now())
        Connection.objects.filter(slug="srm").update(proof=Proof.SIGNATURE)
    file = tmp_path / "key"
    file.write_text(f"{made.secret}\n")
    key = [f"--key={made.key.key_id}", f"--key-file={file}", "--port=0", f"--hook-url={HOOK_URL}"]
    output = io.StringIO()

    call_command("punch_out", address(acme, port), *key, "--check-only", stdout=output)
    file.write_text("another secret")
    with pytest.raises(CommandError, match="SIGNATURE_WRONG") as raised:
        call_command("punch_out", address(acme, port), *key, "--check-only", stdout=output)

    assert "Good: everything up to the check" in output.getvalue()
    assert raised.value.returncode == 3
    assert made.secret not in output.getvalue()


def test_command_sends_the_listener_as_hook_url(port: int, acme: Customer, at_acme: Buyer) -> None:
    own = free_port()
    with use_customer(acme):
        connection = Connection.objects.get(slug="srm")
        Connection.objects.filter(pk=connection.pk).update(allow_http=True)
        ReturnOrigin.objects.create(connection=connection, origin=f"http://127.0.0.1:{own}")

    output = play(acme, port, at_acme, f"--port={own}", hook_url="")

    with use_customer(acme):
        hook_url = PunchOut.objects.get().hook_url
    assert "Good: the cart came back." in output
    assert hook_url.startswith(f"http://127.0.0.1:{own}/return?visit=")


def test_command_takes_a_hook_url_whose_query_comes_in_fields(
    port: int, acme: Customer, at_acme: Buyer
) -> None:
    with use_customer(acme):
        Connection.objects.filter(slug="srm").update(hook_query="split")

    output = play(acme, port, at_acme)

    assert "Good: the cart came back." in output
    assert dict(line.split() for line in output.splitlines() if line.startswith("session"))["session"] == "1"


def test_command_registers_nothing_when_it_only_checks(
    port: int, acme: Customer, at_acme: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = io.StringIO("".join(f"{name}={at_acme.parameters[name]}\n" for name in CREDENTIALS))
    monkeypatch.setattr(sys, "stdin", secrets)
    output = io.StringIO()

    own = ("--file=-", "--check-only", "--port=0", f"--hook-url={HOOK_URL}")
    call_command("punch_out", address(acme, port), *own, stdout=output)

    with use_customer(acme):
        state = PunchOut.objects.get().state
        assert not RentalRequest.objects.exists()
    assert steps(output.getvalue()) == [
        ("entry", "303"),
        ("page", "200"),
        ("check", "200"),
        ("cancel", "200"),
    ]
    assert state == State.CANCELLED


def test_command_books_the_class_and_the_parameters_that_are_named(
    port: int, acme: Customer, at_acme: Buyer, tmp_path: Path
) -> None:
    file = tmp_path / "parameters"
    file.write_text("# of the requester\n\noci_usermail=anna@acme.example\ncostcentre=47=11\n")

    play(acme, port, at_acme, f"--file={file}", "--name=Anna de Vries", "--class=CDMR")

    with use_customer(acme):
        request = RentalRequest.objects.get()
    assert (request.requester_email, request.requester_name, request.cost_centre, request.class_code) == (
        "anna@acme.example",
        "Anna de Vries",
        "47=11",
        "CDMR",
    )


def test_command_looks_for_a_later_period_when_the_proposed_one_is_refused(
    port: int, acme: Customer, at_acme: Buyer
) -> None:
    with use_customer(acme):
        VehicleClass.objects.update(lead_hours=60)

    output = play(acme, port, at_acme)

    assert "Good: the cart came back." in output
    assert steps(output).count(("check", "200")) > 1


def test_command_shows_a_refused_entry(port: int, globex: Customer, at_acme: Buyer, at_globex: Buyer) -> None:
    with pytest.raises(CommandError) as raised:
        play(globex, port, at_acme)

    with use_customer(globex):
        reference = JournalEntry.objects.get().reference
    assert raised.value.returncode == 3
    assert str(raised.value) == (
        f"CREDENTIALS_WRONG: FlexFleet does not recognise your procurement system ({reference})"
    )


def test_command_shows_why_nothing_can_be_booked(port: int, globex: Customer, at_globex: Buyer) -> None:
    with use_customer(globex):
        VehicleClass.objects.update(lead_hours=24 * 60)

    with pytest.raises(CommandError, match=r"must be booked 1440 hours ahead") as raised:
        play(globex, port, at_globex)

    with use_customer(globex):
        assert not RentalRequest.objects.exists()
    assert raised.value.returncode == 4


def test_command_names_the_classes_when_another_is_wanted(port: int, acme: Customer, at_acme: Buyer) -> None:
    with pytest.raises(CommandError, match=r"class XXXX is not offered; there are .*CDMR") as raised:
        play(acme, port, at_acme, "--class=XXXX")

    assert raised.value.returncode == 4


def test_command_tells_findings_and_counts_warnings_when_strict(
    port: int, acme: Customer, at_acme: Buyer
) -> None:
    with use_customer(acme):
        Rate.objects.all().delete()

    output = play(acme, port, at_acme)
    with pytest.raises(CommandError) as raised:
        play(acme, port, at_acme, "--strict")

    assert "warning, line 1, PRICE: The price is 0." in output
    assert (raised.value.returncode, str(raised.value)) == (5, "findings against the cart: 1")


def test_command_tells_a_cart_that_cannot_come_back(port: int, acme: Customer, at_acme: Buyer) -> None:
    with use_customer(acme):
        Connection.objects.filter(slug="srm").update(unit="")

    with pytest.raises(CommandError) as raised:
        play(acme, port, at_acme)

    with use_customer(acme):
        reference = RentalRequest.objects.get().reference
    assert (raised.value.returncode, str(raised.value)) == (
        6,
        f"{reference} is registered, but the page has no form to go back with",
    )


def test_command_tells_an_installation_that_does_not_answer() -> None:
    with pytest.raises(CommandError, match=r"entry: .*refused") as raised:
        call_command("punch_out", "http://127.0.0.1:1/oci/srm/", "--port=0", stdout=io.StringIO())

    assert raised.value.returncode == 7


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--parameter=hunter2"], "A parameter is written NAME=VALUE."),
        (["--parameter==hunter2"], "A parameter is written NAME=VALUE."),
        (["--parameter=hook_url=hunter2"], "Give HOOK_URL by --hook-url: what comes back is compared to it."),
        (["--file=/nowhere"], "Cannot read /nowhere: [Errno 2] No such file or directory: '/nowhere'"),
        (["--key=k1"], "A key is given by --key and --key-file together."),
        (
            ["--key=k1", "--key-file=/nowhere"],
            "Cannot read /nowhere: [Errno 2] No such file or directory: '/nowhere'",
        ),
        (["--port=70000"], "Cannot listen on port 70000: bind(): port must be 0-65535."),
    ],
)
def test_command_refuses_what_it_cannot_read(options: list[str], message: str) -> None:
    with pytest.raises(CommandError) as raised:
        call_command("punch_out", "http://acme.localhost/", "--port=0", *options)

    assert (raised.value.returncode, str(raised.value)) == (1, message)
