"""`make bench`: every benchmark in turn, over a database of this run; results go to benchmarks/results/."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.installation import prepare
from flexfleet.postgres import temporary_cluster

BENCHMARKS = ("benchmarks.cart", "benchmarks.round_trip", "benchmarks.entry")


def main() -> None:
    with temporary_cluster() as cluster, TemporaryDirectory() as var:
        # Where a served installation has its static files; nothing of the checkout's own is used or changed.
        (Path(var) / "static").mkdir()
        os.environ["VAR_DIR"] = var
        cluster.create_database("bench")
        os.environ["BENCH_CLUSTER_URL"] = cluster.url("postgres")
        os.environ["DATABASE_URL"] = cluster.url("bench")
        os.environ["DATABASE_POOL_SIZE"] = "0"
        os.environ["LOG_LEVEL"] = "ERROR"
        os.environ["DJANGO_SETTINGS_MODULE"] = "flexfleet.settings"
        buyer = prepare()
        for name in BENCHMARKS:
            import_module(name).run(buyer)


if __name__ == "__main__":
    main()
