"""Mutated files: whatever they hold, they are taken whole or refused in words, and never half taken."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from hlhdesk.service import Desk
from tests.campaigns import size
from tests.cli.mutants import mutant
from tests.cli.shell import EXAMPLE, Run
from tests.promises import Shown

MUTATIONS = size("mutations")

TABLES = {
    "temperatures.csv": (
        "patient_id,at,value,unit,site,after_cooling\n"
        "EX-3,2018-03-04T02:00,38.1,Cel,axillary,false\nEX-3,2018-03-04T06:00,100.9,[degF],oral,\n"
        "EX-3,2018-03-04T10:00,37.4,°C,rectal,true\n"
    ),
    "labs.csv": (
        "patient_id,at,analyte,value,unit,low,high,fasting,assay\n"
        "EX-3,2018-03-04T08:00,ferritin,>40000,ng/mL,7,140,,\nEX-3,2018-03-04T08:00,triglyceride,265,mg/dL,,,yes,\n"
        "EX-3,2018-03-04T08:00,sil2r,LESS THAN 400,U/mL,,,,Immulite\n"
    ),
    "doses.csv": (
        "patient_id,at,drug,dose_mg,route,status,reason\n"
        'EX-3,2018-03-06T08:00,ruxolitinib,2.5,oral,given,\nEX-3,2018-03-06T20:00,ruxolitinib,0,oral,withheld,"vomiting, tired"\n'
    ),
}
REPORT = re.compile(r": (\d+) added, (\d+) already there, ")


def entries(db: Path) -> tuple[str, int]:
    """The head of the history and the number of entries."""
    with Desk.open(db, readonly=True) as desk:
        return desk.head(), sum(len(desk.chart(patient).entries) for patient in desk.patients())


@pytest.mark.parametrize("name", ["chart.json", *TABLES])
def test_no_mutated_file_is_half_taken_or_surprises(
    run: Run, example: Path, tmp_path: Path, name: str, shown: Shown
) -> None:
    good = TABLES[name].encode() if name in TABLES else EXAMPLE.read_bytes().replace(b'"EX-3"', b'"EX-4"')
    head, count = entries(example)
    taken = refused = 0
    for seed in range(max(1, MUTATIONS // 4)):
        file, db = tmp_path / "in" / name, tmp_path / "try" / "ward.hlhdesk"
        for folder in (file.parent, db.parent):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        shutil.copyfile(example, db)
        file.write_bytes(mutant(good, seed, table=name in TABLES))
        done = run("import", file, "--db", db)
        new_head, new_count = entries(db)
        if done.code == 2:
            refused += 1
            assert (new_head, new_count) == (head, count), f"seed {seed}: refused, yet something was written"
            assert done.problems, f"seed {seed}: refused without a word"
            assert all(line.isprintable() and line for line in done.problems), f"seed {seed}"
            assert done.problems[0].startswith(f"{file}:"), f"seed {seed}: {done.problems[0]}"
        else:
            taken += 1
            assert done.code == 0, f"seed {seed}: {done.err}"
            report = REPORT.search(done.out)
            assert report, f"seed {seed}: {done.out}"
            assert new_count == count + int(report[1]), f"seed {seed}: not all of it was taken"
        assert [found.name for found in db.parent.iterdir()] == ["ward.hlhdesk"], f"seed {seed}"
    shown(
        f"imports are all or nothing: {name}",
        f"{taken} taken whole, {refused} refused in words, 0 half taken",
    )
    assert refused > 0, "mutations that nothing notices prove nothing"
    assert taken > 0 or MUTATIONS < 100, "mutations that are all refused prove little"
