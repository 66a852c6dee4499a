"""Linux: a folder to unpack anywhere (``.tar.xz``) and a package for Debian and Ubuntu (``.deb``)."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

from build_data import version
from build_gates import MB, folder_size
from dev_environment import ROOT, step

NAME = "hlhdesk"
CHART_TYPE = "application/x-hlhdesk-chart"
DEPENDS = (
    "libc6 (>= 2.35)", "libstdc++6 (>= 12)", "libgcc-s1", "libexpat1", "libegl1", "libgl1", "libxcb1", "fontconfig", "libx11-6",
    "libxkbcommon-x11-0", "libdbus-1-3", "libcups2", "tzdata",
)  # fmt: skip
"""What the gate of libraries takes for the system's own, by the packages that bring it."""
DESCRIPTION = "Bedside fever and treatment chart for children with secondary HLH"
ABOUT = (
    "Nurses chart temperatures, laboratory results and doses; fever relapse is flagged with its reasons;",
    "doctors print summaries. It works without a network, in English and Simplified Chinese.",
)


def desktop_entry() -> str:
    """The entry of the menu, in both languages."""
    return f"""[Desktop Entry]
Type=Application
Name=HLHdesk
Comment={DESCRIPTION}
Comment[zh_CN]=继发性噬血细胞综合征患儿床旁体温与治疗记录
GenericName=Bedside chart
GenericName[zh_CN]=床旁记录
Exec={NAME} open
Icon={NAME}
Terminal=false
Categories=MedicalSoftware;Science;
StartupWMClass={NAME}
"""


def mime_type() -> str:
    """What a chart file is: JSON whose format names it."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{CHART_TYPE}">
    <comment>HLHdesk chart file</comment>
    <comment xml:lang="zh_CN">HLHdesk病历文件</comment>
    <sub-class-of type="application/json"/>
    <magic priority="60"><match type="string" offset="0:64" value="&quot;hlhdesk-chart&quot;"/></magic>
    <glob pattern="*.hlhdesk-chart.json"/>
  </mime-type>
</mime-info>
"""


def control(number: str, kilobytes: int, architecture: str) -> str:
    """What the package manager is told."""
    lines = [
        f"Package: {NAME}",
        f"Version: {number}",
        f"Architecture: {architecture}",
        "Maintainer: HLHdesk <team@hlhdesk.example>",
        f"Installed-Size: {kilobytes}",
        f"Depends: {', '.join(DEPENDS)}",
        "Section: science",
        "Priority: optional",
        f"Description: {DESCRIPTION}",
        *(f" {line}" for line in ABOUT),
    ]
    return "\n".join(lines) + "\n"


AFTER_REMOVAL = """#!/bin/sh
set -e
if [ "$1" = remove ] || [ "$1" = purge ]; then
    echo "HLHdesk is removed. The charts stay where they are, in each user's data folder (~/.local/share/hlhdesk)."
    echo "HLHdesk 已卸载。病历数据保留在各用户的数据文件夹中（~/.local/share/hlhdesk）。"
fi
"""


def make_tar(bundle: Path, out: Path) -> Path:
    """The folder as ``hlhdesk-VERSION-linux-x86_64.tar.xz``."""
    target = out / f"{NAME}-{version(ROOT)}-linux-x86_64.tar.xz"
    with tarfile.open(target, "w:xz") as archive:
        archive.add(bundle, arcname=NAME, filter=_nobody)
    return target


def make_deb(bundle: Path, work: Path, out: Path, licences: str) -> Path:
    """The package, put together in ``work``; ``licences`` is the text that the system keeps of them."""
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(bundle, root / "opt" / NAME, symlinks=True)
    link = root / "usr" / "bin" / NAME
    link.parent.mkdir(parents=True)
    link.symlink_to(f"/opt/{NAME}/{NAME}")
    share = root / "usr" / "share"
    _write(share / "applications" / f"{NAME}.desktop", desktop_entry())
    _write(share / "mime" / "packages" / f"{NAME}.xml", mime_type())
    for size, name in (("scalable", f"{NAME}.svg"), ("256x256", f"{NAME}.png")):
        target = share / "icons" / "hicolor" / size / "apps" / name
        target.parent.mkdir(parents=True)
        shutil.copyfile(ROOT / "resources" / "icons" / name, target)
    _write(share / "doc" / NAME / "copyright", licences)
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    number = version(ROOT)
    _write(root / "DEBIAN" / "control", control(number, folder_size(root) // 1024, architecture))
    _write(root / "DEBIAN" / "postrm", AFTER_REMOVAL).chmod(0o755)
    target = out / f"{NAME}_{number}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return target


def tell_size(file: Path) -> None:
    """One line for a file that was made."""
    step(f"{file.name}: {file.stat().st_size / MB:.1f} MB")


def _nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """No name of who built it, and no time of it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = 0
    return entry


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
