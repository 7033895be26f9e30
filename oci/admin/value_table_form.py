"""A value table as text, one pair per line: two hundred pairs are pasted from a spreadsheet, not typed into rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from oci.models import ValueTable, ValueTableRow

SEPARATOR, TAB = ";", "\t"
LONGEST = 100
MOST_TOLD = 10  # lines with a mistake; who pastes the wrong column needs no thousand messages

Pair = tuple[str, str]


class PairError(Exception):
    """A line is no pair. The message says why."""


def build_pairs(pairs: Iterable[Pair]) -> str:
    """One line per pair, `theirs;ours`. A tab stands where theirs has the separator in it."""
    return "\n".join(f"{theirs}{TAB if SEPARATOR in theirs else SEPARATOR}{ours}" for theirs, ours in pairs)


def parse_pairs(text: str) -> list[Pair]:
    """The pairs of `text`, in order. Spreadsheets paste a tab between two columns, so that parts them too.

    Raises:
        ValidationError: with one message for each line that is no pair.
    """
    pairs: list[Pair] = []
    seen: dict[str, int] = {}  # theirs without case -> its line
    errors: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            theirs, ours = _parse_pair(line, seen)
        except PairError as error:
            errors.append(_("Line %(line)d: %(error)s") % {"line": number, "error": error})
        else:
            pairs.append((theirs, ours))
            seen[theirs.casefold()] = number
    if len(errors) > MOST_TOLD:
        more = _("And %(count)d more lines like these.") % {"count": len(errors) - MOST_TOLD}
        errors = [*errors[:MOST_TOLD], more]
    if errors:
        raise ValidationError(errors)
    return pairs


def _parse_pair(line: str, seen: Mapping[str, int]) -> Pair:
    # At the end a tab is only the other column's where nothing else parts the two.
    separator = TAB if TAB in line.strip() or SEPARATOR not in line else SEPARATOR
    cells = [cell.strip() for cell in line.split(separator, 1)]
    if len(cells) == 1:
        raise PairError(_("write theirs, a semicolon and ours."))
    theirs, ours = cells
    if TAB in ours:
        raise PairError(_("there are more than two columns."))
    if not theirs:
        raise PairError(_("theirs is missing."))
    if max(len(theirs), len(ours)) > LONGEST:
        raise PairError(_("a value is longer than %(limit)d characters.") % {"limit": LONGEST})
    if before := seen.get(theirs.casefold()):
        raise PairError(_("“%(theirs)s” is on line %(line)d already.") % {"theirs": theirs, "line": before})
    return theirs, ours


def _refuse_equal(pairs: list[Pair]) -> None:
    """Refuse values that the database takes for the same: it knows other capitals than Python does (İ).

    Raises:
        ValidationError: with one message for each value that comes again.
    """
    first: dict[str, str] = {}
    errors = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lower(theirs) FROM unnest(%s::text[]) WITH ORDINALITY AS pair (theirs, line) ORDER BY line",
            [[theirs for theirs, _ours in pairs]],
        )
        for (theirs, _ours), (lowered,) in zip(pairs, cursor.fetchall(), strict=True):
            if (before := first.setdefault(lowered, theirs)) != theirs:
                errors.append(
                    _("“%(theirs)s” and “%(before)s” differ in capitals only. Keep one of them.")
                    % {"theirs": theirs, "before": before}
                )
    if errors:
        raise ValidationError(errors[:MOST_TOLD])


class ValueTableForm(WagtailAdminModelForm):
    pairs = forms.CharField(
        label=gettext_lazy("Pairs of values"),
        required=False,
        # Wagtail's own textarea grows with its text, which two hundred lines should not.
        widget=forms.Textarea(attrs={"rows": 16, "class": "pairs", "spellcheck": "false", "wrap": "off"}),
        help_text=gettext_lazy(
            "One pair per line: theirs, a semicolon, ours. Two columns pasted from a spreadsheet will do. "
            "Capitals make no difference. Where several of theirs stand for one of ours, the first goes back to "
            "them."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: list[Pair] = []
        if self.instance.pk is not None:
            self.stored = list(self.instance.rows.values_list("theirs", "ours"))
        self.initial["pairs"] = build_pairs(self.stored)

    def clean_pairs(self) -> list[Pair]:
        pairs = parse_pairs(self.cleaned_data["pairs"])
        _refuse_equal(pairs)
        return pairs

    def save(self, commit: bool = True) -> ValueTable:  # noqa: FBT001, FBT002  # Django's signature
        pairs: list[Pair] = self.cleaned_data["pairs"]
        # Saving the table locks it, so two who save its pairs at once do so one after the other.
        with transaction.atomic():
            table: ValueTable = super().save(commit=commit)
            if commit and pairs != self.stored:
                # Their order counts and is that of their ids, so all are written anew.
                ValueTableRow.objects.filter(table=table).delete()
                ValueTableRow.objects.bulk_create(
                    ValueTableRow(table=table, theirs=theirs, ours=ours) for theirs, ours in pairs
                )
        return table
