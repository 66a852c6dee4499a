"""What the suite says at its end: each promise with its figure, and each hazard whose guard did not pass.

A test tells its figure by the fixture ``shown``. The figures travel with the tests' reports, so that
the workers of a run in parallel are heard too.
"""

from __future__ import annotations

from collections.abc import Callable

import hazards
import pytest

Shown = Callable[[str, str], None]
"""``shown("what the screen confirmed survives a kill", "500 kills: 0 lost")``."""

KEY = "promise"


@pytest.fixture
def shown(request: pytest.FixtureRequest) -> Shown:
    """Tell the figure that a test found for a promise; a later one takes its place."""

    def tell(promise: str, figure: str) -> None:
        told = request.node.user_properties
        told[:] = [(key, value) for key, value in told if key != KEY or value[0] != promise]
        told.append((KEY, [promise, figure]))

    return tell


class SuiteEnd:
    """Hears every report and speaks at the end of the run."""

    def __init__(self, *, whole: bool) -> None:
        self.figures: list[tuple[str, str]] = []
        self.outcomes: dict[str, set[str]] = {}
        self._whole = whole

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a test told and how it ended."""
        if report.when == "call" or report.outcome != "passed":
            self.outcomes.setdefault(hazards.without_parameters(report.nodeid), set()).add(report.outcome)
        if report.when == "call" and report.passed:
            for key, value in report.user_properties:
                if key == KEY and isinstance(value, list):
                    self.figures.append((str(value[0]), str(value[1])))

    def unguarded(self) -> list[str]:
        """Each hazard's test that failed, or that a run of the whole suite did not run."""
        log = hazards.read(hazards.LOG.read_text(encoding="utf-8"))
        return [
            f"{hazard.name} {hazard.title}: {test} {said}"
            for hazard in log
            for test in hazard.tests
            if (said := self._fault(test))
        ]

    def skipped(self) -> list[str]:
        """Each hazard's test that this system cannot run."""
        log = hazards.read(hazards.LOG.read_text(encoding="utf-8"))
        return [test for hazard in log for test in hazard.tests if self.outcomes.get(test) == {"skipped"}]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A run in which a hazard stands unguarded has failed."""
        if session.exitstatus == pytest.ExitCode.OK and self.unguarded():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The table of figures, then the hazards."""
        if self.figures:
            terminalreporter.section("promises")
            width = max(len(promise) for promise, _ in self.figures)
            for promise, figure in sorted(self.figures):
                terminalreporter.write_line(f"{promise:<{width}}  {figure}")
        for test in self.skipped():
            terminalreporter.write_line(f"a hazard's test cannot run on this system: {test}")
        for line in self.unguarded():
            terminalreporter.write_line(f"UNGUARDED {line}", red=True)

    def _fault(self, test: str) -> str:
        seen = self.outcomes.get(test, set())
        if "failed" in seen:
            return "failed"
        return "was not run" if self._whole and not seen else ""


def is_whole(config: pytest.Config) -> bool:
    """True for a run of every test there is."""
    chosen = ("keyword", "markexpr", "deselect", "lf", "maxfail", "collectonly", "ignore")
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not any(
        config.getoption(name, None) for name in chosen
    )
