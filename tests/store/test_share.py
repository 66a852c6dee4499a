"""A database on a network share is refused, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from hlhdesk.store import NotOpened, Store, place

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
server:/ward /mnt/ward nfs4 rw 0 0
//server/share /mnt/with\\040space cifs rw 0 0
nurse@server:/home /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /mnt/ward/stick vfat rw 0 0
host /mnt/host 9p rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ("/home/ward.db", None),
        ("/mnt/ward/ward.db", "nfs4"),
        ("/mnt/ward/deep/er/ward.db", "nfs4"),
        ("/mnt/wardrobe/ward.db", None),
        ("/mnt/with space/ward.db", "cifs"),
        ("/mnt/ssh/ward.db", "fuse.sshfs"),
        ("/mnt/ward/stick/ward.db", None),
        ("/mnt/host/ward.db", "9p"),
    ],
)
def test_a_share_is_told_by_its_mount(path: str, share: str | None) -> None:
    assert place.share_type(Path(path), MOUNTS.splitlines()) == share


def test_the_root_of_a_container_is_no_share() -> None:
    assert place.share_type(Path("/ward.db"), ["host / 9p rw 0 0"]) is None


@pytest.mark.parametrize("create", [True, False])
def test_a_share_is_refused_with_its_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, create: bool
) -> None:
    monkeypatch.setattr(place, "_share", lambda *_: "cifs")
    with pytest.raises(NotOpened) as refused:
        Store.open(tmp_path / "ward.db", create=create)
    assert refused.value.message.key == "store.network-share"
    assert dict(refused.value.message)["type"] == "cifs"
    assert list(tmp_path.iterdir()) == []
