from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from oci.admin.connections import ConnectionViewSet
from oci.domain.connections import find_missing
from oci.domain.signing import create_key
from oci.enums import CartLines, Feeds, Proof, Status
from oci.models import CartField, Connection, Credential, ParameterMapping, ReturnOrigin
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.oci.admin.connection_form import cart_field, connection_form, inline
from tests.oci.buyers import NOW, Buyer, make_buyer

pytestmark = pytest.mark.django_db

# All that the reference of connections names, but for what a button changes.
OPTIONS = [name for name in ConnectionViewSet.inspect_view_fields if name != "status"]


ENGLISH = {"accept-language": "en"}


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


@pytest.fixture
def buyer(acme: Customer) -> Buyer:
    with use_customer(acme):
        return make_buyer()


@pytest.fixture
def blank(acme: Customer) -> Connection:
    """A connection without any row, whose form adds what it posts."""
    with use_customer(acme):
        return Connection.objects.create(slug="srm", name="SRM")


def test_an_account_manager_adds_a_connection_for_a_buyers_system(
    acme: Customer, account_manager: Client
) -> None:
    form = {"name": "SRM production", "slug": "production", "profile": "sap_srm_7"}

    response = account_manager.post("/admin/connections/new/", form)

    with use_customer(acme):
        made = Connection.objects.get(slug="production")
        assert response.headers["Location"] == f"/admin/connections/edit/{made.pk}/"
        assert (made.status, made.profile, made.charset) == (Status.DRAFT, "sap_srm_7", "ISO-8859-1")
        assert list(made.mappings.values_list("parameter", "feeds", "required")) == [
            ("oci_usermail", Feeds.REQUESTER_EMAIL, True),
            ("oci_userfullname", Feeds.REQUESTER_NAME, True),
            ("sap-language", Feeds.LANGUAGE, False),
        ]


@pytest.mark.parametrize("changes", [{"slug": "srm"}, {"slug": ""}, {"profile": "sap_r2"}, {"name": ""}])
def test_a_connection_is_not_added_under_a_taken_address_or_for_an_unknown_system(
    acme: Customer, account_manager: Client, buyer: Buyer, changes: dict[str, str]
) -> None:
    form = {"name": "SRM production", "slug": "production", "profile": "sap_srm_7"}

    response = account_manager.post("/admin/connections/new/", form | changes)

    assert response.status_code == 200
    with use_customer(acme):
        assert not Connection.objects.filter(name="SRM production").exists()


def test_every_option_and_row_is_edited(acme: Customer, account_manager: Client, blank: Connection) -> None:
    form = connection_form()

    response = account_manager.post(f"/admin/connections/edit/{blank.pk}/", form)

    with use_customer(acme):
        made = Connection.objects.get(pk=blank.pk)
        assert response.status_code == 302
        assert {name: getattr(made, name) for name in OPTIONS} == {
            name: True if value == "on" else value
            for name, value in ((name, form.get(name, False)) for name in OPTIONS)
        }
        assert list(made.mappings.values_list("parameter", "feeds")) == [("mail", Feeds.REQUESTER_EMAIL)]
        assert [str(one) for one in made.return_origins.all()] == ["https://erp.example/oci"]
        assert [str(one) for one in made.cart_fields.all()] == ["CUST_FIELD1"]


