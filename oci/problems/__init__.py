"""Every problem that a buyer's system or an employee can meet, as one table.

A code is stable: it stands on the page, in the journal, in `docs/reference/problems.md` (compared by a test) and in the
ERP developer's notes. Each problem names its cause, who can mend it, and how.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from oci.problems.call import CALL
from oci.problems.cart import CART
from oci.problems.connection import CONNECTION
from oci.problems.functions import FUNCTIONS
from oci.problems.problem import Owner, Problem
from oci.problems.proof import PROOF
from oci.problems.requester import REQUESTER
from oci.problems.return_address import RETURN_ADDRESS
from oci.problems.returns import RETURNS
from oci.problems.visit import VISIT

__all__ = ["PROBLEMS", "Owner", "Problem", "find_problem"]

# In the order of docs/reference/problems.md.
TOPICS = (CONNECTION, PROOF, CALL, FUNCTIONS, RETURN_ADDRESS, REQUESTER, VISIT, CART, RETURNS)

PROBLEMS: Mapping[str, Problem] = MappingProxyType(
    {problem.code: problem for topic in TOPICS for problem in topic}
)

# The rules of a cart have codes of their own in the journal; the employee is told that the account manager must act.
CART_PREFIX = "CART_"


def find_problem(code: str) -> Problem:
    """The problem that an error's code stands for."""
    return PROBLEMS["CART_NOT_SENDABLE" if code.startswith(CART_PREFIX) else code]
