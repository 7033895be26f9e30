"""The main job, step by step: statements and time of each, and the whole against the same SQL without us around it."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings
from psycopg import sql

from benchmarks import results
from benchmarks.installation import FORM, Buyer
from benchmarks.recorder import Recorder, Statement, replay
from oci.buyer.reading import parse_page

TRIPS = 40
WARM_UP = 5
STEPS = ("entry", "page", "check", "register", "return")


@dataclass
class Figures:
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statements: dict[str, int] = field(default_factory=dict)
    trips: list[tuple[float, list[Statement]]] = field(default_factory=list)


def run(buyer: Buyer) -> None:
    copy_database("bench", "replay")
    figures = Figures()
    # Names of static files without the manifest that only a served installation has.
    files = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES={**settings.STORAGES, **files}):
        for _trip in range(WARM_UP + TRIPS):
            travel(buyer, figures)
    report(figures)


def copy_database(name: str, copy: str) -> None:
    """What the replay runs on: the state before the first trip, so that it makes the very same rows."""
    from django.db import connection

    connection.close()
    with psycopg.connect(os.environ["BENCH_CLUSTER_URL"], autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(copy), sql.Identifier(name))
        )


def travel(buyer: Buyer, figures: Figures) -> None:
    """One employee from entry to return, in a browser without cookies and script."""
    client = Client(HTTP_HOST=buyer.host)
    trip: list[Statement] = []

    def step(name: str, method: str, path: str, values: dict[str, str] | None = None) -> str:
        recorder = Recorder()
        started = time.perf_counter()
        with recorder.recording():
            response = client.generic(method, path, urlencode(values or {}), FORM)
        figures.seconds[name].append(time.perf_counter() - started)
        figures.statements[name] = sum(
            text not in {"BEGIN", "COMMIT"} for text, _params in recorder.statements
        )
        trip.extend(recorder.statements)
        client.cookies.clear()
        if response.status_code not in {200, 204, 303}:
            raise RuntimeError(f"{name} was answered {response.status_code}: {response.content[:2000]!r}")
        return response.headers.get("Location") or response.content.decode()

    page_path = step("entry", "POST", buyer.entry, buyer.parameters)
    page = step("page", "GET", page_path)
    own = page_path.partition("?")[0]
    checked = step("check", "POST", f"{own}check/", {**sent(page), **buyer.choice})
    registered = step("register", "POST", f"{own}register/", sent(checked))
    secret = sent(registered)["secret"]
    step("return", "POST", f"{own}returned/", {"secret": secret})
    figures.trips.append((sum(figures.seconds[name][-1] for name in STEPS), trip))


def sent(page: str) -> dict[str, str]:
    """What a browser sends of a page's forms as they stand."""
    return {name: value for form in parse_page(page).forms for name, value in form.fields}


def report(figures: Figures) -> None:
    url = os.environ["BENCH_CLUSTER_URL"].replace("/postgres?", "/replay?")
    bare = [replay(statements, url=url) for _seconds, statements in figures.trips][WARM_UP:]
    whole = [seconds for seconds, _statements in figures.trips][WARM_UP:]
    ratio = median(ours / theirs for ours, theirs in zip(whole, bare, strict=True))
    print(f"{'step':10}{'statements':>12}{'median ms':>12}")
    steps = {}
    for name in STEPS:
        milliseconds = round(median(figures.seconds[name][WARM_UP:]) * 1000, 2)
        steps[name] = {"statements": figures.statements[name], "median_ms": milliseconds}
        print(f"{name:10}{figures.statements[name]:>12}{milliseconds:>12.2f}")
    print(
        f"whole trip: {median(whole) * 1000:.2f} ms, the same SQL over bare psycopg: {median(bare) * 1000:.2f} ms"
    )
    print(f"ratio: {ratio:.2f}")
    results.write(
        "round_trip",
        {
            "trips": TRIPS,
            "steps": steps,
            "whole_median_ms": round(median(whole) * 1000, 2),
            "bare_sql_median_ms": round(median(bare) * 1000, 2),
            "ratio": round(ratio, 2),
        },
    )
