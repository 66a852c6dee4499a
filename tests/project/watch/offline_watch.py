"""The audit hook that keeps the suite offline. Standard library only: child programs load it too."""

from __future__ import annotations

import sys

REACHING = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "urllib.Request",
        "http.client.connect",
    }
)
LOOPBACK = frozenset({"127.0.0.1", "::1"})

attempts: list[str] = []
_watching: list[bool] = []


class Online(RuntimeError):
    """The program reached for a network."""


def reaches_out(event: str, arguments: tuple[object, ...], platform: str = sys.platform) -> bool:
    """True for an audit event that reaches beyond this process's own machine.

    A UNIX socket has a path for an address. Windows makes its socket pairs over loopback.
    """
    if event not in REACHING:
        return False
    address = arguments[1] if len(arguments) > 1 else None
    if event in {"socket.connect", "socket.bind"}:
        if isinstance(address, str | bytes):
            return False
        if platform == "win32" and isinstance(address, tuple) and address[0] in LOOPBACK:
            return False
    return True


def watch() -> None:
    """From now on every attempt is kept and refused. There is no way back with."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if reaches_out(event, arguments):
            attempts.append(f"{event} {arguments[1:]!r}")
            raise Online(attempts[-1])

    if not _watching:
        _watching.append(True)
        sys.addaudithook(hook)
