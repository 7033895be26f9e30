"""The demo's connections: how each customer's system calls, and where it may be returned to."""

from __future__ import annotations

from datetime import datetime

from flexfleet.demo.secrets import Secrets
from flexfleet.demo.seed.buyers import RETURN_ORIGINS, Buyer
from oci.domain import starter
from oci.domain.credentials import create_credential
from oci.enums import Feeds, Status
from oci.models import Connection, ParameterMapping, ReturnOrigin
from oci.models.parameter_mapping import LABEL_LANGUAGES

REQUIRED = (Feeds.REQUESTER_EMAIL, Feeds.REQUESTER_NAME)


def password_of(buyer: Buyer, secrets: Secrets) -> str:
    return secrets[f"connection/{buyer.slug}/{buyer.connection.slug}"]


def create_connection(buyer: Buyer, *, secrets: Secrets, now: datetime) -> None:
    """Put the customer's own connection in the place of the one that every customer begins with."""
    planned = buyer.connection
    Connection.objects.filter(slug=starter.SLUG).delete()
    connection = Connection(
        slug=planned.slug,
        name=planned.name,
        status=Status.LIVE,
        method=planned.method,
        hook_url_parameter=planned.hook_url_parameter,
        charset=planned.charset,
        allow_http=True,
        frame_origins="\n".join(RETURN_ORIGINS),
        auto_submit=planned.auto_submit,
        vendor_number=planned.vendor_number,
        material_group=planned.material_group,
        vendor_material=planned.vendor_material,
        order_rule=planned.order_rule,
    )
    connection.full_clean()
    connection.save()
    for parameter in planned.parameters:
        ParameterMapping.objects.create(
            connection=connection,
            parameter=parameter.name,
            feeds=parameter.feeds,
            **{
                f"label_{language}": text
                for language, text in zip(LABEL_LANGUAGES, parameter.labels, strict=True)
            },
            required=parameter.feeds in REQUIRED,
            shown=parameter.shown,
        )
    for origin in RETURN_ORIGINS:
        ReturnOrigin.objects.create(connection=connection, origin=origin)
    created = create_credential(
        connection=connection,
        username=planned.username,
        username_parameter=planned.username_parameter,
        password_parameter=planned.password_parameter,
        now=now,
    )
    secrets.keep(f"connection/{buyer.slug}/{planned.slug}", created.secret)
