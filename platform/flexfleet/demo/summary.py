"""What the demo prints once it answers."""

from __future__ import annotations

from typing import Any


# `Any`: the record as `record.py` writes it and JSON gives it back.
def summary(record: dict[str, Any]) -> str:
    """Addresses and sign-ins, for a person."""
    console = record["console"]
    lines = ["", f"Console  {console['url']}"]
    lines += [
        f"         {staff['email']}  {staff['password']}  ({staff['role']})" for staff in console["staff"]
    ]
    for customer in record["customers"]:
        lines += ["", f"{customer['slug']:<8} {customer['url']}  (sign in at the console)"]
        for connection in customer["connections"]:
            lines.append(f"         punch-out: {connection['method']} {connection['entry_url']}")
    lines += [
        "",
        f"Mail     {record['mail_dir']}",
        "All of this stands in var/demo.json. Ctrl-C stops the demo.",
    ]
    return "\n".join(lines)
