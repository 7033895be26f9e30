"""A throw-away cluster, for one test run or one benchmark."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flexfleet.postgres.cluster import SHORT_PLACE, Cluster

# Reads until whoever holds the other end closes it or dies, and then clears up.
GUARDIAN = """
cat > /dev/null
kill -QUIT "$1" 2> /dev/null
for wait in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "$1" 2> /dev/null || break
    sleep 0.1
done
rm -rf -- "$2"
"""


@contextmanager
def temporary_cluster() -> Iterator[Cluster]:
    """A running cluster that is gone afterwards: after an exception, Ctrl-C and `kill -9` too."""
    home = Path(tempfile.mkdtemp(prefix="flexfleet-", dir=SHORT_PLACE))
    cluster = Cluster(home, durable=False)
    try:
        cluster.start()
        with _guarded(cluster):
            try:
                yield cluster
            finally:
                cluster.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _guarded(cluster: Cluster) -> Iterator[None]:
    guardian = subprocess.Popen(
        ["/bin/sh", "-c", GUARDIAN, "sh", str(cluster.pid), str(cluster.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    try:
        yield
    finally:
        guardian.kill()
        guardian.communicate()
