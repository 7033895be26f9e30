"""What is written to the log: one line per event, with the customer and the request it belongs to.

No address with a query, no parameter and no name or e-mail address ever stands here: those are in the customer's own
journal, masked, and leave with the customer.
"""

from __future__ import annotations

from typing import Any

import structlog
from django.apps import apps
from structlog.typing import EventDict, WrappedLogger


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


def hide_details(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Drop the lines of a traceback in which PostgreSQL quotes the offending row."""
    if "exception" in event:
        lines = str(event["exception"]).splitlines()
        event["exception"] = "\n".join(line for line in lines if not line.startswith("DETAIL:"))
    return event


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
                    structlog.processors.format_exc_info,
                    hide_details,
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
