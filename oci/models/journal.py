from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from oci.enums import Event, Note, Outcome
from oci.findings import Explained, explain
from oci.models.connection import Connection
from oci.models.punch_out import PunchOut
from oci.problems import PROBLEMS
from oci.protocol.rules import Finding, Level, Rule
from oci.staff_texts import tell_staff

REFERENCE_PATTERN = r"^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$"


class JournalEntry(models.Model):
    """One thing that happened at the doors, with masked values. Written by `oci.domain.journal`, never changed.

    `reference` is what a problem page shows, for the employee to pass on.
    """

    reference = models.CharField(_("reference"), max_length=9, unique=True)
    at = models.DateTimeField(_("time"))
    event = models.CharField(_("what"), max_length=15, choices=Event)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    problem = models.CharField(_("problem"), max_length=40, blank=True)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    facts = models.JSONField(default=dict, db_default={})  # of the problem, or the cart: names and numbers
    connection = models.ForeignKey(
        Connection,
        on_delete=models.SET_NULL,
        null=True,
        related_name="journal",
        verbose_name=_("connection"),
    )
    connection_slug = models.CharField(_("address"), max_length=40, blank=True)
    punch_out = models.ForeignKey(
        PunchOut, on_delete=models.SET_NULL, null=True, related_name="journal", verbose_name=_("punch-out")
    )
    method = models.CharField(_("method"), max_length=10, blank=True)
    address = models.CharField(_("network"), max_length=45, blank=True)
    parameters = models.JSONField(_("parameters"), default=list)  # [[name, masked value]]
    findings = models.JSONField(_("findings"), default=list, db_default=[])  # of the linter, field by field
    milliseconds = models.PositiveIntegerField(_("duration (ms)"), null=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                name="journal_choices_are_known",
                condition=Q(event__in=Event.values, outcome__in=Outcome.values),
            ),
            models.CheckConstraint(
                name="journal_reference_can_be_read_out", condition=Q(reference__regex=REFERENCE_PATTERN)
            ),
            models.CheckConstraint(
                name="journal_refused_has_a_problem",
                condition=(Q(outcome=Outcome.REFUSED) & ~Q(problem=""))
                | (Q(outcome=Outcome.ACCEPTED) & Q(problem="")),
            ),
        )
        indexes = (
            models.Index(name="journal_by_connection", fields=("connection", "-at")),
            models.Index(name="journal_by_time", fields=("-at",)),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def told(self) -> str:
        """What happened, in the active language as far as its facts say."""
        if note := self.facts.get("note"):
            return f"{self.detail}: {Note(note).label}"
        if lines := self.facts.get("lines"):
            return ngettext("%(reference)s: %(count)d line", "%(reference)s: %(count)d lines", lines) % {
                "reference": self.detail,
                "count": lines,
            }
        return self._told_of_problem() if self.problem in PROBLEMS else self.detail

    def _told_of_problem(self) -> str:
        """The particulars; and the detail, which is English where it is of a call, where it alone says something."""
        told = f"{tell_staff(self.problem, self.facts)} {PROBLEMS[self.problem].tell(self.facts)}".strip()
        if told:
            return told
        if self.findings:
            return self.detail.partition(": ")[0] if self.event == Event.CART else ""
        says_more = self.problem.endswith("_NOT_SENDABLE") or self.event not in (Event.CALL, Event.PAGE)
        return self.detail if says_more else ""

    @property
    def explained_findings(self) -> list[Explained]:
        """The linter's findings about the cart, in the words of the active language."""
        return [
            explain(Finding(**{**stored, "rule": Rule(stored["rule"]), "level": Level(stored["level"])}))
            for stored in self.findings
        ]
