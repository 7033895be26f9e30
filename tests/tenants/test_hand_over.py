from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from tenants.context import use_customer
from tenants.domain.hand_over import LIFETIME, NoRoleError, issue_token, mirror, redeem_token
from tenants.domain.staff import change_staff, deactivate, set_roles
from tenants.models import Customer, HandOver, StaffMember
from tenants.roles import Role
from tenants.workspace.models import User
from tests.conftest import Browse
from tests.tenants.conftest import AtConsole, Hire


def arrive(browse: Browse, customer: Customer, token: str) -> Client:
    client = browse(customer)
    client.post("/hand-over/", {"token": token})
    return client


def status(client: Client) -> int:
    return client.get("/admin/").status_code


def token_for(staff: StaffMember, customer: Customer) -> str:
    return issue_token(staff=staff, customer=customer, now=timezone.now())


def test_hand_over_leads_from_the_console_into_the_customer(
    acme: Customer, globex: Customer, hire: Hire, at_console: AtConsole, browse: Browse
) -> None:
    staff = hire({acme: Role.ACCOUNT_MANAGER})

    form = at_console(staff).get("/go/acme/", {"next": "/admin/organisation/"})
    client = browse(acme)
    arrival = client.post("/hand-over/", {"token": form.context["token"], "next": form.context["next"]})
    page = client.get("/admin/organisation/")

    assert form.context["action"] == "http://acme.localhost:8000/hand-over/"
    policy = [part.strip() for part in form.headers["Content-Security-Policy"].split(";")]
    assert "form-action 'self' http://acme.localhost:8000" in policy
    assert (arrival.status_code, arrival.headers["Location"]) == (302, "/admin/organisation/")
    assert page.status_code == 200
    with use_customer(acme):
        user = User.objects.get(staff_id=staff.pk)
        assert (user.name, user.email, user.role) == (staff.name, staff.email, Role.ACCOUNT_MANAGER)
        assert not user.has_usable_password()
    with use_customer(globex):
        assert not User.objects.filter(staff_id=staff.pk).exists()


def test_hand_over_keeps_only_the_hash_of_a_token(acme: Customer, hire: Hire) -> None:
    token = token_for(hire({acme: Role.AUDITOR}), acme)

    assert [row.token_hash == token or len(row.token_hash) != 64 for row in HandOver.objects.all()] == [False]


def test_hand_over_is_offered_for_customers_with_a_role_only(
    acme: Customer, globex: Customer, hire: Hire, at_console: AtConsole
) -> None:
    client = at_console(hire({acme: Role.ADMINISTRATOR}))

    assert client.get("/go/acme/").status_code == 200
    assert client.get("/go/globex/").status_code == 404
    assert client.get("/go/console/").status_code == 404
    assert client.get("/go/nobody/").status_code == 404


def test_hand_over_issues_no_token_without_a_role(acme: Customer, globex: Customer, hire: Hire) -> None:
    staff = hire({acme: Role.ADMINISTRATOR})

    with pytest.raises(NoRoleError):
        token_for(staff, globex)

    assert not HandOver.objects.exists()


def test_hand_over_at_the_console_asks_for_the_sign_in_first(
    acme: Customer, console: Customer, browse: Browse
) -> None:
    response = browse(console).get("/go/acme/", {"next": "/admin/organisation/"})

    assert response.status_code == 302
    assert urlsplit(response.headers["Location"]).path == "/admin/login/"
    assert parse_qs(urlsplit(response.headers["Location"]).query) == {
        "next": ["/go/acme/?next=%2Fadmin%2Forganisation%2F"]
    }


def test_hand_over_refuses_a_token_for_another_customer(
    acme: Customer, globex: Customer, hire: Hire, browse: Browse
) -> None:
    staff = hire({acme: Role.ADMINISTRATOR, globex: Role.ADMINISTRATOR})
    token = token_for(staff, acme)

    stranger = browse(globex)
    refusal = stranger.post("/hand-over/", {"token": token})

    assert (refusal.status_code, status(stranger)) == (403, 302)
    # The mistake did not spend it.
    assert status(arrive(browse, acme, token)) == 200


