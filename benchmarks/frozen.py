"""The packed program against the same program from its source: until the first window is painted and its chart stands.

Both open a window over the same demo ward, look at it and end (the self-check's part for the window). The packed one is what ``dev.py build`` made in ``dist``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.ratios import Bar, interleaved, show, timed
from benchmarks.start import CACHE

ROOT = Path(__file__).resolve().parent.parent
PACKED = ROOT / "dist" / "hlhdesk" / "hlhdesk"
FROM_SOURCE, FROZEN = "from source", "packed"


def main() -> bool:
    """Print the table; without a packed program, say how to make one. Raises RuntimeError when one does not start."""
    if not PACKED.is_file():
        sys.stdout.write("\nPacked start: there is no dist/hlhdesk; make it with dev.py build linux\n")
        return False
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "demo.hlhdesk"
        source = [sys.executable, "-m", "hlhdesk"]
        _run([*source, "demo", "--headless", "--db", str(db), "--out", folder], folder)
        look = ["--db", str(db), "--selfcheck-window"]
        measured = interleaved(
            {
                FROM_SOURCE: timed(lambda: _run([*source, *look], folder)),
                FROZEN: timed(lambda: _run([str(PACKED), *look], folder)),
            }
        )
    bars = (Bar(FROZEN, FROM_SOURCE, at_most=1.5),)
    return show("Start to the first window and its chart", measured, FROM_SOURCE, bars)


def _run(command: Sequence[str], home: str) -> None:
    """Run a program to its end, away from this user's settings. Raises RuntimeError when it fails."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(CACHE),
        **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), home),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed:\n{done.stderr}")
