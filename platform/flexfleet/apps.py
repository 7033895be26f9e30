from __future__ import annotations

from django.apps import AppConfig


class FlexFleetConfig(AppConfig):
    name = "flexfleet"
    verbose_name = "FlexFleet"
