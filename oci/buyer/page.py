"""A page as a browser without script has it: forms with what they would send, and the few words that matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = ["Control", "Form", "Page"]


@dataclass(frozen=True, slots=True)
class Control:
    """One thing that a form may send. Each radio button is one, and each option of a list.

    Attributes:
        name: Under which it is sent.
        value: What is sent.
        kind: The type of the input, "option" or "textarea".
        is_sent: Whether it goes along as the page stands.
        is_disabled: Whether nobody can choose it.
    """

    name: str
    value: str
    kind: str
    is_sent: bool = True
    is_disabled: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form; `key` is its id."""

    action: str
    method: str = "get"
    target: str = ""
    charset: str = ""
    key: str = ""
    controls: tuple[Control, ...] = ()

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """What is sent as the page stands, in order."""
        return tuple((control.name, control.value) for control in self.controls if control.is_sent)

    def filled(self, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """What is sent once `answers` are filled in."""
        kept = tuple((name, value) for name, value in self.fields if name not in answers)
        return kept + tuple(answers.items())

    def choices(self, name: str) -> tuple[Control, ...]:
        """What a list or a group of radio buttons offers, whether it can be chosen or not."""
        return tuple(control for control in self.controls if control.name == name)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says.

    Attributes:
        title: Its heading.
        code: The code of the problem that it shows; "" for any other page.
        reference: Of the request, or of the journal's entry of the problem.
        errors: What is wrong with what was filled in, in the page's words.
        forms: In order.
    """

    title: str = ""
    code: str = ""
    reference: str = ""
    errors: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()

    def form_to(self, door: str) -> Form | None:
        """The form that goes to `door`, the last part of a path: `check`, `register`, `returned`."""
        return next((form for form in self.forms if urlsplit(form.action).path.endswith(f"/{door}/")), None)

    def form_named(self, key: str) -> Form | None:
        return next((form for form in self.forms if form.key == key), None)
