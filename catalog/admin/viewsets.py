from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from catalog.admin.closed_days import ClosedDayViewSet
from catalog.admin.delivery import DeliveryRuleViewSet
from catalog.admin.extras import ExtraViewSet
from catalog.admin.offering_files import OfferingFilesViewSet
from catalog.admin.one_way_fees import OneWayFeeViewSet
from catalog.admin.policies import PolicyViewSet
from catalog.admin.stations import StationViewSet
from catalog.admin.vehicle_classes import VehicleClassViewSet


class OfferingGroup(ModelViewSetGroup):
    menu_label = _("Offering")
    menu_name = "offering"
    menu_icon = "list-ul"
    menu_order = 300
    items = (
        VehicleClassViewSet,
        ExtraViewSet,
        PolicyViewSet,
        StationViewSet,
        ClosedDayViewSet,
        DeliveryRuleViewSet,
        OneWayFeeViewSet,
        OfferingFilesViewSet,
    )
