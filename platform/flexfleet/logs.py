"""What is written to the log: one line per event, with the customer and the request it belongs to.

No address with a query, no parameter, no words of PostgreSQL and no name or e-mail address ever stands here: those are
in the customer's own journal, masked, and leave with the customer.
"""

from __future__ import annotations

import textwrap
import traceback
from typing import Any

import psycopg
import structlog
from django.apps import apps
from django.db import Error as DatabaseError
from structlog.typing import EventDict, ExcInfo, WrappedLogger

CAUSE = "The above exception was the direct cause of the following exception:"
CONTEXT = "During handling of the above exception, another exception occurred:"


def add_schema(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Name the schema that was active, `public` where none was."""
    if apps.ready:
        from tenants.context import active_schema  # the settings import this module before there are any apps

        event["schema"] = active_schema()
    return event


def hide_query(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Cut the query off whatever looks like an address: a punch-out's code and a call's credentials are there."""
    event["event"] = " ".join(word.partition("?")[0] for word in str(event["event"]).split(" "))
    return event


def shielded(error: BaseException, *, told: frozenset[int] = frozenset()) -> str:
    """Python's traceback, less what an error of the database says: PostgreSQL quotes rows, values and statements.

    Such an error is told by its class and by the names of ours that it concerns. Whatever was raised over it may repeat
    its words, and is told by its class alone. Errors in `told`, by identity, are left out.
    """
    told |= {id(error)}
    beneath = error.__cause__ if error.__suppress_context__ else error.__context__
    lines = ["Traceback (most recent call last):"]
    if beneath is not None and id(beneath) not in told:
        link = CAUSE if beneath is error.__cause__ else CONTEXT
        lines = [shielded(beneath, told=told), "", link, "", *lines]
    lines.append("".join(traceback.format_tb(error.__traceback__)) + _last_line(error))
    if isinstance(error, BaseExceptionGroup):
        lines.extend(textwrap.indent(shielded(part, told=told), "  | ") for part in error.exceptions)
    return "\n".join(lines)


def _last_line(error: BaseException) -> str:
    if not any(isinstance(other, (DatabaseError, psycopg.Error)) for other in _with_all_beneath(error)):
        return "".join(traceback.format_exception_only(error)).rstrip("\n")
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if not isinstance(error, psycopg.Error):
        return name
    concerned = {part: getattr(error.diag, f"{part}_name") for part in ("table", "column", "constraint")}
    return ", ".join([name, *(f"{part} {value}" for part, value in concerned.items() if value)])


def _with_all_beneath(error: BaseException) -> list[BaseException]:
    """The error, what it was raised over, and the members of groups; an error may be its own cause."""
    found = [error]
    for one in found:
        beneath = [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]
        found.extend(other for other in beneath if other is not None and other not in found)
    return found


def _render(exc_info: ExcInfo) -> str:
    return shielded(exc_info[1])


PROCESSORS: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    add_schema,
]


def configuration(*, level: str, json: bool) -> dict[str, Any]:
    """`LOGGING` for Django: lines for people at a terminal, JSON for machines."""
    renderer = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": PROCESSORS,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    hide_query,
                    structlog.processors.ExceptionRenderer(_render),
                    renderer,
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # Both tell at every start, and at every command, what the code says anyway.
            "procrastinate.periodic": {"level": "WARNING"},
            "procrastinate.blueprints": {"level": "WARNING"},
        },
    }
