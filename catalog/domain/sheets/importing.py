"""Carrying out what was looked at: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import DatabaseError, connection, models, transaction

from catalog.domain.sheets.lists import LISTS
from catalog.domain.sheets.plan import Outcome, Plan, plan_import
from catalog.spreadsheets.csv_file import Numbered


class ImportRefusedError(Exception):
    """Base: nothing was imported."""


class PlanChangedError(ImportRefusedError):
    """Somebody has changed the offering, or the file is another. `plan` is what it would do now: look again."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the import would do something else than was looked at")
        self.plan = plan


class RowsRefusedError(ImportRefusedError):
    """The database does not take it: an order of rows that no single row shows. `str()` is for the log."""


def import_lists(lists: Mapping[str, Sequence[Numbered]], *, fingerprint: str) -> Plan:
    """Do what the plan with this fingerprint says.

    Raises:
        PlanChangedError: If the plan is another by now, or has errors.
        RowsRefusedError: If the database refuses.
    """
    try:
        with transaction.atomic():
            _lock()
            plan = plan_import(lists)
            if plan.errors or plan.fingerprint != fingerprint:
                raise PlanChangedError(plan)
            _save(plan)
    except DatabaseError as error:
        raise RowsRefusedError(str(error)) from error
    return plan


def _lock() -> None:
    """Nobody else writes to the lists until the end of the transaction; everybody may read."""
    tables = ", ".join(connection.ops.quote_name(one.model._meta.db_table) for one in LISTS)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _save(plan: Plan) -> None:
    """In the order of the lists, so that a row is there before those that name it."""
    for change in plan.changes:
        if change.outcome is Outcome.ADDED and change.of.keeps:
            _put_last(change.row)
        if change.outcome is not Outcome.ENDED:
            change.row.save()
            continue
        ended = type(change.row)._default_manager.filter(pk=change.row.pk)
        if change.of.keeps:
            ended.update(is_active=False)
        else:
            # By a query, after which the row still has the identity that the audit log knows it by.
            ended.delete()


def _put_last(row: models.Model) -> None:
    """Behind what is there, so that the order of the file is that of what it adds."""
    last = type(row)._default_manager.aggregate(last=models.Max("position"))["last"]
    row.position = (last or 0) + 1  # type: ignore[attr-defined]  # lists that keep their rows have an order
