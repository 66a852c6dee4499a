"""Starts, hears and kills the programs of ``ward_child``."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LONG = 120.0


class Nursery:
    """One process whose forks do the work."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.service.ward_child"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._said: Queue[Any] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self.hear(LONG) == "ready"

    def start(self, *order: object) -> int:
        """Start a program by name; its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps(order) + "\n").encode())
        self._process.stdin.flush()
        early = []
        while not (isinstance(said := self.hear(LONG), dict) and "child" in said):
            early.append(said)  # a fast child speaks before it is announced
        for line in early:
            self._said.queue.appendleft(line)
        return int(said["child"])

    def hear(self, seconds: float) -> Any:
        """The next thing said; None when nothing is said in time."""
        try:
            return self._said.get(timeout=max(seconds, 0))
        except Empty:
            return None

    def hear_some(self, wanted: int, seconds: float) -> list[str]:
        """Up to ``wanted`` answers."""
        until = time.monotonic() + seconds
        heard: list[str] = []
        while len(heard) < wanted and (said := self.hear(until - time.monotonic())) is not None:
            heard.append(said)
        return heard

    def kill(self, child: int) -> list[str]:
        """Kill the program as no program can refuse; what it had still said."""
        os.kill(child, signal.SIGKILL)
        return self.rest()

    def rest(self) -> list[Any]:
        """What is said until the program has ended."""
        heard: list[Any] = []
        while not (isinstance(said := self.hear(LONG), dict) and "ended" in said):
            assert said is not None, "the program ends"
            heard.append(said)
        return heard

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(json.loads(line))


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A nursery that is closed again."""
    opened = Nursery()
    try:
        yield opened
    finally:
        opened.close()
