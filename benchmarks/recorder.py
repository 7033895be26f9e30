"""What Django sends to PostgreSQL, recorded with its transactions, and the same sent again over bare psycopg."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connections

Statement = tuple[str, Any]


@dataclass
class Recorder:
    """Statements in the order they left, per step of the round trip."""

    statements: list[Statement] = field(default_factory=list)

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record all of this thread's statements, BEGIN, COMMIT and ROLLBACK included."""
        with connections["default"].execute_wrapper(self._record), self._boundaries():
            yield

    def _record(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  # Django's signature
        self.statements.append((sql, params))
        return execute(sql, params, many, context)

    @contextmanager
    def _boundaries(self) -> Iterator[None]:
        """Django leaves BEGIN and COMMIT to psycopg, where no wrapper sees them."""
        connection = connections["default"]
        originals = {name: getattr(connection, name) for name in ("_set_autocommit", "_commit", "_rollback")}

        def set_autocommit(autocommit: bool) -> None:  # noqa: FBT001  # Django's signature
            if not autocommit:
                self.statements.append(("BEGIN", None))
            originals["_set_autocommit"](autocommit)

        def commit() -> None:
            self.statements.append(("COMMIT", None))
            originals["_commit"]()

        def rollback() -> None:
            self.statements.append(("ROLLBACK", None))
            originals["_rollback"]()

        replaced = {"_set_autocommit": set_autocommit, "_commit": commit, "_rollback": rollback}
        vars(connection).update(replaced)
        try:
            yield
        finally:
            for name in replaced:
                delattr(connection, name)


def replay(statements: list[Statement], *, url: str) -> float:
    """Seconds that the statements take on a connection with nothing between it and us; results are fetched."""
    with psycopg.connect(url, autocommit=True) as bare:
        begin = time.perf_counter()
        for sql, params in statements:
            cursor = bare.execute(sql, params)
            if cursor.description:
                cursor.fetchall()
        return time.perf_counter() - begin
