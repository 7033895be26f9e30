"""The buyer's side of a punch-out, played over HTTP against a running installation.

Everything here sees only what a buyer's system and its employee's browser see: addresses, pages and forms. So it
imports the protocol and no model, and works against an installation on another machine.
"""
