"""Who is signed in, and what they may do: asked again at every request, so that a revoked role ends at once."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Model
from django.http import HttpRequest

from tenants.context import current_customer
from tenants.domain.access import role_here
from tenants.roles import Role, grants
from tenants.workspace.models import User


class StaffBackend(ModelBackend):
    """Passwords at the console only; permissions from the role table, never from rows in a schema."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """Check an e-mail address and password. On a customer's host nobody has one: the console hands over."""
        if not current_customer().is_console:
            return None
        return super().authenticate(request, username, password, **kwargs)

    def user_can_authenticate(self, user: Any) -> bool:
        """A mirror lives only as long as the membership behind it says exactly the same role."""
        if not isinstance(user, User) or not super().user_can_authenticate(user):
            return False
        return role_here(staff_id=user.staff_id) == user.role

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        return grants(perm, role=Role(user_obj.role), console=current_customer().is_console)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(
            self.has_perm(user_obj, f"{app_label}.{verb}") for verb in ("view", "add", "change", "access")
        )

    def get_all_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        """Nothing to list: a permission here is an answer, not a row."""
        return set()
