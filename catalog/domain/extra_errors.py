"""What can be wrong with chosen extras. Each carries the code of its extra beside what every ChoiceError has."""

from __future__ import annotations

from django.utils.translation import gettext

from catalog.domain.choice_errors import ChoiceError
from catalog.models import Extra


class ExtraError(ChoiceError):
    def __init__(self, message: str, *, extra_code: str) -> None:
        super().__init__(message, field="extras")
        self.extra_code = extra_code


class ExtraNotOfferedError(ExtraError):
    """There is no such extra, or none for this class, or no kilometres to sell where they are unlimited."""

    code = "EXTRA_NOT_OFFERED"

    def __init__(self, *, code: str, name: str, class_name: str) -> None:
        super().__init__(
            gettext("%(class)s cannot have %(extra)s. Leave this extra out.")
            % {"class": class_name, "extra": name},
            extra_code=code,
        )


class TooManyOfExtraError(ExtraError):
    code = "EXTRA_TOO_MANY"

    def __init__(self, *, extra: Extra) -> None:
        super().__init__(
            gettext("%(extra)s: a rental has at most %(number)d. Choose fewer.")
            % {"extra": extra.name, "number": extra.max_quantity},
            extra_code=extra.code,
        )
