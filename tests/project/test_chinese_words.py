"""The Chinese catalogue says all that the English one says, in Chinese habits, with characters that print."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from hlhdesk.report.fonts import check
from hlhdesk.wording import Catalogue

ENGLISH = Catalogue.load("en").templates
CHINESE = Catalogue.load("zh").templates
BOTH = sorted(ENGLISH.keys() & CHINESE.keys())
HAN = r"\u3400-\u9fff"
LETTERS = re.compile(f"[{HAN}]")
QUOTED = re.compile(r'\\?"[^"\n]*"|“[-_.:]+”')
VALUE = re.compile(r"\{[^{}]*\}")
BESIDE = f"[{HAN}｛｝（），。；：]"

NEVER = {
    r"(?<!HLH)复发": "the word of the disease; a fever relapse is a temperature event",
    r"复热|再热": "not the ward's word",
    r"(无|未|没有|未见)(HLH)?(复发|热退后再次发热|再次发热)": "it says what was observed, never that there was no relapse",
    r"HLH(已|再次|再度)?(复燃|回来|再发)": "the disease is back only as a reactivation, which has criteria",
    r"(请|应|须|必须|建议)(给予|开始|停用|停药|加量|减量|增加|减少)(?!显)": "it never prescribes",
    r"推荐剂量|处方": "it never prescribes",
    r"确诊为|诊断为|已治愈|痊愈": "it never diagnoses",
    r"无发热|(?<!即使)不发热|已退烧|一切正常|体温正常(?!。)": "nobody is called free of fever; what was observed is said",
}


def facts(template: str) -> set[str]:
    """The values that a template says, each with the length of what is said; an English ending is no fact."""
    found = set()
    for _, name, spec, _ in Formatter().parse(template):
        if name is not None and not str(spec).startswith("plural:"):
            found.add(name if spec in {"", "start"} else f"{name}:{spec}")
    return found


def names(template: str) -> set[str]:
    """Every value that a template names."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def prose(template: str) -> str:
    """A template without its values and without what stands in quotation marks as code."""
    return VALUE.sub("｛｝", QUOTED.sub("", template.replace("{{", "").replace("}}", "")))


def test_both_languages_say_the_same_keys() -> None:
    assert CHINESE.keys() == ENGLISH.keys()


def test_no_value_is_lost_or_invented() -> None:
    """A count that English only bends a word by may be said in Chinese."""
    lost = {key for key in BOTH if not facts(ENGLISH[key]) <= facts(CHINESE[key])}
    invented = {key for key in BOTH if not facts(CHINESE[key]) <= facts(ENGLISH[key]) | names(ENGLISH[key])}
    other = lost | invented
    assert other == {"span.several"}, (
        "there the year stands with the first day, as Chinese dates begin with it"
    )
    assert facts(CHINESE["span.several"]) == {"first", "last:short"}


def test_english_endings_have_no_place() -> None:
    specs = {str(spec) for text in CHINESE.values() for _, name, spec, _ in Formatter().parse(text) if name}
    assert specs <= {"", "degrees", "short", "time", "unit"}


def test_what_is_a_phrase_in_english_is_chinese() -> None:
    phrase = re.compile(r"[a-z]{3,}[ ,]+[a-z]{2,}")
    phrases = [key for key in BOTH if phrase.search(VALUE.sub("", ENGLISH[key]))]
    assert len(phrases) > 500
    assert [key for key in phrases if not LETTERS.search(CHINESE[key])] == []


def test_every_character_prints() -> None:
    check([*CHINESE.values(), *ENGLISH.values()])


@pytest.mark.parametrize(("words", "why"), NEVER.items(), ids=NEVER.values())
def test_no_chinese_sentence_says(words: str, why: str) -> None:
    found = {key: text for key, text in CHINESE.items() if re.search(words, text)}
    assert found == {}, why


def test_the_chinese_words_are_found_when_somebody_writes_them() -> None:
    written = {
        "热退后复发": 0,
        "3月9日复热": 1,
        "3月6日以来无再次发热": 2,
        "HLH已复燃": 3,
        "请停用芦可替尼": 4,
        "推荐剂量2.5 mg": 5,
        "确诊为HLH": 6,
        "患儿体温正常": 7,
    }
    for sentence, row in written.items():
        assert re.search(list(NEVER)[row], sentence), sentence


def test_the_words_of_the_disease_stand_in_no_sentence_on_temperature() -> None:
    about = {
        key: text for key, text in CHINESE.items() if key.startswith(("fever.", "temperature.", "ui.state."))
    }
    assert about
    assert {key for key, text in about.items() if "复发" in text} == set()


TABLE = {
    "kind.daily_peaks": "当日最高体温（热峰）",
    "fever-state.relapse": "热退后再次发热",
    "fever-state.normalised": "体温恢复正常",
    "day-state.subfebrile": "低热",
    "ui.due.fever.neutropenia": "粒细胞缺乏伴发热",
    "day-state.under-observed": "测温次数不足",
    "charting.flag.cannot-judge": "无法判断",
    "charting.band.not-measured": "未测",
    "ui.entry.after-cooling": "降温后体温",
    "site.axillary": "腋温",
    "site.oral": "口温",
    "site.rectal": "肛温",
    "site.tympanic": "耳温",
    "site.forehead": "额温",
    "ui.identity.day": "治疗第{day}天",
    "kind.orders": "医嘱",
    "dose-status.given": "已执行",
    "dose-status.withheld": "暂停",
    "charting.panel.steroid": "甲泼尼龙等效剂量",
    "page.section.follow-up": "随访",
    "kind.visits": "复诊",
    "visit-status.overdue": "逾期未访",
    "page.title.discharge": "出院小结",
    "page.mark.not-approved": "参数尚未经病区确认",
    "drug.ruxolitinib": "芦可替尼",
    "drug.methylprednisolone": "甲泼尼龙",
}


@pytest.mark.parametrize(("key", "word"), TABLE.items())
def test_the_words_of_the_ward(key: str, word: str) -> None:
    assert CHINESE[key] == word


ENGLISH_MARK = re.compile(f"{BESIDE} ?[,;:!?()]|[,;:!?()] ?{BESIDE}|{BESIDE}\\.(?![a-z])")
BLANK = re.compile(f"[{HAN}（），。；：] | [{HAN}（），。；：]")


def test_a_chinese_sentence_has_chinese_marks() -> None:
    own = re.compile(r"\(&[A-Z0-9]\)|\(\*\.pdf\)")  # the habit of menus and of file filters
    chinese = {key: own.sub("", prose(text)) for key, text in CHINESE.items() if LETTERS.search(text)}
    assert {key: text for key, text in chinese.items() if ENGLISH_MARK.search(text)} == {}


def test_chinese_has_no_blanks_between_words() -> None:
    own = re.compile(r" · |^‹ | ›$| \(\*\.pdf\)|   Ctrl\+F$|\[｛｝\] |^↑ ↓ ")
    found = {key: text for key, text in CHINESE.items() if BLANK.search(own.sub("", prose(text.strip())))}
    assert found == {}


def test_english_marks_and_blanks_are_found_when_somebody_writes_them() -> None:
    for text in ("未测(外出)", "无记录.", "共{count}天, 其中", "{on}: 未测"):
        assert ENGLISH_MARK.search(prose(text)), text
    assert BLANK.search("3 月9日")


def test_a_sentence_ends_in_chinese_where_it_does_in_english() -> None:
    other = {key for key in BOTH if ENGLISH[key].endswith(".") != CHINESE[key].endswith("。")}
    assert other == {"charting.panel.steroid"}, "an abbreviation there"
