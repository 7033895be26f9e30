"""What Wagtail calls. Registers, and does nothing else."""

from __future__ import annotations

from wagtail import hooks

from catalog.admin.viewsets import OfferingGroup


@hooks.register("register_admin_viewset")
def register_viewsets() -> OfferingGroup:
    return OfferingGroup()
