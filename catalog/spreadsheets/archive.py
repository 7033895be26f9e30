"""ZIP files, which XLSX files are, too: how large they become is known before anything is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from catalog.spreadsheets.errors import FileBroken, FileTooLarge

MOST_UNPACKED = 24 * 1024 * 1024
MOST_MEMBERS = 200


def is_zip(data: bytes) -> bool:
    return data.startswith(b"PK")


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, if it stays within the limits when it is unpacked.

    Python reads no more of a member than its head says, so the heads can be believed.

    Raises:
        FileTooLarge: If it does not.
        FileBroken: If it is no archive, or locked by a password.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise FileBroken(str(error)) from error
    members = archive.infolist()
    if sum(member.file_size for member in members) > MOST_UNPACKED or len(members) > MOST_MEMBERS:
        raise FileTooLarge(limit=MOST_UNPACKED)
    if any(member.flag_bits & 1 for member in members):
        raise FileBroken("locked by a password")
    return archive


def build_zip(files: Mapping[str, str]) -> bytes:
    """Text files by name as an archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Raises FileBroken."""
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError) as error:
        raise FileBroken(str(error)) from error