def test_frame_origins_are_kept_as_browsers_compare_them(
    acme: Customer, account_manager: Client, blank: Connection
) -> None:
    typed = "https://łódź.example\r\nHTTPS://ERP.Example:443/\n  http://[2001:DB8:0::1]:8080"

    account_manager.post(f"/admin/connections/edit/{blank.pk}/", connection_form(frame_origins=typed))

    with use_customer(acme):
        made = Connection.objects.get(slug="production")
    assert made.frame_origins.split("\n") == [
        "https://xn--d-uga0v4h.example",
        "https://erp.example",
        "http://[2001:db8::1]:8080",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": "taken"},
        {"profile": "sap_r2"},
        {"networks": "203.0.113.0/33"},
        {"calls_per_minute": 0},
        {"redirect_origins": "erp.example"},
        {"return_minutes": 0},
        {"required_fields": "vendor"},
        {"unit": "EACH"},
        {"day_unit": "days"},
        {"hook_url_parameter": "a b"},
        {"cancel_parameter": "a=b"},
        {"cancel_rule": "nothing"},
        {"frame_origins": "https://*.example"},
        {"frame_origins": "https://erp.example https://faß.example"},
        {"session_minutes": 1},
        inline("return_origins", {"origin": "erp.example", "path_prefix": "/"}),
        inline(
            "return_origins",
            *[{"origin": f"https://{host}.example", "path_prefix": "/"} for host in ("a", "A")],
        ),
        inline("mappings", *[{"parameter": name, "feeds": "field"} for name in ("wbs", "WBS")]),
        inline("mappings", *[{"parameter": name, "feeds": "project"} for name in ("one", "other")]),
        inline("cart_fields", cart_field(), cart_field(kind="constant", source="x")),
        inline("cart_fields", cart_field(source="no.such.value")),
        inline("cart_fields", cart_field(field="NEW_ITEM-VENDOR[1]")),
    ],
)
def test_a_connection_that_contradicts_itself_is_refused(
    acme: Customer, account_manager: Client, blank: Connection, changes: dict[str, Any]
) -> None:
    with use_customer(acme):
        make_buyer(slug="taken")

    response = account_manager.post(f"/admin/connections/edit/{blank.pk}/", connection_form(**changes))

    assert response.status_code == 200
    with use_customer(acme):
        assert Connection.objects.get(pk=blank.pk).slug == "srm"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            inline("mappings", {"parameter": "OCI_usermail", "feeds": "field"}),
            "This parameter is mapped twice.",
        ),
        (
            inline("mappings", {"parameter": "x", "feeds": "cost_centre"}),
            "Two parameters feed this. Keep one.",
        ),
        (
            inline("return_origins", {"origin": "https://ERP.example", "path_prefix": "/oci"}),
            "This return address is there twice.",
        ),
        (
            inline("cart_fields", cart_field()),
            "There are two rules for this field and these lines. Keep one.",
        ),
    ],
)
def test_a_row_that_somebody_else_has_added_meanwhile_is_not_doubled(
    acme: Customer, account_manager: Client, buyer: Buyer, rows: dict[str, Any], message: str
) -> None:
    with use_customer(acme):
        CartField.objects.create(connection=buyer.connection, field="CUST_FIELD1", source="x")
    nothing = inline("mappings") | inline("return_origins") | inline("cart_fields")

    page = account_manager.post(
        f"/admin/connections/edit/{buyer.connection.pk}/",
        connection_form(**nothing | rows),
        headers={"accept-language": "en"},
    )

    assert page.status_code == 200
    assert message in page.content.decode()


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        (Status.DRAFT, Status.TEST, False),
        (Status.TEST, Status.LIVE, False),
        (Status.LIVE, Status.OFF, False),
        (Status.OFF, Status.LIVE, False),
        (Status.DRAFT, Status.LIVE, True),
    ],
)
def test_the_status_changes_by_a_button(
    acme: Customer, account_manager: Client, buyer: Buyer, before: Status, after: Status, *, stays: bool
) -> None:
    with use_customer(acme):
        Connection.objects.filter(pk=buyer.connection.pk).update(status=before)
    address = f"/admin/connections/{buyer.connection.pk}/{after.value}/"

    assert account_manager.get(address).status_code == 200
    account_manager.post(address)

    with use_customer(acme):
        buyer.connection.refresh_from_db()
        assert buyer.connection.status == (before if stays else after)


