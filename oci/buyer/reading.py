"""From HTML to a page. Nothing of HTML is an error: what is no form and none of the words wanted is passed over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from .page import Control, Form, Page

__all__ = ["parse_page"]

# Inputs that send nothing unless they are chosen, and those that send nothing unless they are pressed.
CHOSEN = frozenset({"radio", "checkbox"})
PRESSED = frozenset({"submit", "button", "reset", "image"})


def parse_page(html: str) -> Page:
    """Read a page of ours. A page of somebody else's has forms and a title at most."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    words = reader.words
    # On the page of a problem, the reference is written the way that the code is.
    codes = words["code"]
    return Page(
        title=" ".join(words["title"][:1]),
        code=" ".join(codes[:1]),
        reference=" ".join([*codes[1:], *words["reference"]][:1]),
        errors=tuple(words["error"]),
        forms=tuple(draft.finished() for draft in reader.forms),
    )


@dataclass
class _Draft:
    """A form while it is being read."""

    attributes: dict[str, str]
    controls: list[Control] = field(default_factory=list)
    options: list[Control] = field(default_factory=list)

    def close_list(self) -> None:
        """A list sends the option that is selected, or else its first."""
        possible = [option for option in self.options if not option.is_disabled]
        chosen = next((option for option in possible if option.is_sent), possible[0] if possible else None)
        self.controls += [replace(option, is_sent=option is chosen) for option in self.options]
        self.options.clear()

    def finished(self) -> Form:
        return Form(
            action=self.attributes.get("action", ""),
            method=self.attributes.get("method", "get").lower(),
            target=self.attributes.get("target", ""),
            charset=self.attributes.get("accept-charset", ""),
            key=self.attributes.get("id", ""),
            controls=tuple(self.controls),
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Draft] = []
        self.words: dict[str, list[str]] = {"title": [], "code": [], "reference": [], "error": []}
        self._form: _Draft | None = None
        self._list = ""  # the name of the list whose options come
        self._is_in_errors = False
        self._heard: list[str] = []
        self._hears, self._until = "", ""  # what the text is, and the tag that ends it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = _Draft(found)
            self.forms.append(self._form)
        if tag == "div" and found.get("id") == "errors":
            self._is_in_errors = True
        if word := self._word(tag, found):
            self._hears, self._until = word, tag
            self._heard.clear()
        if self._form is not None:
            self._read_control(self._form, tag, found)

    def handle_data(self, data: str) -> None:
        if self._hears:
            self._heard.append(data)

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                self._form = None
            case "select" if self._form is not None:
                self._form.close_list()
            case "div":
                self._is_in_errors = False
        if tag == self._until:
            self._keep("".join(self._heard))
            self._hears = self._until = ""

    def _word(self, tag: str, found: dict[str, str]) -> str:
        """Which word begins here, or ""."""
        match tag, found.get("class", ""):
            case "h1", _:
                return "title"
            case "dd", "code":
                return "code"
            case "p", "reference":
                return "reference"
            case "li", _ if self._is_in_errors:
                return "error"
            case "textarea", _ if self._form is not None:
                return found.get("name", "")
        return ""

    def _keep(self, text: str) -> None:
        if self._until == "textarea" and self._form is not None:
            # Browsers pass over a line end right after the tag.
            self._form.controls.append(Control(self._hears, text.removeprefix("\n"), "textarea"))
        else:
            self.words[self._hears].append(" ".join(text.split()))

    def _read_control(self, form: _Draft, tag: str, found: dict[str, str]) -> None:
        name, value, is_disabled = found.get("name", ""), found.get("value", ""), "disabled" in found
        match tag:
            case "select":
                self._list = name
            case "option" if self._list:
                option = Control(self._list, value, "option", "selected" in found, is_disabled)
                form.options.append(option)
            case "input" if name and (kind := found.get("type", "text").lower()) not in PRESSED:
                is_sent = not is_disabled and (kind not in CHOSEN or "checked" in found)
                form.controls.append(Control(name, value, kind, is_sent, is_disabled))
