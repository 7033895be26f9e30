"""The order of a list that goes over several pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet


class StableOrderMixin:
    """Rows that tie keep one order, or a page could show one twice and another never."""

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        ordered: QuerySet[Any] = super().order_queryset(queryset)  # type: ignore[misc]  # Wagtail's view follows
        return ordered.order_by(*ordered.query.order_by, "pk")
