"""The package tried in a clean Debian: installed, checked by a user without rights, removed, and the charts still there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from dev_environment import step

SUITE = "bookworm"
USER = "nurse"


def try_package(package: Path, work: Path) -> list[str]:
    """Install and remove ``package`` in a system that holds nothing else; returns what went wrong."""
    root = work / "root"
    step("making a clean system")
    problem = _make(root)
    if problem:
        return [problem]
    shutil.copyfile(package, root / package.name)
    home = root / "home" / USER
    failed = []
    for what, command in (
        ("install", ["apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/{package.name}"]),
        ("make a user", ["useradd", "--create-home", USER]),
        ("check itself", ["su", "-", USER, "-c", "hlhdesk --selfcheck"]),
        (
            "make a demo ward",
            ["su", "-", USER, "-c", "hlhdesk demo --headless --db ~/demo.hlhdesk --out ~/pages"],
        ),
        (
            "export it",
            ["su", "-", USER, "-c", "hlhdesk --db ~/demo.hlhdesk export --format json --out ~/before.json"],
        ),
        ("remove", ["apt-get", "remove", "-y", "-qq", "hlhdesk"]),
        ("install again", ["apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/{package.name}"]),
        (
            "export it again",
            ["su", "-", USER, "-c", "hlhdesk --db ~/demo.hlhdesk export --format json --out ~/after.json"],
        ),
        ("remove for good", ["apt-get", "purge", "-y", "-qq", "hlhdesk"]),
    ):
        done = _within(root, command)
        step(f"  {what}: {'ok' if done.returncode == 0 else 'FAILED'}")
        if done.returncode != 0:
            failed.append(
                f"in a clean system it could not {what}: {(done.stdout + done.stderr).strip()[-600:]}"
            )
            break
    else:
        if not [*home.rglob("*.hlhdesk")]:
            failed.append("removing it took the charts away")
        if (home / "before.json").read_bytes() != (home / "after.json").read_bytes():
            failed.append("the charts are others after removing and installing it again")
        if (root / "opt" / "hlhdesk").exists():
            failed.append("removing it left /opt/hlhdesk")
    shutil.rmtree(root, ignore_errors=True)
    return failed


def _make(root: Path) -> str:
    """A minimal system; what went wrong, or an empty text."""
    shutil.rmtree(root, ignore_errors=True)
    command = ["debootstrap", "--variant=minbase", SUITE, str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return f"debootstrap could not make a clean system: {done.stdout.strip()[-300:]}"
    for name in (
        "etc/apt/sources.list",
        "etc/apt/apt.conf.d",
        "etc/apt/sources.list.d",
        "etc/resolv.conf",
        "etc/ssl/certs",
    ):
        _share(Path("/") / name, root / name)
    return (
        ""
        if _within(root, ["apt-get", "update", "-qq"]).returncode == 0
        else "apt-get update failed in the clean system"
    )


def _share(ours: Path, theirs: Path) -> None:
    """The clean system reaches packages as this machine does."""
    if ours.is_dir():
        shutil.copytree(ours, theirs, dirs_exist_ok=True, symlinks=False, ignore_dangling_symlinks=True)
    elif ours.is_file():
        theirs.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ours, theirs)


def _within(root: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    return subprocess.run(
        ["chroot", str(root), *quiet, *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
