"""`manage.py punch_out`: see docs/administrator.md, which has the exit statuses too."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from oci.buyer.browser import Browser, Step
from oci.buyer.calling import PLAIN, Key, build_entry, build_hook_url
from oci.buyer.errors import BuyerError, EntryRefusedError, NoAnswerError, NotReturnedError, PageProblemError
from oci.buyer.listener import Listener, listening
from oci.buyer.punch_out import Entry, Outcome, check_only, order
from oci.buyer.receiving import Kept, keep
from oci.findings import explain
from oci.profiles import PROFILES, Profile
from oci.protocol.fields import Version
from oci.protocol.rules import find_errors

PORT = 8970
SECONDS = 30
CART_HAS_FINDINGS = 5
STATUS_OF: dict[type[BuyerError], int] = {
    EntryRefusedError: 3,
    PageProblemError: 4,
    NotReturnedError: 6,
    NoAnswerError: 7,
}


class Command(BaseCommand):
    help = "Play a buyer's system against a running installation, from the call to the cart, to see that it works."
    # It needs an address and nothing of this machine, not even a database.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="the connection's entry address")
        parser.add_argument(
            "--profile",
            choices=[*PROFILES],
            metavar="CODE",
            help=f"the buyer's system to play, default none in particular: {', '.join(PROFILES)}",
        )
        parser.add_argument(
            "--parameter",
            dest="parameters",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="a parameter of the call, as often as needed; secrets better by --file",
        )
        parser.add_argument(
            "--file", metavar="PATH", help="more of them, one on a line; - reads the standard input"
        )
        parser.add_argument("--key", metavar="ID", help="sign the call with this key")
        parser.add_argument("--key-file", metavar="PATH", help="holds the key's secret and nothing else")
        parser.add_argument(
            "--method", choices=("GET", "POST"), default="", help="default the profile's, or else POST"
        )
        parser.add_argument(
            "--check-only",
            action="store_true",
            help="stop before anything is registered, for use in production",
        )
        parser.add_argument(
            "--class", dest="vehicle_class", default="", metavar="CODE", help="default the first"
        )
        parser.add_argument(
            "--mail", default="smoke.test@example.com", help="e-mail address of the requester"
        )
        parser.add_argument("--name", default="Smoke Test", help="full name of the requester")
        parser.add_argument("--mail-parameter", default="oci_usermail", metavar="NAME")
        parser.add_argument("--name-parameter", default="oci_userfullname", metavar="NAME")
        parser.add_argument("--hook-parameter", default="HOOK_URL", metavar="NAME")
        parser.add_argument(
            "--hook-url",
            default="",
            help="default the listener's own address, or the profile's; what returns goes to the listener",
        )
        parser.add_argument(
            "--port", type=int, default=PORT, help=f"of the listener, default {PORT}; 0 takes any"
        )
        parser.add_argument("--oci-version", choices=[*Version], help="default the profile's, or else 4.0")
        parser.add_argument("--strict", action="store_true", help="let the linter's warnings count too")
        parser.add_argument(
            "--seconds", type=float, default=SECONDS, help=f"for everything, default {SECONDS}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        profile = PROFILES[options["profile"]] if options["profile"] else None
        with ExitStack() as stack:
            takes_once = profile is not None and profile.receiver.takes_once
            try:
                listener = stack.enter_context(listening(options["port"], takes_once=takes_once))
            except (OSError, OverflowError) as error:
                raise CommandError(f"Cannot listen on port {options['port']}: {error}") from error
            entry = _entry(options, profile, listener)
            try:
                outcome = self._play(entry, profile, listener, options)
            except BuyerError as error:
                raise CommandError(str(error), returncode=_status(error)) from error
        if outcome is None:
            self.stdout.write("Good: everything up to the check; nothing was registered.")
            return
        kept = keep(outcome.cart, receiver=profile.receiver, version=_version(options)) if profile else None
        self._show_cart(outcome)
        self._judge(outcome, kept, profile, is_strict=options["strict"])

    def _play(
        self, entry: Entry, profile: Profile | None, listener: Listener, options: dict[str, Any]
    ) -> Outcome | None:
        keeps_cookies = profile is not None and profile.call.keeps_cookies
        browser = Browser(seconds=options["seconds"], on_step=self._print_step, keeps_cookies=keeps_cookies)
        self.stdout.write(f"{'step':<10}{'status':>6}{'ms':>9}{'bytes':>10}")
        wanted: str = options["vehicle_class"]
        if options["check_only"]:
            check_only(entry=entry, browser=browser, vehicle_class=wanted)
            return None
        return order(
            entry=entry,
            browser=browser,
            listener=listener,
            vehicle_class=wanted,
            version=_version(options),
            profile=profile,
        )

    def _print_step(self, step: Step) -> None:
        self.stdout.write(f"{step.name:<10}{step.status:>6}{step.seconds * 1000:>9.1f}{step.size:>10}")

    def _show_cart(self, outcome: Outcome) -> None:
        self.stdout.write("")
        width = max((len(name) for name, _value in outcome.cart), default=0)
        for name, value in outcome.cart:
            first, *more = value.split("\n")
            self.stdout.write(f"{name:<{width}}  {first}")
            for line in more:
                self.stdout.write(f"{'':<{width}}  {line}")
        self.stdout.write("")

    def _judge(
        self, outcome: Outcome, kept: Kept | None, profile: Profile | None, *, is_strict: bool
    ) -> None:
        for finding in map(explain, outcome.findings):
            self.stdout.write(
                f"{finding.severity}, {finding.place}: {finding.what} {finding.why} ({finding.rule})"
            )
        if kept is not None and profile is not None:
            self.stdout.write("\n".join((*kept.notes, f"{profile.name} keeps {len(kept.items)} line(s).")))
        self.stdout.write(f"Reference: {outcome.reference}")
        counted = len(outcome.findings if is_strict else find_errors(outcome.findings))
        if counted:
            raise CommandError(f"findings against the cart: {counted}", returncode=CART_HAS_FINDINGS)
        if kept is not None and kept.lost:
            raise CommandError(f"lines that are lost: {kept.lost}", returncode=CART_HAS_FINDINGS)
        self.stdout.write("Good: the cart came back.")


def _status(error: BuyerError) -> int:
    return next(status for cause, status in STATUS_OF.items() if isinstance(error, cause))


def _version(options: dict[str, Any]) -> Version:
    profile = PROFILES.get(options["profile"])
    known = profile.options["oci_version"] if profile else Version.V4_0
    return Version(options["oci_version"] or str(known))


def _entry(options: dict[str, Any], profile: Profile | None, listener: Listener) -> Entry:
    call = profile.call if profile else PLAIN
    given = tuple(_parameter(text) for text in (*options["parameters"], *_lines(options["file"])))
    if options["hook_parameter"].casefold() in {name.casefold() for name, _value in given}:
        raise CommandError("Give HOOK_URL by --hook-url: what comes back is compared to it.")
    return build_entry(
        address=options["address"],
        call=call,
        given=given,
        requester=(
            (options["mail_parameter"], options["mail"]),
            (options["name_parameter"], options["name"]),
        ),
        hook_parameter=options["hook_parameter"],
        hook_url=options["hook_url"] or build_hook_url(call, origin=listener.origin),
        origin=listener.origin,
        method=options["method"],
        key=_key(options),
        now=int(time.time()),
    )


def _key(options: dict[str, Any]) -> Key | None:
    key_id, path = options["key"], options["key_file"]
    if bool(key_id) != bool(path):
        raise CommandError("A key is given by --key and --key-file together.")
    return Key(key_id, _read(path).strip()) if key_id else None


def _lines(path: str | None) -> Iterator[str]:
    """Lines of the file that are neither empty nor a comment (#)."""
    if path is None:
        return
    yield from (line for line in _read(path).splitlines() if line.strip() and not line.startswith("#"))


def _read(path: str) -> str:
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Cannot read {path}: {error}") from error


def _parameter(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not (name and mark):
        # Not shown: it may be a secret.
        raise CommandError("A parameter is written NAME=VALUE.")
    return name, value