def test_hand_over_refuses_a_spent_token(
    acme: Customer, globex: Customer, hire: Hire, browse: Browse
) -> None:
    token = token_for(hire({acme: Role.ADMINISTRATOR}), acme)
    first = arrive(browse, acme, token)

    second = browse(acme)
    refusal = second.post("/hand-over/", {"token": token})

    assert refusal.status_code == 403
    assert (status(first), status(second)) == (200, 302)


@pytest.mark.parametrize(("age", "expected"), [(LIFETIME - timedelta(seconds=5), 200), (LIFETIME, 302)])
def test_hand_over_refuses_an_old_token(
    acme: Customer, hire: Hire, browse: Browse, age: timedelta, expected: int
) -> None:
    token = issue_token(staff=hire({acme: Role.AUDITOR}), customer=acme, now=timezone.now() - age)

    assert status(arrive(browse, acme, token)) == expected


@pytest.mark.parametrize("token", ["", "unknown", "a" * 10_000, "\x00"])
def test_hand_over_refuses_an_unknown_token(acme: Customer, browse: Browse, token: str) -> None:
    response = browse(acme).post("/hand-over/", {"token": token})

    assert response.status_code == 403
    assert "http://console.localhost:8000/go/acme/" in response.content.decode()


def test_hand_over_refuses_who_lost_the_role_on_the_way(acme: Customer, hire: Hire, browse: Browse) -> None:
    staff = hire({acme: Role.ADMINISTRATOR})
    token = token_for(staff, acme)
    set_roles(staff=staff, roles={})

    client = browse(acme)
    refusal = client.post("/hand-over/", {"token": token})

    assert (refusal.status_code, status(client)) == (403, 302)


@pytest.mark.parametrize("origin", ["https://evil.example", "http://globex.localhost:8000", "null"])
def test_hand_over_refuses_a_form_of_somebody_elses_page(
    acme: Customer, hire: Hire, browse: Browse, origin: str
) -> None:
    token = token_for(hire({acme: Role.OPERATIONS}), acme)
    client = browse(acme)

    response = client.post("/hand-over/", {"token": token}, headers={"origin": origin})

    assert (response.status_code, status(client)) == (403, 302)


def test_hand_over_accepts_the_consoles_form(acme: Customer, hire: Hire, browse: Browse) -> None:
    token = token_for(hire({acme: Role.OPERATIONS}), acme)
    client = browse(acme)

    client.post("/hand-over/", {"token": token}, headers={"origin": "http://console.localhost:8000"})

    assert status(client) == 200


def test_hand_over_is_a_post(acme: Customer, hire: Hire, browse: Browse) -> None:
    """A token in an address would stay in histories and logs."""
    token = token_for(hire({acme: Role.ADMINISTRATOR}), acme)

    assert browse(acme).get("/hand-over/", {"token": token}).status_code == 405


def test_session_ends_when_the_role_is_revoked(
    acme: Customer, globex: Customer, hire: Hire, browse: Browse
) -> None:
    staff = hire({acme: Role.OPERATIONS, globex: Role.OPERATIONS})
    at_acme = arrive(browse, acme, token_for(staff, acme))
    at_globex = arrive(browse, globex, token_for(staff, globex))
    before = (status(at_acme), status(at_globex))

    set_roles(staff=staff, roles={globex: Role.OPERATIONS})

    assert before == (200, 200)
    assert (status(at_acme), status(at_globex)) == (302, 200)


def test_session_ends_when_the_role_changes(
    acme: Customer, globex: Customer, hire: Hire, browse: Browse
) -> None:
    staff = hire({acme: Role.ADMINISTRATOR})
    client = arrive(browse, acme, token_for(staff, acme))
    before = status(client)

    set_roles(staff=staff, roles={acme: Role.AUDITOR})

    assert (before, status(client)) == (200, 302)


def test_session_ends_everywhere_when_staff_is_deactivated(
    acme: Customer, globex: Customer, hire: Hire, browse: Browse, at_console: AtConsole
) -> None:
    staff = hire({None: Role.OPERATIONS})
    clients = [
        at_console(staff),
        arrive(browse, acme, token_for(staff, acme)),
        arrive(browse, globex, token_for(staff, globex)),
    ]
    before = [status(client) for client in clients]

    deactivate(staff=staff)

    assert before == [200, 200, 200]
    assert [status(client) for client in clients] == [302, 302, 302]


