from __future__ import annotations

import pytest
from wagtail.models import Site

from tenants.context import use_customer
from tenants.domain.hosts import HostRefusedError, HostTakenError, set_hosts
from tenants.domain.provisioning import create_customer
from tenants.models import Customer, Domain


def hosts(customer: Customer) -> dict[str, bool]:
    return dict(customer.domains.values_list("domain", "is_primary"))


def site(customer: Customer) -> tuple[str, int, str]:
    with use_customer(customer):
        only = Site.objects.get()
        return only.hostname, only.port, only.site_name


def test_set_hosts_replaces_the_hosts_and_moves_the_links(acme: Customer, globex: Customer) -> None:
    set_hosts(customer=acme, primary="Wagenpark.Acme.example.", others=["acme.localhost", "old.acme.example"])

    assert hosts(acme) == {
        "wagenpark.acme.example": True,
        "acme.localhost": False,
        "old.acme.example": False,
    }
    assert acme.url("/oci/") == "http://wagenpark.acme.example:8000/oci/"
    assert site(acme) == ("wagenpark.acme.example", 8000, "Acme Bouw")
    assert hosts(globex) == {"globex.localhost": True}
    assert site(globex) == ("globex.localhost", 8000, "Globex")


def test_set_hosts_takes_hosts_away(acme: Customer) -> None:
    set_hosts(customer=acme, primary="a.example", others=["b.example", "c.example"])

    set_hosts(customer=acme, primary="c.example")

    assert hosts(acme) == {"c.example": True}


@pytest.mark.parametrize(
    ("primary", "others", "error"),
    [
        ("globex.localhost", [], HostTakenError),
        ("acme.localhost", ["GLOBEX.localhost"], HostTakenError),
        ("console.localhost", [], HostRefusedError),
        ("acme.localhost", ["api.localhost"], HostRefusedError),
        ("not a host", [], HostRefusedError),
        ("https://acme.example", [], HostRefusedError),
        ("acme.example:8000", [], HostRefusedError),
        ("", [], HostRefusedError),
        ("acme.localhost", ["-acme.example"], HostRefusedError),
    ],
)
def test_set_hosts_refuses_and_changes_nothing(
    acme: Customer, globex: Customer, primary: str, others: list[str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        set_hosts(customer=acme, primary=primary, others=["first.acme.example", *others])

    assert hosts(acme) == {"acme.localhost": True}
    assert Domain.objects.get(domain="globex.localhost").tenant == globex
    assert site(acme) == ("acme.localhost", 8000, "Acme Bouw")


def test_a_new_customer_has_its_site_at_its_host(acme: Customer) -> None:
    made = create_customer(slug="initech", name="Initech", host="wagenpark.initech.example").customer

    assert site(made) == ("wagenpark.initech.example", 8000, "Initech")