def test_an_incomplete_connection_stays_a_draft(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        Connection.objects.filter(pk=buyer.connection.pk).update(status=Status.DRAFT)
        ParameterMapping.objects.filter(feeds=Feeds.REQUESTER_EMAIL).delete()
        Credential.objects.filter(connection=buyer.connection).update(valid_until=NOW - timedelta(days=1))

    page = account_manager.post(f"/admin/connections/{buyer.connection.pk}/test/", follow=True)

    assert (
        "Maak eerst een toegangscode" in page.content.decode()
        or "Make a credential first" in page.content.decode()
    )
    with use_customer(acme):
        buyer.connection.refresh_from_db()
        assert buyer.connection.status == Status.DRAFT


@pytest.mark.parametrize(
    ("proof", "keys", "missing"),
    [
        (Proof.PASSWORD, 0, []),
        (Proof.SIGNATURE, 0, ["Make a signing key first."]),
        (Proof.SIGNATURE, 1, []),
        (Proof.EITHER, 0, []),
    ],
)
def test_a_connection_needs_the_proof_that_its_calls_carry(
    acme: Customer, proof: Proof, keys: int, missing: list[str]
) -> None:
    with use_customer(acme), translation.override("en"):
        connection = make_buyer(proof=proof, status=Status.DRAFT).connection
        for _ in range(keys):
            create_key(connection=connection, now=NOW)

        found = find_missing(connection=connection, status=Status.LIVE, now=NOW)
        assert [one.words for one in found] == missing


def test_live_needs_an_accepted_return_address(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    with use_customer(acme):
        Connection.objects.filter(pk=buyer.connection.pk).update(status=Status.TEST)
        ReturnOrigin.objects.update(accepted=False)

    account_manager.post(f"/admin/connections/{buyer.connection.pk}/live/")

    with use_customer(acme):
        buyer.connection.refresh_from_db()
        assert buyer.connection.status == Status.TEST


@pytest.mark.parametrize(
    ("role", "changed"),
    [
        (Role.ADMINISTRATOR, 200),
        (Role.ACCOUNT_MANAGER, 200),
        (Role.OPERATIONS, 302),
        (Role.AUDITOR, 302),
    ],
)
def test_roles_see_or_change_connections(
    acme: Customer, staff_client: StaffClient, buyer: Buyer, role: Role, changed: int
) -> None:
    client = staff_client(acme, role)
    pk = buyer.connection.pk

    answers = {
        address: client.get(f"/admin/connections/{address}").status_code
        for address in ("", f"inspect/{pk}/", "new/", f"edit/{pk}/")
    }

    assert answers == {"": 200, f"inspect/{pk}/": 200, "new/": changed, f"edit/{pk}/": changed}
    if changed != 200:
        for address in (f"{pk}/credentials/", f"{pk}/keys/", f"{pk}/profile/", f"{pk}/off/"):
            assert client.get(f"/admin/connections/{address}").status_code in (302, 403, 404)
            assert client.post(f"/admin/connections/{address}").status_code in (302, 403, 404)
        with use_customer(acme):
            buyer.connection.refresh_from_db()
            assert buyer.connection.status == Status.LIVE


def test_the_console_has_no_connections(console: Customer, staff_client: StaffClient) -> None:
    client = staff_client(console, Role.ADMINISTRATOR)

    for address in ("connections/", "connections/new/", "journal/"):
        assert client.get(f"/admin/{address}").status_code in (302, 403, 404)
    assert "/admin/connections/" not in client.get("/admin/").content.decode()


def test_another_customers_connection_is_not_there(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        for number in range(3):
            theirs = make_buyer(slug=f"acme-{number}").connection
    client = staff_client(globex, Role.ACCOUNT_MANAGER)

    assert client.get(f"/admin/connections/edit/{theirs.pk}/").status_code == 404
    assert client.get(f"/admin/connections/{theirs.pk}/credentials/").status_code == 404
    assert "acme-2" not in client.get("/admin/connections/").content.decode()


def test_the_list_asks_the_database_no_more_for_more_rows(acme: Customer, account_manager: Client) -> None:
    counts = []
    for slugs in (["one"], ["two", "three"]):
        with use_customer(acme):
            for slug in slugs:
                make_buyer(slug=slug)
        account_manager.get("/admin/connections/")
        with CaptureQueriesContext(database) as queries:
            account_manager.get("/admin/connections/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.TEST, "Put live"),
        (Status.DRAFT, "Put in test"),
    ],
)
def test_a_connection_shows_its_status_its_address_and_the_next_step(
    acme: Customer, account_manager: Client, buyer: Buyer, status: Status, told: str
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=status)

    page = account_manager.get(
        f"/admin/connections/edit/{buyer.connection.pk}/", headers={"accept-language": "en"}
    ).content.decode()

    top = page.partition('<dl class="once">')[2].partition("<form")[0]
    assert f">{status.label}</span>" in top
    assert f"<code>http://{acme.primary_host}/oci/srm/</code>" in top
    assert told in top


def test_a_connection_says_what_its_next_step_still_needs(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=Status.TEST)
        ReturnOrigin.objects.all().delete()

    page = account_manager.get(
        f"/admin/connections/edit/{buyer.connection.pk}/", headers={"accept-language": "en"}
    ).content.decode()

    top = page.partition('<dl class="once">')[2].partition("<form")[0]
    assert link(top, "Accept at least one return address.") == "#id_return_origins-FORMS"
    assert "Put live" not in top


def link(page: str, words: str) -> str:
    """Where a sentence leads."""
    return page.partition(f">{words}<")[0].rpartition('href="')[2].partition('"')[0]


def above_the_form(client: Client, connection: Connection) -> str:
    page = client.get(f"/admin/connections/edit/{connection.pk}/", headers=ENGLISH).content.decode()
    return page.partition('<dl class="once">')[2].partition("<form")[0]


def test_what_is_missing_is_named_with_the_way_there_before_anybody_confirms(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=Status.DRAFT)
        Credential.objects.all().delete()
        ParameterMapping.objects.all().delete()
    pk = buyer.connection.pk

    page = account_manager.get(f"/admin/connections/{pk}/test/", headers=ENGLISH).content.decode()

    assert link(page, "Make a credential first.") == f"/admin/connections/{pk}/credentials/"
    mail = link(page, "Say which parameter brings the requester&#x27;s e-mail.")
    assert mail == f"/admin/connections/edit/{pk}/#id_mappings-FORMS"
    assert ">Put in test</button>" not in page
    assert "takes calls" not in page


@pytest.mark.parametrize(("allow_http", "words"), [(True, []), (False, ["http"])])
def test_a_return_address_that_would_be_refused_does_not_count_for_live(
    acme: Customer, words: list[str], *, allow_http: bool
) -> None:
    with use_customer(acme), translation.override("en"):
        connection = make_buyer(allow_http=allow_http).connection
        ReturnOrigin.objects.update(origin="http://erp.example")

        found = find_missing(connection=connection, status=Status.LIVE, now=NOW)

        assert ["http" for one in found if "“accept http”" in one.words] == words
        assert find_missing(connection=connection, status=Status.TEST, now=NOW) == []


@pytest.mark.parametrize("lines", CartLines.values)
def test_live_is_not_offered_while_every_cart_would_be_stopped(
    acme: Customer, account_manager: Client, lines: str
) -> None:
    with use_customer(acme):
        connection = make_buyer(status=Status.TEST, required_fields="MATGROUP", cart_lines=lines).connection

    top = above_the_form(account_manager, connection)
    account_manager.post(f"/admin/connections/{connection.pk}/live/")

    words = "The cart would be stopped, line 1, MATGROUP: A field that this procurement system insists on is missing."
    assert link(top, words) == f"/admin/connections/{connection.pk}/cart/"
    assert ("line 2" in top) == (lines == CartLines.PER_CHARGE)
    assert "Put live" not in top
    with use_customer(acme):
        connection.refresh_from_db()
        assert connection.status == Status.TEST


def test_the_page_of_a_connection_in_test_says_what_to_arrange(
    acme: Customer, account_manager: Client
) -> None:
    with use_customer(acme):
        connection = make_buyer(status=Status.TEST, profile="sap_srm_7", required_fields="").connection
        ReturnOrigin.objects.create(connection=connection, origin="https://new.example", accepted=False)

    top = above_the_form(account_manager, connection)

    assert "The unit must be one that SAP knows by its ISO code." in top
    frames = "“Frames” is empty: browsers show nothing of our pages in the frame of this system."
    assert link(top, frames) == "#id_frame_origins"
    proposed = "1 return address is proposed and waits for your tick."
    assert link(top, proposed) == "#id_return_origins-FORMS"


@pytest.mark.parametrize("options", [{"status": Status.LIVE}, {"frame_origins": "https://erp.example"}])
def test_frames_are_asked_for_only_where_they_are_missing(
    acme: Customer, account_manager: Client, options: dict[str, Any]
) -> None:
    with use_customer(acme):
        connection = make_buyer(**{"status": Status.TEST, "profile": "sap_srm_7", **options}).connection

    assert "“Frames” is empty" not in above_the_form(account_manager, connection)


def test_a_connection_that_had_visits_is_switched_off_instead_of_deleted(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        buyer.open()
    pk = buyer.connection.pk

    page = account_manager.post(f"/admin/connections/delete/{pk}/", headers=ENGLISH, follow=True)

    assert page.redirect_chain == [(f"/admin/connections/edit/{pk}/", 302)]
    assert "“SRM” has had visits and cannot be deleted. Switch it off instead" in page.content.decode()
    with use_customer(acme):
        assert Connection.objects.filter(pk=pk).exists()


def test_a_connection_without_a_visit_is_deleted_with_its_rows(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    account_manager.post(f"/admin/connections/delete/{buyer.connection.pk}/")

    with use_customer(acme):
        assert not Connection.objects.filter(pk=buyer.connection.pk).exists()
        assert not Credential.objects.filter(connection=buyer.connection.pk).exists()


@pytest.mark.parametrize(("status", "told"), [(Status.LIVE, True), (Status.TEST, True), (Status.OFF, False)])
def test_deleting_a_connection_that_takes_calls_says_what_that_means(
    acme: Customer, account_manager: Client, buyer: Buyer, status: Status, *, told: bool
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=status)

    page = account_manager.get(f"/admin/connections/delete/{buyer.connection.pk}/", headers=ENGLISH)

    assert ("calls to /oci/srm/ would be refused from now on" in page.content.decode()) == told
