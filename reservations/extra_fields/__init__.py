"""A customer's own questions: what they ask, when they are shown, and what counts as an answer.

Nothing of Django is used here, and nothing that a definition holds is ever run: patterns go to an engine without
backtracking, texts are only compared.
"""

from .answering import Checked, check_answers
from .definition import Condition, ExtraField, Kind, Operator, Sent
from .errors import AnswerError, DefinitionError

__all__ = [
    "AnswerError",
    "Checked",
    "Condition",
    "DefinitionError",
    "ExtraField",
    "Kind",
    "Operator",
    "Sent",
    "check_answers",
]
