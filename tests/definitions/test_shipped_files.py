"""The shipped files are whole; a broken one is told with everything that is wrong in it."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from hlhdesk.definitions import DefinitionsError, load
from hlhdesk.definitions.load import read_definitions, shipped_texts
from hlhdesk.wording import Catalogue

SHIPPED = load()
LISTS = [
    ("site", SHIPPED.names.sites),
    ("route", SHIPPED.names.routes),
    ("event", SHIPPED.names.events),
    ("finding", SHIPPED.names.findings),
    ("closure", SHIPPED.names.closures),
    ("anchor", SHIPPED.names.anchors),
    ("sex", SHIPPED.names.sexes),
    ("dose-status", SHIPPED.names.dose_statuses),
    ("peak-source", SHIPPED.names.peak_sources),
    ("answer", SHIPPED.names.answers),
    ("visit", SHIPPED.names.visits),
    ("vital", tuple(SHIPPED.names.vitals)),
    ("analyte", tuple(SHIPPED.analytes)),
    ("drug", tuple(SHIPPED.drugs)),
    ("drug-class", tuple({name for drug in SHIPPED.drugs.values() for name in drug.classes})),
    ("safety-item", SHIPPED.safety.items),
    ("hlh-item", SHIPPED.hlh2004.items),
    ("reactivation-item", SHIPPED.hlh2004.reactivation_items),
    ("assessment", SHIPPED.follow_up.assessments),
]
CONTRACT = {
    "drugs": "ruxolitinib methylprednisolone prednisone prednisolone dexamethasone hydrocortisone betamethasone etoposide "
    "ciclosporin ivig tocilizumab entecavir ganciclovir paracetamol ibuprofen aspirin naproxen fluconazole voriconazole "
    "itraconazole posaconazole clarithromycin rifampicin phenytoin carbamazepine",
    "findings": "splenomegaly hepatomegaly haemophagocytosis nk-low molecular-diagnosis infection cns-symptoms",
    "events": "transfusion culture-taken antibiotic-started doctor-informed physical-cooling procedure other",
    "sites": "axillary oral rectal tympanic forehead core unstated",
    "routes": "oral iv im sc intrathecal inhaled topical",
    "vitals": "pulse respiration spo2 systolic diastolic",
    "closures": "died transferred lost-to-follow-up withdrew",
    "safety_items": "headache dizziness nausea vomiting other-gastrointestinal infection thrombocytopenia neutropenia anaemia "
    "liver-impairment kidney-impairment raised-triglyceride raised-cholesterol other",
}


@pytest.mark.parametrize(("kind", "names"), LISTS, ids=[kind for kind, _ in LISTS])
def test_every_name_has_a_word(kind: str, names: tuple[str, ...]) -> None:
    english = Catalogue.load("en")
    assert names
    assert [name for name in names if not english.has(f"{kind}.{name}")] == []


@pytest.mark.parametrize("name", CONTRACT)
def test_the_names_of_the_chart_file_are_known(name: str) -> None:
    known = SHIPPED.drugs if name == "drugs" else getattr(SHIPPED.names, name)
    assert set(CONTRACT[name].split()) <= set(known)


def test_drugs_are_written_as_in_the_definitions() -> None:
    english = Catalogue.load("en")
    assert {name: english.term("drug", name) for name in SHIPPED.drugs} == {
        name: drug.display for name, drug in SHIPPED.drugs.items()
    }
    assert english.term("drug", "methylprednisolone") == "methylPREDNISolone"
    assert english.term("drug", "prednisolone") == "prednisoLONE"


@pytest.mark.parametrize("file", sorted(shipped_texts()))
def test_every_number_is_a_string_and_every_file_has_version_and_source(file: str) -> None:
    tree = tomllib.loads(shipped_texts()[file])
    assert isinstance(tree["version"], str)
    assert file == "set.toml" or isinstance(tree["source"], str)

    def look(value: object) -> None:
        assert not isinstance(value, float)
        assert isinstance(value, bool) or not isinstance(value, int)
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        for part in parts:
            look(part)

    look(tree)


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("fever.toml", 'value = "38.5"', 'value = "38,5"', "fever.high_fever_from"),
        ("fever.toml", "normal_days =", "normal_dayz =", "fever.normal_days"),
        ("fever.toml", 'least = "1", most = "14", unit = "d", source = "[P]" }\nday_starts', 'most = "14", unit = "d", source = "[P]" }\nday_starts', "fever.normal_days.least"),
        ("fever.toml", "rectal = {", "rectum = {", "fever.normal_below"),
        ("analytes.toml", 'unit = "mm/h"', 'unit = "mm/hour"', "analytes.esr.units"),
        ("analytes.toml", '"mg/dL" = "1/88.54"', '"mg/dL" = "1:88.54"', "analytes.triglyceride.units.mg/dL"),
        ("analytes.toml", 'confirm_above = "wbc"', 'confirm_above = "wbk"', "analytes.anc.confirm_above"),
        ("units.toml", '["IU/L", ', '["g/L", ', "units.U/L"),
        ("safety.toml", 'platelets = "thrombocytopenia"', 'platelets = "purpura"', "safety.laboratory_items"),
        ("names.toml", 'unit = "kg"', 'units = "kg"', "body.weight_kg.unit"),
        ("set.toml", 'version = "2026.1"', "version = 2026.1", "version"),
        ("safety.toml", 'alt = ["3", "5", "20"]', 'alt = "3"', "safety.multiples.alt"),
        ("safety.toml", 'alt = ["3", "5", "20"]', 'alt = ["3", 5, "20"]', "safety.multiples.alt"),
        ("safety.toml", "alt = true", 'alt = "true"', "safety.baseline_from_included.alt"),
        ("names.toml", 'sites = ["axillary"', 'sites = ["oral"', "sites"),
        ("names.toml", 'sexes = ["female"', 'sexes = [""', "sexes"),
        ("names.toml", 'answers = ["yes", "no", "not-asked"]', 'answers = "yes"', "answers"),
        ("names.toml", '["0.3", "300"]', '["300", "0.3"]', "body.weight_kg.absolute"),
        ("names.toml", '["0.3", "300"]', '["0.3"]', "body.weight_kg.absolute"),
        ("analytes.toml", '"g/dL" = "10"', '"g/dL" = "0"', "analytes.haemoglobin.units.g/dL"),
        ("analytes.toml", '"g/dL" = "10"', '"g/dL" = true', "analytes.haemoglobin.units.g/dL"),
        ("analytes.toml", '"umol/L" = "14631-6"', '"mol/L" = "14631-6"', "analytes.bilirubin-total.loinc"),
        ("follow_up.toml", 'M30 = { value', 'M33 = { value', "follow_up.window_days.M30"),
        ("hlh2004.toml", 'needed = "5"', 'needed = "-5"', "hlh2004.needed"),
        ("temperature.toml", "[temperature]", "[temperatures]", "temperature"),
        ("fever.toml", 'paracetamol = {', 'paracetamoll = {', "fever.antipyretic_hours"),
        ("drugs.toml", 'classes = ["jak-inhibitor"]', 'class = ["jak-inhibitor"]', "drugs.ruxolitinib.class"),
    ],
    ids=lambda part: str(part)[:25],
)  # fmt: skip
def test_a_broken_file_is_refused_at_its_key(file: str, old: str, new: str, key: str) -> None:
    texts = shipped_texts()
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new, 1)
    with pytest.raises(DefinitionsError) as caught:
        read_definitions(texts)
    assert key in [found.problem.field for found in caught.value.problems]
    assert {found.file for found in caught.value.problems} <= set(texts)


def test_problems_of_several_files_are_told_together() -> None:
    texts = shipped_texts()
    texts["fever.toml"] = texts["fever.toml"].replace('"38.0"', '"warm"', 1)
    texts["steroids.toml"] = texts["steroids.toml"].replace('"0.75"', '"little"', 1)
    with pytest.raises(DefinitionsError) as caught:
        read_definitions(texts)
    assert {found.file for found in caught.value.problems} == {"fever.toml", "steroids.toml"}


def test_reading_needs_neither_numpy_nor_a_database() -> None:
    program = (
        "import sys, hlhdesk.definitions as d; d.load();"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'numpy', 'sqlite3', 'sqlcipher3', 'sqlite_utils', 'difflib'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
