"""Reprints and contradictions planted among real articles, as papers make them; all drawn by a seed.

A reprint has another publisher, the date of the next day, and one or more of: another title, another dateline, a lead
told anew, its end cut off, paragraphs merged, a paragraph put in; or it is half of the article, or that half within a
longer article. A contradiction is a sentence with a fact of one article, copied or reworded, with another figure or the
same in another power of ten, in an article of another paper: one of any kind, a reprint, or a new one that tells of the
same thing in sentences of its own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

Article = dict[str, Any]
Fact = Mapping[str, Any]

PAPERS: Final = (
    "Báo Đồng Quê",
    "Thời sự Ven Sông",
    "Tin Phố Núi",
    "Nhật báo Bến Cảng",
    "Tạp chí Hoa Ban",
    "Bản tin Cầu Mới",
)
_LEADS: Final = (
    "Thông tin vừa được cơ quan chức năng cung cấp cho báo chí vào chiều qua.",
    "Đây là nội dung đáng chú ý được nêu ra trong buổi làm việc hôm qua, thu hút sự quan tâm của nhiều người.",
    "Phóng viên của chúng tôi ghi lại diễn biến đáng chú ý này qua lời kể của những người trong cuộc.",
)
_ASIDES: Final = (
    "Trao đổi thêm với chúng tôi, một chuyên gia cho rằng cần theo dõi kỹ hơn trước khi đưa ra kết luận cuối cùng.",
    "Bạn đọc có thể gửi ý kiến về tòa soạn; chúng tôi sẽ chọn đăng những góp ý xác đáng trong các số báo tới.",
    "Nhiều người dân được hỏi bày tỏ sự đồng tình, song cũng mong các bên giải thích kỹ hơn về những việc còn dở dang.",
)
_TITLES: Final = (
    "Chuyện đáng chú ý hôm nay",
    "Toàn cảnh sự việc đang được quan tâm",
    "Những điều cần biết: {}",
    "{} - nhìn lại",
)
_OPENINGS: Final = ("Theo ghi nhận, ", "Được biết, ", "Cũng theo báo cáo này, ", "Đáng chú ý, ", "Trong khi đó, ")
_SAID_OTHERWISE: Final = (
    (" đạt ", " ở mức "), (" khoảng ", " chừng "), (" hiện nay", " lúc này"), (" đã có ", " có "),
    (" trong đó", " trong số này"),
    (" so với ", " nếu so với "), (" tăng ", " tăng thêm "), (" được ", " đã được "),
    (" cho biết", " cho hay"), (" của ", " thuộc "),
    (" tại ", " ở "), (" và ", " cùng "), (" gần ", " xấp xỉ "),
    (" tổng cộng ", " tất cả "), (" cả nước", " toàn quốc"),
)  # fmt: skip
_SCALED: Final = {
    "nghìn": "triệu", "triệu": "tỷ", "tỷ": "triệu", "tỉ": "triệu", "m": "km", "km": "m", "kg": "tấn", "tấn": "tạ",
    "ha": "m2", "m2": "ha",
}  # fmt: skip
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+")
_NUMBER: Final = re.compile(r"\d[\d.,]*\d|\d")


class Planted(NamedTuple):
    """An article that was put in, the id of the one it is made from, and how; of a contradiction also its figure and
    the value that it stands for."""

    article: Article
    of: str
    how: str
    figure: str = ""
    value: str = ""


def reprint(article: Article, others: Sequence[Article], number: int, chance: random.Random) -> Planted:
    """A reprint of an article."""
    how = chance.choice(("edited", "edited", "edited", "half", "within"))
    paragraphs = [line.strip() for line in article["text"].split("\n") if line.strip()]
    if how != "edited":
        paragraphs = _half(paragraphs, chance)
    edits = chance.sample((_new_lead, _cut_end, _merged, _with_aside), chance.randint(1, 3)) if how == "edited" else ()
    for edit in edits:
        paragraphs = edit(paragraphs, chance)
    if how == "within":
        around = [line for line in chance.choice(others)["text"].split("\n") if line.strip()]
        at = chance.randint(0, len(around))
        paragraphs = [*around[:at], *paragraphs, *around[at:]]
    named = ", ".join(edit.__name__.strip("_") for edit in edits)
    return Planted(_published_anew(article, paragraphs, number, chance), str(article["id"]), f"{how} {named}".strip())


def _published_anew(article: Article, paragraphs: Sequence[str], number: int, chance: random.Random) -> Article:
    dateline = chance.choice(("", f"({chance.choice(PAPERS)}) - ", "Hôm nay, "))
    text = "\n".join(paragraphs)
    title = chance.choice(_TITLES).format(article.get("title") or "tin trong ngày")
    return {
        "id": f"reprint-{number}", "title": chance.choice((article.get("title"), title)), "text": dateline + text,
        "publisher": chance.choice(PAPERS), "published": _next_day(article.get("published")), "url": f"https://vi-du.vn/{number}",
    }  # fmt: skip


def _next_day(published: str | None) -> str | None:
    try:
        return (date.fromisoformat((published or "")[:10]) + timedelta(days=1)).isoformat()
    except ValueError:
        return None


def _half(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    sentences = [s for line in paragraphs for s in _SENTENCE_END.split(line)]
    count = max(1, len(sentences) // 2)
    start = chance.choice((0, len(sentences) - count))
    return [" ".join(sentences[start : start + count])]


def _new_lead(paragraphs: list[str], chance: random.Random) -> list[str]:
    first, *rest = _SENTENCE_END.split(paragraphs[0])
    return [" ".join((chance.choice(_LEADS), *(rest or [first]))), *paragraphs[1:]]


def _cut_end(paragraphs: list[str], chance: random.Random) -> list[str]:
    sentences = _SENTENCE_END.split("\n ".join(paragraphs))
    kept = max(1, round(len(sentences) * chance.uniform(0.6, 0.9)))
    return " ".join(sentences[:kept]).split("\n ")


def _merged(paragraphs: list[str], chance: random.Random) -> list[str]:
    merged = [paragraphs[0]]
    for line in paragraphs[1:]:
        if chance.random() < 0.6:
            merged[-1] += " " + line
        else:
            merged.append(line)
    return merged


def _with_aside(paragraphs: list[str], chance: random.Random) -> list[str]:
    at = chance.randint(0, len(paragraphs))
    return [*paragraphs[:at], chance.choice(_ASIDES), *paragraphs[at:]]


def altered(figure: str, chance: random.Random) -> str | None:
    """The figure with another number, written in the same way; None where it has not just one number."""
    found = _NUMBER.findall(figure)
    if len(found) != 1 or figure[0] == "0" or "/" in figure:
        return None
    number = found[0]
    places = [n for n, c in enumerate(number) if c.isdigit()]
    at = places[0] if len(places) < 3 or chance.random() < 0.6 else places[1]
    digit = chance.choice([d for d in "123456789" if d != number[at]])
    return figure.replace(number, number[:at] + digit + number[at + 1 :])


def scaled(figure: str, _: random.Random) -> str | None:
    """The figure with another scale word or unit: some thousand times as much, or as little; one alone, since "triệu
    triệu" is as much as "nghìn tỷ"."""
    words = figure.split(" ")
    at = next((at for at, word in enumerate(words) if word in _SCALED), None)
    return None if at is None else " ".join((*words[:at], _SCALED[words[at]], *words[at + 1 :]))


