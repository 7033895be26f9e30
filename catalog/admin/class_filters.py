from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from catalog.acriss.code import parse_code
from catalog.acriss.letters import Category
from catalog.acriss.order import is_at_most
from catalog.domain.wording import category_choices
from catalog.models import VehicleClass


def _is_car_up_to(code: str, ceiling: Category) -> bool:
    acriss = parse_code(code)
    return not acriss.vehicle_type.is_van and is_at_most(acriss, ceiling)


class VehicleClassFilterSet(WagtailFilterSet):
    # Vans have sizes of their own, so a category of cars leaves them out.
    up_to = django_filters.ChoiceFilter(
        label=_("Cars up to category"), choices=category_choices, method="filter_up_to"
    )

    class Meta:
        model = VehicleClass
        fields = ("is_active", "fuel", "transmission", "day_counting")

    def filter_up_to(self, queryset: QuerySet[VehicleClass], name: str, value: str) -> QuerySet[VehicleClass]:
        ceiling = Category(value)
        known = set(VehicleClass.objects.values_list("acriss", flat=True))
        return queryset.filter(acriss__in=[code for code in known if _is_car_up_to(code, ceiling)])
