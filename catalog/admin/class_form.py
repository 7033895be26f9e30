"""The form of a class: what the ACRISS code says beside what the account manager says."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from catalog.acriss.code import parse_code
from catalog.acriss.drawing import propose_drawing
from catalog.acriss.errors import CodeMalformed
from catalog.domain.contradictions import find_contradictions
from catalog.domain.wording import acriss_text
from catalog.enums import Drawing
from catalog.models import VehicleClass

# What an ACRISS code speaks of.
FACTS = ("acriss", "transmission", "drive", "fuel", "air_conditioning")


class VehicleClassForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drawing = self.fields["drawing"]
        drawing.required = False
        drawing.choices = [("", _("The one that resembles the ACRISS code")), *Drawing.choices]
        if self.instance.pk is not None:
            stored = self.instance.acriss
            self.fields["acriss"].help_text = f"{stored}: {acriss_text(stored)}"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        try:
            acriss = parse_code(cleaned.get("acriss", ""))
        except CodeMalformed:
            return cleaned  # the model says what is wrong with it
        if cleaned.get("drawing") == "":
            cleaned["drawing"] = propose_drawing(acriss)
            if cleaned["drawing"] is None:
                self.add_error("drawing", _("No drawing resembles this ACRISS code. Choose one."))
        if all(fact in cleaned for fact in FACTS):
            said = VehicleClass(**{fact: cleaned[fact] for fact in FACTS})
            for contradiction in find_contradictions(said):
                if contradiction.is_refused:
                    self.add_error(contradiction.field, str(contradiction))
        return cleaned
