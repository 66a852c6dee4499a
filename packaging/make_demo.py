#!/usr/bin/env python3
"""Write ``resources/demo/ward.json``, the invented ward: ``python packaging/make_demo.py [--check]``.

The same bytes each time: fixed seeds, no clock. ``--check`` writes nothing and says whether the file
is the one that would be written (exit code 1 when it is not).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from demo_ward.ward import ward

FILE = Path(__file__).resolve().parents[1] / "resources" / "demo" / "ward.json"


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 done or the same, 1 another file."""
    parser = argparse.ArgumentParser(description="Write the invented demo ward.")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args(arguments).check
    data = ward()
    if not check:
        FILE.write_bytes(data)
        return 0
    if FILE.exists() and FILE.read_bytes() == data:
        return 0
    sys.stderr.write(f"{FILE.name} is not what make_demo.py writes\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
