"""``python -m benchmarks [NAME…]``: each benchmark in a process of its own, one table each.

Exit code 0 when every bar is met, 1 when one is not, 2 when a benchmark could not run.
"""

from __future__ import annotations

import importlib
import subprocess
import sys

NAMES = ("start", "save", "chart", "child", "rules", "page", "soak")
ON_REQUEST = ("frozen",)
"""Needs what ``dev.py build`` makes."""
NOT_MET = 3  # not 1, which is how Python ends after an error


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all."""
    if len(names) == 2 and names[0] == "--one":
        return 0 if importlib.import_module(f"benchmarks.{names[1]}").main() else NOT_MET
    unknown = [name for name in names if name not in (*NAMES, *ON_REQUEST)]
    if unknown:
        sys.stderr.write(
            f"no benchmark {', '.join(unknown)}; there are: {', '.join((*NAMES, *ON_REQUEST))}\n"
        )
        return 2
    codes = {
        name: subprocess.call([sys.executable, "-m", "benchmarks", "--one", name]) for name in names or NAMES
    }
    broken = [name for name, code in codes.items() if code not in {0, NOT_MET}]
    if broken:
        sys.stderr.write(f"could not run: {', '.join(broken)}\n")
    return 2 if broken else int(any(codes.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
