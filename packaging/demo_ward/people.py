"""The 22 invented children: who they are and when things happened to them.

Everything here is invented. What the paper says (Chi et al. 2021, doi 10.1186/s12969-021-00534-0) is
the frame: ids, counts, medians and the order of events; ``resources/demo/README.md`` says which
sentence shows where.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

DAYS_PER_YEAR = Decimal("365.25")
NOW = "2018-08-24T14:00"
ZONE = "Asia/Shanghai"
END_POINT = date(2020, 2, 29)

HLH04_IVIG = "HLH-04 and IVIG"
HLH04 = "HLH-04"
IVIG = "IVIG"
HORMONE_IVIG = "hormone and IVIG"
NOTHING = "none"


@dataclass(frozen=True, kw_only=True)
class Child:
    """One invented child.

    ``age`` is in years at diagnosis; weight (kg) and height (cm) are those of admission. ``onset`` is
    the first day of fever, at home. ``start`` is treatment day 0: the first ruxolitinib (group R) or
    the first steroid (group C). ``steroid`` holds the oral methylprednisolone in mg a day at
    discharge, one month and two months later. ``settled`` is the first normal day of a child whose
    fever had gone before day 0; ``normal_on`` the treatment day of normalisation of all others.
    """

    id: str
    name: str
    sex: str
    age: str
    weight: str
    height: str
    underlying: str
    regimen: str
    onset: date
    admitted: date
    diagnosed: date
    start: date
    discharged: date
    steroid: tuple[int, int, int] = (0, 0, 0)
    bed: str | None = None
    allergies: tuple[str, ...] | None = None
    haemophagocytosis: bool = False
    nk_low: bool = False
    scd25_high: bool = True
    every_hours: int = 4
    settled: date | None = None
    normal_on: int = 3
    relapse_on: int | None = None
    relapse_days: int = 0

    @property
    def group(self) -> str:
        """R (ruxolitinib) or C (conventional treatment)."""
        return self.id[0]

    @property
    def birth_date(self) -> date:
        """The date that makes the child ``age`` years old at diagnosis."""
        return self.diagnosed - timedelta(days=round(Decimal(self.age) * DAYS_PER_YEAR))

    def day(self, number: int) -> date:
        """The date of a treatment day."""
        return self.start + timedelta(days=number)

    def rng(self, what: str) -> random.Random:
        """A source of invented variation that depends on the child and the purpose only."""
        return random.Random(f"hlhdesk demo ward 1 / {self.id} / {what}")  # noqa: S311  invented data, no secret


def _on(text: str) -> date:
    return date.fromisoformat(text)


def _child(  # noqa: PLR0913, PLR0917  one row of the table below
    number: str,
    name: str,
    sex: str,
    age: str,
    size: str,
    underlying: str,
    regimen: str,
    dates: str,
    steroid: tuple[int, int, int],
    **more: object,
) -> Child:
    weight, height = size.split("/")
    onset, admitted, diagnosed, start, discharged = (_on(text) for text in dates.split())
    return Child(
        id=number,
        name=f"{name} (demo)",
        sex={"f": "female", "m": "male"}[sex],
        age=age,
        weight=weight,
        height=height,
        underlying=underlying,
        regimen=regimen,
        onset=onset,
        admitted=admitted,
        diagnosed=diagnosed,
        start=start,
        discharged=discharged,
        steroid=steroid,
        **more,  # type: ignore[arg-type]
    )


EBV, HBV, CMV, FLU = "EBV", "HBV", "CMV", "influenza"
PARAINFLUENZA = "parainfluenza"
JIA = "juvenile idiopathic arthritis (systemic type)"
KAWASAKI = "Kawasaki disease"
SLE = "systemic lupus erythematosus"
INFECTIONS = (EBV, HBV, CMV, FLU, PARAINFLUENZA)

# id, name, sex, age, kg/cm, underlying, treatment before or as control,
# onset, admitted, diagnosed, day 0, discharged, oral methylprednisolone at discharge, 1 and 2 months
CHILDREN: tuple[Child, ...] = (
    _child("R1", "ZHAO An 赵安", "m", "2.4", "13.0/90", EBV, HLH04_IVIG,
           "2017-11-03 2017-11-05 2017-11-08 2017-11-22 2017-12-12", (12, 6, 2),
           haemophagocytosis=True, nk_low=True, normal_on=2, allergies=()),
    _child("R2", "QIAN Yue 钱玥", "f", "3.3", "15.2/98", EBV, HLH04_IVIG,
           "2018-05-14 2018-05-17 2018-05-20 2018-06-05 2018-06-28", (10, 4, 2),
           haemophagocytosis=True, normal_on=2, allergies=("penicillin",)),
    _child("R3", "SUN Xin 孙昕", "f", "4.6", "19.0/110", JIA, HLH04_IVIG,
           "2018-02-27 2018-03-01 2018-03-04 2018-03-12 2018-04-02", (12, 6, 2),
           haemophagocytosis=True, normal_on=2, allergies=()),
    _child("R4", "LI Zhe 李喆", "m", "1.2", "11.6/80", EBV, HLH04,
           "2018-01-29 2018-02-01 2018-02-05 2018-02-26 2018-03-20", (8, 4, 2),
           nk_low=True, settled=_on("2018-02-12")),
    _child("R5", "ZHOU Ning 周宁", "f", "5.1", "19.4/111", EBV, HLH04,
           "2018-06-16 2018-06-18 2018-06-20 2018-08-16 2018-09-06", (12, 6, 2),
           bed="5", haemophagocytosis=True, settled=_on("2018-06-26"), allergies=("cefaclor",)),
    _child("R6", "WU Hao 吴昊", "m", "2.8", "13.8/93", EBV, HLH04,
           "2018-04-03 2018-04-06 2018-04-10 2018-05-08 2018-06-05", (10, 4, 2),
           haemophagocytosis=True, nk_low=True, settled=_on("2018-04-17"), allergies=()),
    _child("R7", "ZHENG Qi 郑琪", "f", "6.3", "27.4/124", CMV, HLH04,
           "2018-07-12 2018-07-15 2018-07-18 2018-08-08 2018-08-30", (16, 8, 4),
           bed="7", every_hours=6, settled=_on("2018-07-24"), allergies=()),
    _child("R8", "WANG Bo 王博", "m", "3.9", "16.2/102", HBV, NOTHING,
           "2018-08-08 2018-08-11 2018-08-14 2018-08-15 2018-09-01", (0, 0, 0),
           bed="8", nk_low=True, scd25_high=False, allergies=()),
    _child("R9", "FENG Lin 冯琳", "f", "1.9", "12.3/86", FLU, NOTHING,
           "2018-01-14 2018-01-15 2018-01-17 2018-01-18 2018-02-08", (0, 0, 0),
           haemophagocytosis=True, scd25_high=False),
    _child("R10", "CHEN Yu 陈宇", "m", "3.1", "14.6/96", KAWASAKI, IVIG,
           "2018-08-15 2018-08-18 2018-08-20 2018-08-21 2018-09-04", (0, 0, 0),
           bed="10", haemophagocytosis=True, scd25_high=False, allergies=()),
    _child("R11", "CHU Jia 褚佳", "f", "4.2", "17.0/104", JIA, IVIG,
           "2018-08-16 2018-08-18 2018-08-23 2018-08-23 2018-09-08", (0, 0, 0),
           bed="11", scd25_high=False, allergies=("ibuprofen",)),
    _child("C1", "WEI Peng 卫鹏", "m", "3.8", "15.8/101", JIA, HORMONE_IVIG,
           "2017-11-22 2017-11-25 2017-11-28 2017-11-30 2017-12-24", (24, 16, 8),
           nk_low=True, relapse_on=5, relapse_days=5, allergies=()),
    _child("C2", "JIANG Yi 蒋祎", "f", "5.6", "19.6/113", JIA, HORMONE_IVIG,
           "2018-01-03 2018-01-05 2018-01-08 2018-01-10 2018-02-02", (32, 20, 12),
           haemophagocytosis=True, relapse_on=6, relapse_days=4),
    _child("C3", "SHEN Han 沈晗", "m", "2.2", "12.4/88", EBV, HLH04,
           "2018-02-13 2018-02-16 2018-02-20 2018-02-22 2018-03-20", (16, 10, 6),
           haemophagocytosis=True, nk_low=True, relapse_on=10, relapse_days=3, allergies=("penicillin",)),
    _child("C4", "HAN Xiao 韩骁", "m", "1.4", "10.8/79", JIA, HLH04,
           "2018-03-13 2018-03-16 2018-03-20 2018-03-22 2018-04-20", (16, 10, 6),
           nk_low=True, normal_on=5, relapse_on=7, relapse_days=4, allergies=()),
    _child("C5", "YANG Rui 杨芮", "f", "3.1", "14.2/95", EBV, HLH04,
           "2018-04-26 2018-04-28 2018-05-02 2018-05-04 2018-05-24", (20, 12, 6),
           haemophagocytosis=True, nk_low=True, scd25_high=False, allergies=()),
    _child("C6", "ZHU Lei 朱磊", "m", "4.4", "17.2/105", JIA, HORMONE_IVIG,
           "2018-07-29 2018-08-01 2018-08-05 2018-08-07 2018-08-29", (28, 16, 8),
           bed="6", relapse_on=7, relapse_days=3, allergies=()),
    _child("C7", "QIN Jun 秦珺", "f", "6.7", "21.8/119", JIA, HORMONE_IVIG,
           "2018-08-06 2018-08-09 2018-08-12 2018-08-14 2018-09-10", (36, 20, 10),
           bed="17", haemophagocytosis=True, relapse_on=9, relapse_days=4, allergies=()),
    _child("C8", "YOU Kai 尤凯", "m", "2.7", "13.6/92", JIA, HORMONE_IVIG,
           "2018-08-07 2018-08-10 2018-08-14 2018-08-16 2018-09-08", (24, 14, 8),
           bed="18", haemophagocytosis=True, nk_low=True, relapse_on=8, relapse_days=3),
    _child("C9", "XU Tong 许彤", "m", "1.1", "9.8/76", PARAINFLUENZA, HLH04,
           "2018-06-10 2018-06-12 2018-06-16 2018-06-18 2018-07-20", (12, 8, 4),
           haemophagocytosis=True, nk_low=True, scd25_high=False, normal_on=6, relapse_on=8, relapse_days=4,
           allergies=()),
    _child("C10", "HE Yan 何琰", "f", "4.9", "17.8/109", PARAINFLUENZA, HLH04,
           "2018-08-15 2018-08-17 2018-08-20 2018-08-22 2018-09-12", (28, 16, 8),
           bed="20", haemophagocytosis=True, scd25_high=False, normal_on=5, allergies=()),
    _child("C11", "LYU Jing 吕璟", "f", "8.3", "24.6/128", SLE, HLH04,
           "2018-08-03 2018-08-06 2018-08-10 2018-08-12 2018-08-28", (40, 24, 12),
           bed="21", nk_low=True, scd25_high=False, allergies=("co-trimoxazole",)),
)  # fmt: skip

BY_ID = {child.id: child for child in CHILDREN}
