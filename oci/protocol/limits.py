"""How much of everything is accepted. Past a limit is an error, never a cut."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CALL_LIMITS", "CART_VARIABLES", "CallLimits"]


@dataclass(frozen=True, slots=True)
class CallLimits:
    """Limits of one call.

    `size` counts encoded bytes, of query and body each. The others count decoded characters and parameters.
    """

    size: int
    parameters: int
    name: int
    value: int


# The largest real call seen (SRM 7 with its ITS session in HOOK_URL) has 40 parameters and 3,100 characters.
CALL_LIMITS = CallLimits(size=131_072, parameters=250, name=128, value=8_192)

# PHP drops silently what lies past `max_input_vars`, 1,000 unless changed. Dolibarr and many portals are PHP.
CART_VARIABLES = 1_000
