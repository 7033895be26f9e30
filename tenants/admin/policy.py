"""Who may do what with the tenancy's own rows: what the role table (`tenants.roles`) says, narrowed, never widened."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy, ModelPermissionPolicy

from tenants.domain.access import customers_of
from tenants.models import Customer
from tenants.workspace.models import User


class NobodyPolicy(BasePermissionPolicy):
    """For mirrors of staff: the hand-over makes them, and Wagtail's own user pages would let them be edited."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return False

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[User]:
        return User.objects.none()


class KeptPolicy(ModelPermissionPolicy):
    """For rows that are never deleted: they are suspended, deactivated or changed."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class CustomerPolicy(KeptPolicy):
    """Of the customers, only those that this staff member may enter."""

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet[Customer]:
        if not self.user_has_any_permission(user, actions):
            return Customer.objects.none()
        return customers_of(staff_id=user.staff_id)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Customer) -> bool:
        return self.instances_user_has_any_permission_for(user, [action]).filter(pk=instance.pk).exists()


class StaffPolicy(KeptPolicy):
    """Only who may change staff sees them at all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, "change" if action == "view" else action)
