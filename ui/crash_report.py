"""What a report about an error of the program says: versions and places in the program, nothing of any child."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion

from hlhdesk import __version__


def report_text(places: tuple[str, ...], definitions: str) -> str:
    """Lines to copy into a message. ``places`` are the kinds and places of errors, the first one first."""
    return "\n".join(
        (
            f"HLHdesk {__version__}, definitions {definitions}",
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
            *places,
        )
    )
