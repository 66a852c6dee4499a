"""Files of pages: names that are safe everywhere, written whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.file_asking import file_to_save, folder_to_use
from ui.pages import Pages

AskFile = Callable[[QWidget | None, str, str, str], str]
AskFolder = Callable[[QWidget | None, str], str]
UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
LONGEST = 60


def file_name(pages: Pages) -> str:
    """A name that every file system takes: page, hospital number, visit and day, never the child's name."""
    number = UNSAFE.sub("-", pages.chart.patient_id).strip("-.")[:LONGEST] or "child"
    parts = [pages.say(f"ui.pages.file.{pages.choice.kind}"), number]
    if pages.choice.visit:
        parts.append(pages.choice.visit)
    return "_".join([*parts, pages.state.as_of.day.isoformat()]) + ".pdf"


def free_file(folder: Path, name: str) -> Path:
    """``name`` in the folder, with a number where a file of that name stands: nothing is ever replaced."""
    file, stem, count = folder / name, name.removesuffix(".pdf"), 1
    while file.exists():
        count += 1
        file = folder / f"{stem}_{count}.pdf"
    return file


def ask_file(parent: QWidget | None, title: str, name: str, kinds: str) -> str:
    """Ask where to save; an empty text when the person changed their mind."""
    return file_to_save(parent, title, str(Path.home() / name), kinds)


def ask_folder(parent: QWidget | None, title: str) -> str:
    """Ask for a folder; an empty text when the person changed their mind."""
    return folder_to_use(parent, title, str(Path.home()))


def write_whole(file: Path, data: bytes) -> None:
    """Write beside the file and put it in place in one step; raises OSError and leaves nothing."""
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".hlhdesk-", suffix=".pdf")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(beside).replace(file)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
