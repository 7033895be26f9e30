"""Who may do what with connections, visits and the journal: what the role table (`tenants.roles`) says, narrowed."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

REPEAT = "repeat"


class ReadOnlyPolicy(ModelPermissionPolicy):
    """For the journal: whoever may look may look, and nobody may change what happened."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))


class VisitPolicy(ReadOnlyPolicy):
    """For visits, as for the journal.

    A link that repeats a return is mailed by who has to do with the connection or with the request; auditors only look.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == REPEAT:
            rights = ("oci.change_connection", "reservations.change_rentalrequest")
            return any(user.has_perm(right) for right in rights)
        return super().user_has_permission(user, action)
