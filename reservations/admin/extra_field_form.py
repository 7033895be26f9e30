"""The form of an extra field: its key stays, and its conditions go in no circle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from reservations.domain.choices import ChoiceRow, ChoicesError, build_csv, parse_csv
from reservations.domain.questions import find_circle


class ExtraFieldForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            # Answers are stored under it.
            self.fields["key"].disabled = True

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        if not valid:
            return False
        about = [
            row["about"].key
            for row in self.formsets["conditions"].cleaned_data
            if row and not row.get("DELETE")
        ]
        circle = find_circle(key=self.cleaned_data["key"], about=about)
        if circle:
            self.add_error(
                None,
                _("These fields wait for each other, so none would ever be asked: %(keys)s.")
                % {"keys": circle},
            )
        return not circle


class ChoicesForm(forms.Form):
    """A file, or rows that were pasted."""

    file = forms.FileField(label=_("CSV file"), required=False)
    text = forms.CharField(
        label=_("Or paste the rows here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "wrap": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if not file and not text.strip():
            raise forms.ValidationError(_("Choose a file or paste rows."))
        try:
            rows = parse_csv(file.read() if file else text.encode("utf-8", "replace"))
        except ChoicesError as error:
            raise forms.ValidationError(error.messages) from error
        return {**self.cleaned_data, "rows": rows}

    @property
    def rows(self) -> tuple[ChoiceRow, ...]:
        rows: tuple[ChoiceRow, ...] = self.cleaned_data["rows"]
        return rows

    @property
    def as_text(self) -> str:
        """The rows as they can be pasted again."""
        return build_csv(self.rows)
