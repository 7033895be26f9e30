from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry

from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tenants.workspace.models import Profile
from tests.conftest import Browse, StaffClient

PATH = "/admin/organisation/"
FORM = {
    "display_name": "Acme Infra",
    "primary_colour": "#c2410c",
    "accent_colour": "#fde047",
    "contact_name": "Wagenpark",
    "contact_email": "wagenpark@acme.example",
    "contact_phone": "+31 20 123 45 67",
    "default_language": "en",
    "time_zone": "Europe/Brussels",
    "currency": "EUR",
    "vat_percentage": "21.00",
    "journal_days": "90",
}


def profile(customer: Customer) -> Profile:
    with use_customer(customer):
        return Profile.load()


def picture(colour: str, kind: str = "PNG") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(drawn, kind)
    return drawn.getvalue()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ACCOUNT_MANAGER])
def test_profile_is_edited_at_its_own_customer(
    acme: Customer, globex: Customer, staff_client: StaffClient, role: Role
) -> None:
    response = staff_client(acme, role).post(PATH, FORM)

    changed = profile(acme)
    assert response.headers["Location"] == PATH
    assert {name: str(getattr(changed, name)) for name in FORM} == FORM
    assert profile(globex).display_name == "Globex"
    with use_customer(acme):
        assert list(ModelLogEntry.objects.values_list("action", flat=True)) == ["wagtail.edit"]


def test_profile_is_shown_closed_to_an_auditor(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.AUDITOR)

    page = client.get(PATH)
    attempt = client.post(PATH, FORM)

    assert all(field.disabled for field in page.context["form"].fields.values())
    assert b'type="submit"' not in page.content
    assert attempt.status_code == 302
    assert profile(acme).display_name == "Acme Bouw"


def test_profile_is_not_for_operations(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)

    assert (client.get(PATH).status_code, client.post(PATH, FORM).status_code) == (302, 302)
    assert profile(acme).display_name == "Acme Bouw"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"display_name": ""}, "display_name"),
        ({"primary_colour": "red"}, "primary_colour"),
        ({"primary_colour": "#12345"}, "primary_colour"),
        ({"accent_colour": "#fff;}body{display:none"}, "accent_colour"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"currency": "euro"}, "currency"),
        ({"vat_percentage": "51"}, "vat_percentage"),
        ({"vat_percentage": "-1"}, "vat_percentage"),
        ({"journal_days": "6"}, "journal_days"),
        ({"contact_email": "nowhere"}, "contact_email"),
        ({"default_language": "xx"}, "default_language"),
    ],
)
def test_profile_refuses_what_makes_no_sense(
    acme: Customer, staff_client: StaffClient, values: dict[str, str], field: str
) -> None:
    page = staff_client(acme, Role.ADMINISTRATOR).post(PATH, FORM | values)

    assert list(page.context["form"].errors) == [field]
    assert profile(acme).display_name == "Acme Bouw"


@pytest.mark.parametrize(
    ("colour", "words"),
    [
        ("#00653e", "Text on it is white. It can be read well on a white page."),
        ("#fde047", "Text on it is black. It is too pale to be read on a white page"),
    ],
)
def test_profile_says_what_a_colour_means(
    acme: Customer, staff_client: StaffClient, colour: str, words: str
) -> None:
    client = staff_client(acme, Role.ADMINISTRATOR)
    client.post(PATH, FORM | {"primary_colour": colour, "accent_colour": "#00653e"})

    assert words in client.get(PATH).content.decode()


def upload(client: Any, raw: bytes, name: str = "logo.png") -> Any:
    return client.post(PATH, FORM | {"logo": SimpleUploadedFile(name, raw)})


def test_a_logo_is_drawn_anew_and_served_to_its_own_customer(
    acme: Customer, globex: Customer, staff_client: StaffClient, browse: Browse
) -> None:
    upload(staff_client(acme, Role.ADMINISTRATOR), picture("red", "JPEG"), name="../../evil.svg")

    with use_customer(acme):
        url = Profile.load().logo.url
    served = browse(acme).get(url)
    assert url.startswith("/media/c_acme/brand/logo-")
    assert url.endswith(".png")
    assert (served.status_code, served.headers["Content-Type"]) == (200, "image/png")
    assert served.getvalue().startswith(b"\x89PNG")
    assert browse(globex).get(url).status_code == 404


def test_a_new_logo_takes_the_old_files_place(
    acme: Customer,
    staff_client: StaffClient,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client, names = staff_client(acme, Role.ADMINISTRATOR), []
    for colour in ("red", "blue"):
        with use_customer(acme), django_capture_on_commit_callbacks(execute=True):
            upload(client, picture(colour))
        names.append(profile(acme).logo.name)

    with use_customer(acme):
        assert [default_storage.exists(str(name)) for name in names] == [False, True]


@pytest.mark.parametrize(
    "raw", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", picture("red", "GIF"), b"\x89PNG\r\n"]
)
def test_a_logo_that_is_no_picture_is_refused(acme: Customer, staff_client: StaffClient, raw: bytes) -> None:
    page = upload(staff_client(acme, Role.ADMINISTRATOR), raw)

    assert list(page.context["form"].errors) == ["logo"]
    assert not profile(acme).logo


@pytest.mark.parametrize("days", ["-1", "6", "3651", "99999"])
def test_how_long_the_journal_is_kept_has_one_range(
    acme: Customer, staff_client: StaffClient, days: str
) -> None:
    client = staff_client(acme, Role.ACCOUNT_MANAGER)

    page = client.post(PATH, FORM | {"journal_days": days}, headers={"accept-language": "en"})

    field = page.context["form"]["journal_days"]
    assert field.errors == ["Choose from 7 to 3650 days."]
    assert field.help_text.startswith("From 7 to 3650.")
    assert profile(acme).journal_days == 180
