"""Data of the program as an importable package: definitions, schema, fonts, messages, demo ward."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def early_text(*place: str) -> str:
    """A text of this package, for what stands before the first paint: ``importlib.resources`` brings half of a library.

    Raises FileNotFoundError for one that is not there.
    """
    return _FOLDER.joinpath(*place).read_text(encoding="utf-8")
