"""Words: how values and whole sentences are said in Chinese."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from hlhdesk.model.message import ClockTime, Message, Term, Value
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Comparator, Quantity
from hlhdesk.wording import Catalogue

ZONE = ZoneInfo("Asia/Shanghai")
AT = Moment.parse("2018-03-09T14:00", ZONE)
CHINESE = Catalogue.load("zh")
WORDS = Catalogue(
    "zh",
    {
        **CHINESE.templates,
        "test.value": "{v}",
        "test.short": "{v:short}",
        "test.time": "{v:time}",
        "test.degrees": "{v:degrees}",
    },
)


def quantity(number: str, unit: str, comparator: str = "=") -> Quantity:
    return Quantity(Decimal(number), unit, number, unit, Comparator(comparator))


FEVER = quantity("38.9", "Cel")
SAID: list[tuple[str, Value, str]] = [
    ("test.value", Fraction(15, 2), "7.5"),
    ("test.value", date(2018, 3, 9), "2018年3月9日"),
    ("test.short", date(2018, 12, 31), "12月31日"),
    ("test.value", AT, "2018年3月9日14:00"),
    ("test.short", AT, "3月9日14:00"),
    ("test.time", AT, "14:00"),
    ("test.value", ClockTime(AT), "14:00"),
    ("test.value", time(8, 0), "08:00"),
    ("test.value", datetime(2018, 3, 9, 20), "2018年3月9日20:00"),
    ("test.value", quantity("39", "Cel"), "39.0 °C"),
    ("test.value", quantity("100.4", "[degF]"), "38.0 °C (100.4 °F)"),
    ("test.value", quantity("40000", "ng/mL", ">"), "> 40000 ng/mL"),
    ("test.value", quantity("500", "{copies}/mL"), "500 拷贝/mL"),
    ("test.value", quantity("0", "g/L", "nd"), "未检出"),
    ("test.value", (date(2018, 3, 9), date(2018, 3, 10)), "2018年3月9日、2018年3月10日"),
    ("test.value", (Term("site", "axillary"), Term("site", "oral")), "腋温、口温"),
    ("test.value", Term("drug", "methylprednisolone"), "甲泼尼龙"),
    ("test.value", Term("visit", "M3"), "第3个月"),
    ("test.degrees", Decimal(38), "38.0"),
]


@pytest.mark.parametrize(("key", "value", "words"), SAID)
def test_said_in_chinese(key: str, value: Value, words: str) -> None:
    assert WORDS(key, v=value) == words


READING = Message.of("value.reading", value=FEVER, site=Term("site", "axillary"), at=AT)
REGIMEN = Message.of("dose.regimen", mg=Decimal("2.50"), times=Message.of("dose.twice-daily", times=2))
NORMALISED = date(2018, 3, 6)

SENTENCES: list[tuple[Message, str]] = [
    (
        Message.of(
            "fever.relapse",
            number=1,
            status=Term("relapse-status", "confirmed"),
            evidence=READING,
            interval=3,
            normalised=NORMALISED,
            normal_days=2,
        ),
        "热退后再次发热（第1次，已确认）：2018年3月9日14:00腋温38.9 °C，距3月6日体温恢复正常（2个正常日）3天。",
    ),
    (
        Message.of(
            "fever.cannot-judge",
            days=(Message.of("span.several", first=date(2018, 3, 3), last=date(2018, 3, 4)),),
            evidence=READING,
        ),
        "无法判断是否热退后再次发热：2018年3月3日至3月4日测温次数不足，其后2018年3月9日14:00腋温38.9 °C。",
    ),
    (
        Message.of(
            "temperature.none-observed",
            limit=Decimal(38),
            count=22,
            since=NORMALISED,
            last=Message.of("when.time", at=ClockTime(AT)),
        ),
        "自2018年3月6日起22次测温中未见≥38.0 °C的发热，末次14:00。",
    ),
    (
        Message.of("note.dose", drug=Term("drug", "ruxolitinib"), dose=REGIMEN, since=date(2018, 3, 5)),
        "芦可替尼每次2.5 mg，每日2次，自3月5日起。",
    ),
    (
        Message.of("ruxolitinib.stopped", on=date(2018, 3, 9), before=(REGIMEN,), until=date(2018, 3, 29)),
        "芦可替尼已停用，2018年3月9日为停用首日（此前每次2.5 mg，每日2次）：观察停药综合征至2018年3月29日。",
    ),
    (
        Message.of("value.after-cooling", value=FEVER, site=Term("site", "rectal"), at=AT),
        "2018年3月9日14:00降温后体温38.9 °C（肛温）",
    ),
    (
        Message.of("value.peak-family", value=FEVER, site=Term("site", "forehead"), on=NORMALISED),
        "2018年3月6日家属测得的当日最高体温（热峰）38.9 °C（额温）",
    ),
    (
        Message.of(
            "follow-up.overdue",
            count=1,
            visits=(
                Message.of(
                    "follow-up.visit",
                    visit=Term("visit", "M1"),
                    due=date(2018, 2, 28),
                    to=date(2018, 3, 7),
                ),
            ),
        ),
        "逾期未访：第1个月（应于2018年2月28日复诊，时间窗至2018年3月7日）。",
    ),
]


@pytest.mark.parametrize(("message", "words"), SENTENCES, ids=[message.key for message, _ in SENTENCES])
def test_a_sentence_in_chinese(message: Message, words: str) -> None:
    assert CHINESE.text(message) == words


@pytest.mark.parametrize(
    ("language", "sentences", "clauses"),
    [("en", "One. Two.", "a, b; c"), ("zh", "One.Two.", "a, b；c")],
)
def test_each_language_joins_in_its_own_way(language: str, sentences: str, clauses: str) -> None:
    words = Catalogue.load(language)
    assert words.sentences(["One.", "", "Two."]) == sentences
    assert words.clauses(["a, b", "c"]) == clauses


@pytest.mark.parametrize(
    ("language", "text", "ended", "unended"),
    [
        ("en", "It is so", "It is so.", "It is so"),
        ("en", "Is it so?", "Is it so?", "Is it so?"),
        ("en", "It is so.", "It is so.", "It is so"),
        ("zh", "如此", "如此。", "如此"),
        ("zh", "如此？", "如此？", "如此？"),
        ("zh", "如此。", "如此。", "如此"),
    ],
)
def test_a_full_stop_of_the_language(language: str, text: str, ended: str, unended: str) -> None:
    words = Catalogue.load(language)
    assert (words.ended(text), words.unended(text)) == (ended, unended)
