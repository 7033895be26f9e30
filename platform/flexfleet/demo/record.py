"""What a script needs to know of the demo: addresses, sign-ins, and how each customer's system calls."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flexfleet.demo.secrets import Secrets
from flexfleet.demo.seed.buyers import BUYERS, RETURN_ORIGINS, Buyer
from flexfleet.demo.seed.connections import password_of as connection_password
from flexfleet.demo.seed.staff import STAFF
from flexfleet.demo.seed.staff import password_of as staff_password
from oci.enums import Feeds
from tenants.models import Customer


def write_record(file: Path, *, secrets: Secrets, mail_dir: Path) -> None:
    """Write the record, passwords and all, for this account's eyes only."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(_record(secrets, mail_dir), indent=2, ensure_ascii=False) + "\n")


def _record(secrets: Secrets, mail_dir: Path) -> dict[str, Any]:
    return {
        "console": {
            "url": Customer.objects.get(kind=Customer.Kind.CONSOLE).url(),
            "staff": [
                {
                    "email": person.email,
                    "password": staff_password(person, secrets),
                    "role": person.role.value,
                }
                for person in STAFF
            ],
        },
        "mail_dir": str(mail_dir),
        "customers": [_customer(buyer, secrets) for buyer in BUYERS],
    }


def _customer(buyer: Buyer, secrets: Secrets) -> dict[str, Any]:
    customer = Customer.objects.get(slug=buyer.slug)
    connection = buyer.connection
    return {
        "slug": buyer.slug,
        "url": customer.url(),
        "api_token": None,  # there is no API yet
        "connections": [
            {
                "name": connection.name,
                "entry_url": customer.url(f"/oci/{connection.slug}/"),
                "method": connection.method.upper(),
                "parameter_names": {
                    "hook_url": connection.hook_url_parameter,
                    "user_mail": connection.parameter_of(Feeds.REQUESTER_EMAIL),
                    "user_name": connection.parameter_of(Feeds.REQUESTER_NAME),
                },
                "credentials": {
                    connection.username_parameter: connection.username,
                    connection.password_parameter: connection_password(buyer, secrets),
                },
                "sample_parameters": connection.sample,
                "return_origins": list(RETURN_ORIGINS),
            }
        ],
    }
