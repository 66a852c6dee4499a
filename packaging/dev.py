#!/usr/bin/env python3
"""Bring everything up and do one thing: ``python3 packaging/dev.py run | test | check | bench | build``.

This file keeps to words that every Python 3 can read, so that an old one gets a plain answer.
"""

import sys
from collections.abc import Sequence

OLDEST = (3, 11)


def too_old(version: "Sequence[int]") -> str:
    """The plain answer for a Python that cannot run the program, or an empty string."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    return (
        "HLHdesk needs Python {0}.{1} or newer; this is Python {2}.{3}.\n"
        "Start this script with a newer one, for example: python{0}.{1} packaging/dev.py"
    ).format(*OLDEST, *version[:2])


def main() -> int:
    """Exit code 0 done, 1 a check failed, 2 something is missing that only a person can bring."""
    refusal = too_old(sys.version_info[:2])
    if refusal:
        sys.stderr.write(refusal + "\n")
        return 2
    import dev_commands  # noqa: PLC0415  an old Python cannot read it

    return dev_commands.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