def test_session_of_one_customer_is_worthless_at_another(
    acme: Customer, globex: Customer, console: Customer, hire: Hire, browse: Browse
) -> None:
    staff = hire({None: Role.ADMINISTRATOR})
    for customer in (acme, globex):
        with use_customer(customer):
            mirror(staff, role=Role.ADMINISTRATOR)
    cookie = arrive(browse, acme, token_for(staff, acme)).cookies[settings.SESSION_COOKIE_NAME]
    strangers = [browse(globex), browse(console)]
    for stranger in strangers:
        stranger.cookies[settings.SESSION_COOKIE_NAME] = cookie.value

    assert cookie["domain"] == ""
    assert [status(stranger) for stranger in strangers] == [302, 302]


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "javascript:alert(1)",
        "evil.example",
        "http:///evil.example",
        "/\t/evil.example/",
        "",
    ],
)
def test_hand_over_never_leads_elsewhere(
    acme: Customer, globex: Customer, hire: Hire, browse: Browse, at_console: AtConsole, target: str
) -> None:
    staff = hire({acme: Role.ADMINISTRATOR})

    leaving = at_console(staff).get("/go/acme/", {"next": target})
    arrival = browse(acme).post("/hand-over/", {"token": token_for(staff, acme), "next": target})
    signpost = browse(acme).get("/admin/login/", {"next": target})
    refusal = browse(acme).post("/hand-over/", {"token": "spent", "next": target})

    assert leaving.context["next"] == "/admin/"
    assert arrival.headers["Location"] == "/admin/"
    assert signpost.headers["Location"] == "http://console.localhost:8000/go/acme/?next=%2Fadmin%2F"
    assert refusal.context["console"] == "http://console.localhost:8000/go/acme/?next=%2Fadmin%2F"


def test_who_is_not_signed_in_is_sent_by_way_of_the_console(acme: Customer, browse: Browse) -> None:
    client = browse(acme)

    to_login = client.get("/admin/organisation/")
    to_console = client.get(to_login.headers["Location"])

    assert to_login.headers["Location"] == "/admin/login/?next=/admin/organisation/"
    assert to_console.headers["Location"] == (
        "http://console.localhost:8000/go/acme/?next=%2Fadmin%2Forganisation%2F"
    )


def test_hand_over_brings_preferences_along_once(
    acme: Customer, globex: Customer, console: Customer, hire: Hire
) -> None:
    staff = hire({acme: Role.AUDITOR})
    with use_customer(console):
        UserProfile.objects.create(
            user=User.objects.get(staff_id=staff.pk), preferred_language="nl", theme="dark"
        )

    with use_customer(acme):
        redeem_token(token=token_for(staff, acme), now=timezone.now())
        first = UserProfile.objects.values_list("preferred_language", "theme").get()
        UserProfile.objects.update(preferred_language="en")
        redeem_token(token=token_for(staff, acme), now=timezone.now())
        second = UserProfile.objects.values_list("preferred_language", "theme").get()

    assert (first, second) == (("nl", "dark"), ("en", "dark"))


def test_mirror_follows_name_and_address(acme: Customer, globex: Customer, hire: Hire) -> None:
    staff = hire({acme: Role.AUDITOR})
    with use_customer(acme):
        mirror(staff, role=Role.AUDITOR)
    change_staff(staff=staff, email="New.Name@europcar.example", name="New Name")

    with use_customer(acme):
        user = redeem_token(token=token_for(staff, acme), now=timezone.now())

    assert (user.name, user.email) == ("New Name", "new.name@europcar.example")
    with use_customer(acme):
        assert User.objects.filter(staff_id=staff.pk).count() == 1


def test_mirror_makes_way_for_an_address_that_changed_hands(acme: Customer, hire: Hire) -> None:
    """The former owner's mirror still has it, until that person comes again."""
    former, heir = hire({acme: Role.AUDITOR}), hire({acme: Role.AUDITOR})
    address = former.email
    with use_customer(acme):
        mirror(former, role=Role.AUDITOR)
    change_staff(staff=former, email="elsewhere@europcar.example", name=former.name)
    change_staff(staff=heir, email=address, name=heir.name)

    with use_customer(acme):
        user = mirror(heir, role=Role.AUDITOR)

        assert user.email == address
        assert User.objects.get(staff_id=former.pk).email == f"{former.pk}@former.invalid"
