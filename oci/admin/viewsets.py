from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from oci.admin.connections import ConnectionViewSet
from oci.admin.journal import JournalViewSet
from oci.admin.value_tables import ValueTableViewSet
from oci.admin.visits import VisitViewSet


class BuyersSystemGroup(ModelViewSetGroup):
    menu_label = _("Procurement")
    menu_name = "oci"
    menu_icon = "link"
    menu_order = 310
    items = (ConnectionViewSet, ValueTableViewSet, VisitViewSet, JournalViewSet)