def reworded(sentence: str, figure: str, chance: random.Random) -> str:
    """The sentence in other words around the figure, which stays as it is."""
    before, _, behind = sentence.strip().partition(figure)
    for said, otherwise in chance.sample(_SAID_OTHERWISE, len(_SAID_OTHERWISE)):
        if chance.random() < 0.5:
            before, behind = before.replace(said, otherwise, 1), behind.replace(said, otherwise, 1)
    opening = chance.choice(_OPENINGS)
    if chance.random() < 0.6 and before:
        before = opening + (before[0].lower() + before[1:] if not before.split(" ")[0].isupper() else before)
    return before + figure + behind


def contradiction(fact: Fact, source: Article, host: Article, how: str, chance: random.Random) -> Planted | None:
    """The host with a sentence that contradicts a fact of the source; None where its figure cannot be altered."""
    original, sentence = str(fact["figure"]), str(fact["sentence"])
    figure = (scaled if how == "scaled" else altered)(original, chance)
    if figure is None or sentence.count(original) != 1:
        return None
    if how == "retold":
        return _retold(fact, source, host, figure, chance)
    told = sentence.strip().replace(original, figure)
    if how == "reprinted":
        article = _reprinted(source, sentence.strip(), told, host, chance)
        return Planted(article, str(source["id"]), how, figure, str(fact["value"])) if article else None
    if how == "reworded":
        told = reworded(told, figure, chance)
    return Planted(with_sentence(host, told, chance), str(source["id"]), how, figure, str(fact["value"]))


def _reprinted(source: Article, sentence: str, told: str, around: Article, chance: random.Random) -> Article | None:
    """A reprint of an article with one of its sentences told otherwise; None where it is cut off or stands twice."""
    article = reprint(source, [around], 0, chance).article
    return article | {"text": article["text"].replace(sentence, told)} if article["text"].count(sentence) == 1 else None


def with_sentence(article: Article, sentence: str, chance: random.Random) -> Article:
    """The article with a paragraph more, anywhere but at its beginning."""
    lines = [line for line in article["text"].split("\n") if line.strip()]
    at = chance.randint(1, len(lines))
    return article | {"text": "\n".join((*lines[:at], sentence, *lines[at:]))}


def _retold(fact: Fact, source: Article, host: Article, figure: str, chance: random.Random) -> Planted | None:
    when = _when(str(fact["period"] or ""))
    noun = str(fact["indicator"] or "")
    plain = fact["status"] == "actual" and fact["change"] == "none" and fact["bound"] == "exact" and not fact["per"]
    counted = fact["kind"] == "count"
    if not (
        when
        and fact["place"]
        and plain
        and 2 <= len(noun.split()) <= 8
        and (not counted or noun.startswith(str(fact["unit"])))
    ):
        return None
    who = chance.choice(("Theo số liệu công bố", "Báo cáo tại hội nghị cho thấy", "Số liệu tổng hợp cho thấy"))
    said = f"có {figure} {noun}" if counted else f"{noun} đạt {figure}"
    told = f"{who}, {when}, tại {fact['place']}, {said}."
    text = "\n".join((told, *_half([line for line in host["text"].split("\n") if line.strip()], chance)))
    article = {
        "title": f"{fact['place']}: {noun}", "text": text, "publisher": chance.choice(PAPERS),
        "published": source.get("published"),
    }  # fmt: skip
    return Planted(article, str(source["id"]), "retold", figure, str(fact["value"]))


def _when(period: str) -> str | None:
    for pattern, words in (
        (r"(\d{4})", "năm {0}"), (r"(\d{4})-(\d\d)", "tháng {1}/{0}"), (r"(\d{4})-Q(\d)", "quý {1}/{0}"),
        (r"(\d{4})-(\d\d)-(\d\d)", "ngày {2}/{1}/{0}"), (r"\.\./(\d{4})-(\d\d)-(\d\d)", "đến ngày {2}/{1}/{0}"),
    ):  # fmt: skip
        if found := re.fullmatch(pattern, period):
            return words.format(*found.groups())
    return None


Maker = Callable[..., Planted | None]
