"""What Wagtail calls. Registers, and does nothing else."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.permissions import register_permission_policy

from oci.admin.policy import ReadOnlyPolicy, VisitPolicy
from oci.admin.viewsets import BuyersSystemGroup
from oci.models import JournalEntry, PunchOut

register_permission_policy(JournalEntry, ReadOnlyPolicy(JournalEntry))
register_permission_policy(PunchOut, VisitPolicy(PunchOut))


@hooks.register("register_admin_viewset")
def register_viewsets() -> BuyersSystemGroup:
    return BuyersSystemGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("oci.put_in_test", _("Put in test"), pgettext_lazy("history", "Put in test"))
    actions.register_action("oci.put_live", _("Put live"), pgettext_lazy("history", "Put live"))
    actions.register_action("oci.switch_off", _("Switch off"), _("Switched off"))
    actions.register_action("oci.create_credential", _("Make a credential"), _("Credential made"))
    actions.register_action(
        "oci.rotate_credential", _("Rotate credentials"), _("Credential made, the others end")
    )
    actions.register_action("oci.end_credential", _("End a credential"), _("Credential ended"))
    actions.register_action("oci.create_key", _("Make a signing key"), _("Signing key made"))
    actions.register_action("oci.rotate_key", _("Rotate signing keys"), _("Signing key made, the others end"))
    actions.register_action("oci.end_key", _("End a signing key"), _("Signing key ended"))
    actions.register_action("oci.apply_profile", _("Use a profile"), _("Profile used"))
    actions.register_action("oci.mail_return_link", _("Mail a return link"), _("Return link mailed"))


@hooks.register("insert_global_admin_css")
def link_stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("oci/admin.css"))
