"""The server's configuration files, written anew at every start."""

from __future__ import annotations

from pathlib import Path

from flexfleet.postgres.account import ServerAccount

ROLE = "flexfleet"
PORT = 5432

# A crash of the machine may lose a throw-away cluster; nothing else is given up.
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def write_configuration(
    home: Path, *, data: Path, socket: Path, account: ServerAccount, starter: str, durable: bool
) -> None:
    """Write settings and access rules into `home`.

    Access is by the identity that the kernel reports for the other end of the socket: the server's account and
    whoever started it. Nobody has a password, so none can leak.
    """
    settings = {
        "data_directory": str(data),
        "listen_addresses": "",
        "port": str(PORT),
        # A list of names: without the inner quotes a space would end one.
        "unix_socket_directories": '"{}"'.format(str(socket).replace('"', '""')),
        "unix_socket_permissions": "0700",
        "max_connections": "200",
        # A transaction that touches every schema of a few hundred customers locks each of their tables.
        "max_locks_per_transaction": "1024",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",
        # An error quotes values and its statement, a detail the row: names and addresses of people, which we log
        # nowhere. `log` ranks above `error` here.
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        **({} if durable else THROW_AWAY),
    }
    lines = [f"{name} = {_quoted(value)}\n" for name, value in settings.items()]
    _write(home / "postgresql.conf", "".join(lines))
    _write(home / "pg_hba.conf", f"local all {ROLE} peer map={ROLE}\n")
    names = dict.fromkeys([account.name, starter])
    _write(home / "pg_ident.conf", "".join(f'{ROLE} "{name}" {ROLE}\n' for name in names))


def _quoted(value: str) -> str:
    return "'{}'".format(value.replace("\\", "\\\\").replace("'", "''"))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
