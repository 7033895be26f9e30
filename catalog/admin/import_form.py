"""The form that takes a file of the offering, and says of one that is not taken why."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.domain.sheets.files import MOST_BYTES, read_file
from catalog.domain.sheets.lists import LISTS
from catalog.spreadsheets.csv_file import Numbered
from catalog.spreadsheets.errors import FileTooLarge, SheetError, TooManyColumns, TooManyRows, UnknownFormat

MEGABYTE = 1024 * 1024
# As base64.
LONGEST_CONTENT = MOST_BYTES * 4 // 3 + 4


class ImportForm(forms.Form):
    """A file; or, for what was looked at, the same file as text, since a browser sends no file twice."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("XLSX, a CSV file named after its list, or a ZIP file of these; at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.zip"}),
    )
    content = forms.CharField(required=False, max_length=LONGEST_CONTENT, widget=forms.HiddenInput)
    filename = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    fingerprint = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if file := cleaned.get("file"):
            cleaned["filename"], data = file.name, file.read(MOST_BYTES + 1)
        elif content := cleaned.get("content"):
            try:
                data = base64.b64decode(content, validate=True)
            except binascii.Error as error:
                raise forms.ValidationError(_("Choose the file again.")) from error
        else:
            raise forms.ValidationError({"file": _("Choose a file.")})
        try:
            lists = read_file(data, name=cleaned.get("filename") or "")
        except SheetError as error:
            raise forms.ValidationError({"file": problem_text(error)}) from error
        return {**cleaned, "lists": lists, "data": data}

    @property
    def lists(self) -> dict[str, list[Numbered]]:
        found: dict[str, list[Numbered]] = self.cleaned_data["lists"]
        return found

    @cached_property
    def content_text(self) -> str:
        return base64.b64encode(self.cleaned_data["data"]).decode()


def problem_text(error: SheetError) -> str:
    """Why a file was not taken, and what to do."""
    match error:
        case FileTooLarge():
            text = gettext("The file is larger than %(limit)d MB, or becomes it when it is unpacked.")
            return text % {"limit": error.limit // MEGABYTE}
        case TooManyRows():
            return gettext("%(list)s has more than %(limit)d rows.") % {
                "list": error.sheet,
                "limit": error.limit,
            }
        case TooManyColumns():
            text = gettext("%(list)s has more than %(limit)d columns.")
            return text % {"list": error.sheet, "limit": error.limit}
        case UnknownFormat():
            names = ", ".join(one.name for one in LISTS)
            return gettext("There is no list in it. Name a sheet or a CSV file one of: %(names)s.") % {
                "names": names
            }
        case _:
            return gettext("The file is broken, or is something else. Save it again as XLSX or CSV.")
