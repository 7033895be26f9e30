# As much of google-re2 as we call; it has no types of its own.

class error(Exception): ...  # noqa: N801  # its name

class Options:
    max_mem: int
    log_errors: bool

class Match: ...

class Pattern:
    def fullmatch(self, text: str) -> Match | None: ...

def compile(pattern: str, options: Options | None = ...) -> Pattern: ...  # noqa: A001  # its name
