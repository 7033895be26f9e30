from __future__ import annotations

import pytest
from wagtail.models import Site

from tenants.context import use_customer
from tenants.domain.customers import NameRefusedError, reactivate, rename, suspend
from tenants.models import Customer
from tests.conftest import Browse


def test_rename_changes_lists_and_leaves_the_slug(acme: Customer, globex: Customer) -> None:
    rename(customer=acme, name="  Acme Bouw & Infra ")

    acme.refresh_from_db()
    assert (acme.name, acme.slug, acme.schema_name) == ("Acme Bouw & Infra", "acme", "c_acme")
    with use_customer(acme):
        assert Site.objects.get().site_name == "Acme Bouw & Infra"


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_rename_refuses_what_is_no_name(acme: Customer, name: str) -> None:
    with pytest.raises(NameRefusedError):
        rename(customer=acme, name=name)

    assert Customer.objects.get(pk=acme.pk).name == "Acme Bouw"


def test_suspend_closes_every_door_of_one_customer(acme: Customer, globex: Customer, browse: Browse) -> None:
    suspend(customer=acme)

    assert [browse(customer).get("/admin/login/").status_code for customer in (acme, globex)] == [503, 302]


def test_reactivate_opens_them_again(acme: Customer, browse: Browse) -> None:
    suspend(customer=acme)

    reactivate(customer=acme)

    assert browse(acme).get("/admin/login/").status_code == 302


def test_suspend_and_reactivate_leave_a_closed_customer_closed(acme: Customer) -> None:
    Customer.objects.filter(pk=acme.pk).update(status=Customer.Status.CLOSED)

    suspend(customer=acme)
    reactivate(customer=acme)

    assert acme.status == Customer.Status.CLOSED


def test_suspend_leaves_the_console_open(console: Customer) -> None:
    suspend(customer=console)

    assert console.status == Customer.Status.ACTIVE
