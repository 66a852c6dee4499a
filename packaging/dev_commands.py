"""What ``packaging/dev.py`` can do once the environment stands."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dev_environment import ROOT, Environment, Stopped, ready, step
from dev_qt import bring_libraries, bring_pango, has_screen, offscreen, window_opens

LOCK = ROOT / "requirements.lock"
BENCH_LOCK = ROOT / "requirements-bench.lock"
WORKERS = "2"


@dataclass(frozen=True)
class Check:
    """One step of ``test``: a name for the person and a command."""

    name: str
    command: tuple[str, ...]


def checks(environment: Environment) -> tuple[Check, ...]:
    """The checks that read the code without running it."""
    python = str(environment.python)
    return (
        Check("ruff check", (python, "-m", "ruff", "check", ".")),
        Check("ruff format", (python, "-m", "ruff", "format", "--check", ".")),
        Check("mypy", (python, "-m", "mypy")),
        Check("import rules", (environment.tool("lint-imports"),)),
        Check("hazard log", (python, str(ROOT / "packaging" / "hazards.py"))),
    )


def run(arguments: Sequence[str]) -> int:
    """Open the demo ward; without a screen, do the main job headless into demo-out."""
    environment = _up(screen=has_screen())
    command = [str(environment.python), "-m", "hlhdesk", "demo"]
    if has_screen() and window_opens(environment):
        step("opening the demo ward")
        return subprocess.call([*command, *arguments], cwd=ROOT)
    step("there is no screen: the headless demo writes its pages to demo-out")
    headless = [*command, "--headless", "--out", str(ROOT / "demo-out"), *arguments]
    return subprocess.call(headless, cwd=ROOT, env=offscreen())


def check(arguments: Sequence[str]) -> int:
    """The checks that read the code without running it."""
    _no_more(arguments)
    environment = _up()
    return _verdict(_failures(checks(environment)))


def test(arguments: Sequence[str]) -> int:
    """Every check, then the whole suite; --nightly for the full campaigns (further arguments go to pytest)."""
    environment = _up()
    failed = _failures(checks(environment))
    step("pytest")
    suite = [str(environment.python), "-m", "pytest", "-q", "-n", WORKERS, *arguments]
    if subprocess.call(suite, cwd=ROOT, env=offscreen()) != 0:
        failed.append("pytest")
    return _verdict(failed)


def bench(arguments: Sequence[str]) -> int:
    """Print the tables of ratios (further arguments name the benchmarks)."""
    environment = ready([LOCK, BENCH_LOCK])
    bring_libraries(environment, screen=False)
    bring_pango(environment)
    return subprocess.call(
        [str(environment.python), "-m", "benchmarks", *arguments], cwd=ROOT, env=offscreen()
    )


def build(arguments: Sequence[str]) -> int:
    """What a ward installs (linux, windows; both without a word), made in dist/, held against gates, tried out."""
    environment = _up()
    return subprocess.call(
        [str(environment.python), str(ROOT / "packaging" / "build.py"), *arguments], cwd=ROOT
    )


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "build": build,
}


def main(arguments: Sequence[str]) -> int:
    """Do one command; returns the exit code for the shell."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Bring everything up and do one thing.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, action in COMMANDS.items():
        commands.add_parser(name, help=(action.__doc__ or "").strip(), add_help=False)
    chosen, rest = parser.parse_known_args(arguments)
    try:
        return COMMANDS[chosen.command](rest)
    except Stopped as stopped:
        sys.stderr.write(f"{stopped}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _up(*, screen: bool = False) -> Environment:
    environment = ready([LOCK])
    bring_libraries(environment, screen=screen)
    return environment


def _failures(steps: Sequence[Check]) -> list[str]:
    """The names of the checks that failed, each with its output printed."""
    failed = []
    for one in steps:
        done = subprocess.run(one.command, cwd=ROOT, capture_output=True, text=True, check=False)
        step(f"{one.name}: {'ok' if done.returncode == 0 else 'FAILED'}")
        if done.returncode != 0:
            sys.stdout.write(done.stdout + done.stderr)
            failed.append(one.name)
    return failed


def _verdict(failed: Sequence[str]) -> int:
    if failed:
        step(f"failed: {', '.join(failed)}")
        return 1
    step("everything passed")
    return 0


def _no_more(arguments: Sequence[str]) -> None:
    if arguments:
        raise Stopped(f"not understood: {' '.join(arguments)}")
