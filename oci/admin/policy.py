"""Who may do what with connections and the journal: what the role table (`tenants.roles`) says, narrowed."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class ReadOnlyPolicy(ModelPermissionPolicy):
    """For the journal: whoever may look may look, and nobody may change what happened."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))
