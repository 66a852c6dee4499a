"""What holds for the whole suite: Qt draws into memory, and nothing reaches for a network.

An audit hook cannot be taken out again, so code that swallows its error is still found: every
attempt is kept and fails the test that made it. Programs that a test starts are watched too, by
``tests/project/watch/sitecustomize.py``, which loads the same hook.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import offline_watch
import pytest
from hypothesis import settings

from tests.campaigns import NIGHTLY
from tests.promises import SuiteEnd, is_whole, shown

__all__ = ["shown"]

WATCH = Path(__file__).parent / "project" / "watch"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHONPATH"] = os.pathsep.join(
    part for part in (str(WATCH), os.environ.get("PYTHONPATH", "")) if part
)
offline_watch.watch()

settings.register_profile("suite", deadline=None, derandomize=False)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--nightly``: the campaigns at their full size."""
    parser.addoption("--nightly", action="store_true", help="campaigns at their full size (hours)")


def pytest_configure(config: pytest.Config) -> None:
    """Take the size of the campaigns; where the run is told, tell its promises."""
    if config.getoption("nightly"):
        os.environ[NIGHTLY] = "1"
    if not hasattr(config, "workerinput"):  # a worker's reports are heard where they arrive
        config.pluginmanager.register(SuiteEnd(whole=is_whole(config)), "suite-end")


@pytest.fixture(autouse=True)
def nothing_reaches_for_a_network() -> Iterator[None]:
    """Fails a test during which the program tried to reach a network."""
    offline_watch.attempts.clear()
    yield
    assert offline_watch.attempts == [], "the program is offline"
