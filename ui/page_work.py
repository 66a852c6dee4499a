"""Work that takes longer than a key: done one after the other on a thread of its own, told in the window's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

R = TypeVar("R")
Told = Callable[[object, Exception | None], None]


class _Signals(QObject):
    ended = Signal(object)


class _Job(QRunnable):
    """One piece of work; what it gave or raised is kept for the window's thread."""

    def __init__(self, work: Callable[[], object], then: Told, owner: object) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.work, self.then, self.owner = work, then, owner
        self.result: object = None
        self.error: Exception | None = None
        self.signals = _Signals()

    def run(self) -> None:
        try:
            self.result = self.work()
        except Exception as error:  # told to whoever asked, who says it
            self.error = error
        self.signals.ended.emit(self)


class Worker(QObject):
    """``do`` queues work; its answer comes in the window's thread unless its owner was forgotten."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: list[_Job] = []

    def do(
        self,
        work: Callable[[], R],
        then: Callable[[R], None],
        failed: Callable[[Exception], None],
        owner: object = None,
    ) -> None:
        """Do ``work`` on the thread, then tell what came of it: ``then`` or ``failed``."""

        def told(result: object, error: Exception | None) -> None:
            if error is not None:
                failed(error)
            else:
                then(result)  # type: ignore[arg-type]  # what work gave

        job = _Job(work, told, owner)
        job.signals.ended.connect(self._ended)
        self._jobs.append(job)
        self._pool.start(job)

    def forget(self, owner: object) -> None:
        """Do not begin what the owner asked for; what has begun ends without being told."""
        for job in [job for job in self._jobs if job.owner is owner]:
            job.then = _nobody
            if self._pool.tryTake(job):
                self._jobs.remove(job)

    def stop(self) -> None:
        """Wait for what was asked for, and tell it: a page that is being written is not lost by closing."""
        self._pool.waitForDone()
        for job in list(self._jobs):
            self._ended(job)

    def _ended(self, job: _Job) -> None:
        if job not in self._jobs:
            return  # told by ``stop``
        self._jobs.remove(job)
        job.then(job.result, job.error)


def _nobody(_result: object, _error: Exception | None) -> None:
    """Nobody listens any more."""
