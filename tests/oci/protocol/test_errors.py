from __future__ import annotations

from oci.protocol import errors


def leaves() -> list[type[errors.OciError]]:
    found = []
    queue: list[type[errors.OciError]] = [errors.OciError]
    while queue:
        one = queue.pop()
        queue += one.__subclasses__()
        if not one.__subclasses__():
            found.append(one)
    return found


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [leaf.code for leaf in leaves()]

    assert len(set(codes)) == len(codes)


def test_the_tree_is_drawn_at_the_head() -> None:
    drawn = {
        line.split("`")[1] for line in (errors.__doc__ or "").splitlines() if line.lstrip().startswith("*")
    }

    assert drawn == set(errors.__all__)


def test_shown_is_short_and_printable() -> None:
    assert errors.shown("a\nb\x1b") == "a?b?"
    assert errors.shown("x" * 50) == "x" * 40 + "…"
