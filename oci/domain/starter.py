"""What a new customer begins with: one connection in test, with a credential, that takes the usual parameters."""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext

from oci.domain.credentials import create_credential
from oci.enums import Feeds, Status
from oci.models import Connection, ParameterMapping
from tenants.models import Customer
from tenants.workspace.models import Profile

SLUG = "default"

# The names that most customers agree on; the account manager changes them.
MAPPINGS = (
    ("oci_usermail", Feeds.REQUESTER_EMAIL),
    ("oci_userfullname", Feeds.REQUESTER_NAME),
    ("purchase_number", Feeds.PURCHASE_NUMBER),
    ("cost_centre", Feeds.COST_CENTRE),
)
REQUIRED = (Feeds.REQUESTER_EMAIL, Feeds.REQUESTER_NAME)


def install(sender: object, *, customer: Customer, **_kwargs: Any) -> dict[str, str]:
    """Receiver of `customer_provisioned`. Returns what is shown once: where to call, as whom.

    The connection is in test: it works, and each origin it is called with is proposed to the account manager.
    """
    with translation.override(Profile.load().default_language):
        # Employees read it: "Return to …".
        name = gettext("Procurement system")
    connection = Connection.objects.create(slug=SLUG, name=name, status=Status.TEST)
    ParameterMapping.objects.bulk_create(
        ParameterMapping(connection=connection, parameter=parameter, feeds=feeds, required=feeds in REQUIRED)
        for parameter, feeds in MAPPINGS
    )
    made = create_credential(connection=connection, username=customer.slug, now=timezone.now())
    return {
        gettext("Entry address"): customer.url(f"/oci/{SLUG}/"),
        made.credential.username_parameter: made.credential.username,
        made.credential.password_parameter: made.secret,
        gettext("Further parameters"): ", ".join(
            [connection.hook_url_parameter, *(parameter for parameter, _feeds in MAPPINGS)]
        ),
    }
