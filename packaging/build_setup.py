"""The two ways onto a Windows PC: a setup for one user (NSIS), and an MSI for a hospital's IT (wixl); signed if asked."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from build_data import version
from build_linux import tell_size
from build_wine import bring_tools
from dev_environment import ROOT, Stopped, step

SCRIPT = ROOT / "packaging" / "windows" / "setup.nsi"
ICON = ROOT / "packaging" / "icons" / "hlhdesk.ico"
UPGRADE_CODE = "6C0A6F0E-6F57-4E0B-9D0A-3B7B6B0C2A11"
"""One for ever: by it Windows knows that a newer MSI replaces an older one."""
GROUP = "Program"


@dataclass(frozen=True)
class Signing:
    """A certificate with its key (PKCS#12) and the file that holds its password."""

    certificate: Path
    password: Path

    def sign(self, files: Iterable[Path]) -> None:
        """Sign each file in its place. Raises Stopped."""
        bring_tools({"osslsigncode": "osslsigncode"}, "the tool that signs")
        for file in files:
            signed = file.with_name(f"{file.name}.signed")
            command = [
                "osslsigncode",
                "sign",
                "-pkcs12",
                str(self.certificate),
                "-readpass",
                str(self.password),
            ]
            command += ["-n", "HLHdesk", "-h", "sha256", "-in", str(file), "-out", str(signed)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise Stopped(f"{file.name} could not be signed:\n{done.stdout}{done.stderr}")
            shutil.move(signed, file)
            step(f"{file.name} signed")


def make_setup(folder: Path, out: Path, signing: Signing | None) -> Path:
    """``hlhdesk-VERSION-windows-setup.exe`` from the packed folder. Raises Stopped."""
    number = version(ROOT)
    target = out / f"hlhdesk-{number}-windows-setup.exe"
    out.mkdir(parents=True, exist_ok=True)
    facts = {
        "VERSION": number,
        "NUMBERS": ".".join([*number.split("."), "0", "0", "0"][:4]),
        "SOURCE": str(folder),
        "LICENCE": str(ROOT / "LICENSE"),
        "ICON": str(ICON),
        "TARGET": str(target),
    }
    _made(
        [
            "makensis",
            "-V2",
            "-WX",
            "-INPUTCHARSET",
            "UTF8",
            *(f"-D{name}={fact}" for name, fact in facts.items()),
            str(SCRIPT),
        ]
    )
    return _finished(target, signing)


def make_msi(folder: Path, out: Path, signing: Signing | None) -> Path:
    """``hlhdesk-VERSION-windows.msi``, for the whole machine. Raises Stopped."""
    number = version(ROOT)
    target = out / f"hlhdesk-{number}-windows.msi"
    place = folder.parent / "msi"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    files = "\n".join(str(path) for path in sorted(folder.rglob("*")) if path.is_file())
    heat = [
        "wixl-heat",
        "--prefix",
        f"{folder}/",
        "--directory-ref",
        "INSTALLDIR",
        "--component-group",
        GROUP,
    ]
    listed = subprocess.run(
        [*heat, "--var", "var.Source", "--win64"], input=files, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        raise Stopped(f"the files of the MSI could not be listed:\n{listed.stderr}")
    (place / "files.wxs").write_text(listed.stdout, encoding="utf-8")
    (place / "product.wxs").write_text(product(number), encoding="utf-8")
    sources = [str(place / "product.wxs"), str(place / "files.wxs")]
    _made(
        [
            "wixl",
            "--arch",
            "x64",
            "-D",
            f"Source={folder.name}",
            "-D",
            "Win64=yes",
            "-o",
            str(target),
            *sources,
        ],
        folder.parent,
    )
    return _finished(target, signing)


def product(number: str) -> str:
    """What the MSI tells Windows: where it goes, what it replaces, its entry in the menu."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="*" Name="HLHdesk" Language="1033" Codepage="65001" Version={quoteattr(number)} Manufacturer="HLHdesk" UpgradeCode="{UPGRADE_CODE}">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine"
             Description="Bedside fever and treatment chart" Comments="The charts stay when it is removed." />
    <MajorUpgrade DowngradeErrorMessage="A newer HLHdesk is installed. Nothing was changed." />
    <Media Id="1" Cabinet="program.cab" EmbedCab="yes" />
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="INSTALLDIR" Name="HLHdesk" />
      </Directory>
      <Directory Id="ProgramMenuFolder">
        <Component Id="Menu" Guid="*" Win64="yes">
          <Shortcut Id="Start" Name="HLHdesk" Target="[INSTALLDIR]hlhdeskw.exe" Arguments="open" WorkingDirectory="INSTALLDIR" />
          <RegistryValue Root="HKLM" Key="Software\\HLHdesk" Name="Installed" Type="string" Value={quoteattr(number)} KeyPath="yes" />
        </Component>
      </Directory>
    </Directory>
    <Feature Id="Everything" Level="1">
      <ComponentGroupRef Id="{GROUP}" />
      <ComponentRef Id="Menu" />
    </Feature>
  </Product>
</Wix>
"""


def _made(command: list[str], folder: Path = ROOT) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Stopped(f"{command[0]} could not make the installer:\n{(done.stdout + done.stderr)[-2000:]}")


def _finished(target: Path, signing: Signing | None) -> Path:
    if signing is not None:
        signing.sign([target])
    tell_size(target)
    return target
