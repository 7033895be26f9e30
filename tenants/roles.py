"""What each role may do, as one table.

A permission is asked for as Django writes it (`catalog.change_rate`): app label, verb, model. The table grants verbs
per app, so a new model needs no entry of its own; where one model differs from its app, it has one
(`tenants.customer`). `tenants.auth.StaffBackend` answers from it; nobody is superuser.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Staff roles, the most powerful first."""

    ADMINISTRATOR = "administrator", _("administrator")
    ACCOUNT_MANAGER = "account_manager", _("account manager")
    OPERATIONS = "operations", _("operations")
    AUDITOR = "auditor", _("auditor")


Grants = Mapping[str, frozenset[str]]

_VIEW = frozenset({"view"})
_EDIT = frozenset({"view", "add", "change", "delete"})
_HANDLE = frozenset({"view", "change"})
_ENTER = frozenset({"access"})

# On a customer's own host.
CUSTOMER_GRANTS: Mapping[Role, Grants] = {
    Role.ADMINISTRATOR: {
        "wagtailadmin": _ENTER,
        "workspace": _EDIT,
        "catalog": _EDIT,
        "oci": _EDIT,
        "reservations": _HANDLE,
        "reservations.extrafield": _EDIT,
        "reservations.fieldgroup": _EDIT,
    },
    Role.ACCOUNT_MANAGER: {
        "wagtailadmin": _ENTER,
        "workspace": _EDIT,
        "catalog": _EDIT,
        "oci": _EDIT,
        "reservations": _VIEW,
        "reservations.extrafield": _EDIT,
        "reservations.fieldgroup": _EDIT,
    },
    Role.OPERATIONS: {
        "wagtailadmin": _ENTER,
        "catalog": _VIEW,
        "oci": _VIEW,
        "reservations": _HANDLE,
        "reservations.extrafield": _VIEW,
        "reservations.fieldgroup": _VIEW,
    },
    Role.AUDITOR: {
        "wagtailadmin": _ENTER,
        "workspace": _VIEW,
        "catalog": _VIEW,
        "oci": _VIEW,
        "reservations": _VIEW,
    },
}

# At the console. A role for single customers only opens the console's lists, cut down to those customers;
# what is under `_EDIT` here takes a role for all customers (`tenants.domain.access.console_role`).
CONSOLE_GRANTS: Mapping[Role, Grants] = {
    Role.ADMINISTRATOR: {"wagtailadmin": _ENTER, "tenants": _EDIT},
    # Making and fitting customers is their work; staff and roles are not.
    Role.ACCOUNT_MANAGER: {"wagtailadmin": _ENTER, "tenants": _VIEW, "tenants.customer": _EDIT},
    Role.OPERATIONS: {"wagtailadmin": _ENTER, "tenants": _VIEW},
    Role.AUDITOR: {"wagtailadmin": _ENTER, "tenants": _VIEW},
}


def grants(permission: str, *, role: Role, console: bool) -> bool:
    """Whether `role` includes `permission` (`app_label.verb_model`), at the console or on a customer's host."""
    app_label, _dot, codename = permission.partition(".")
    verb, _underscore, model = codename.partition("_")
    granted = (CONSOLE_GRANTS if console else CUSTOMER_GRANTS)[role]
    return verb in granted.get(f"{app_label}.{model}", granted.get(app_label, frozenset()))


def strongest(roles: list[Role]) -> Role | None:
    """The most powerful of several roles, or None where there are none."""
    order = list(Role)
    return min(roles, key=order.index, default=None)
