"""What can go wrong. Each error names the thing, the value, what was expected and the next step."""


class Error(Exception):
    """`str()` is the whole message in the language asked for."""

    def __init__(self, message, thing="", value="", expected="", advice=""):
        super().__init__(message)
        self.thing, self.value, self.expected, self.advice = thing, value, expected, advice


class InputError(Error, ValueError):
    """Arguments, a study or its files are wrong."""


class ResourceError(Error, OSError):
    """Disk, memory, permissions, a missing program."""

    def __str__(self):
        return self.args[0]


class InternalError(Error):
    """A fault of the program."""
