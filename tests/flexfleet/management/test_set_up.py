from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from tenants.models import Customer, Membership, StaffMember
from tenants.roles import Role

pytestmark = pytest.mark.django_db


def test_set_up_refuses_a_second_console(console: Customer) -> None:
    with pytest.raises(CommandError, match="There is a console already"):
        call_command("set_up", "noor@europcar.example", "Noor Visser")

    assert not StaffMember.objects.exists()


def test_set_up_makes_a_console_and_an_administrator_who_can_choose_a_password(console: Customer) -> None:
    Customer.objects.filter(pk=console.pk).delete()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{console.schema_name}" CASCADE')
    output = StringIO()

    call_command("set_up", "noor@europcar.example", "Noor Visser", stdout=output)

    made = Customer.objects.get(kind=Customer.Kind.CONSOLE)
    link = output.getvalue().split()[-1]
    page = Client(HTTP_HOST=made.primary_host).get(link, follow=True)
    membership = Membership.objects.select_related("staff").get()
    assert (membership.staff.email, membership.role) == ("noor@europcar.example", Role.ADMINISTRATOR)
    assert membership.customer is None
    assert page.status_code == 200
    assert "new_password1" in page.text
