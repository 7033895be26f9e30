from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpResponse


class RefusalMixin:
    """For Wagtail's create and edit views: a domain error becomes an error of the field it is about.

    `refusals` maps each error the domain verb raises to a field of the form, or to None for the form as a whole.
    """

    refusals: ClassVar[Mapping[type[Exception], str | None]] = {}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]  # Wagtail's view follows in the MRO
        except tuple(self.refusals) as error:
            field = next(field for kind, field in self.refusals.items() if isinstance(error, kind))
            form.add_error(field, str(error))
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]  # Wagtail's view
            return self.form_invalid(form)  # type: ignore[attr-defined]  # Wagtail's view
