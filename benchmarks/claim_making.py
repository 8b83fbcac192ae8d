"""Claims made from gold facts by a seed: true ones, altered ones, and ones about things that no article holds.

Worded by templates of our own: the figure first or last, active or passive, with "theo báo cáo", the date and the
number written in another way, with short forms, without marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any, Final, NamedTuple

from benchmarks.claim_times import other_period, said
from extract.checking.claims.words import unmarked
from extract.dataset.cells import plain

__all__ = ["KINDS", "Claim", "claims"]

KINDS: Final = ("true", "value", "unit", "place", "period", "bound", "absent")
# Which answers are right. A figure of another place or time is contradicted where a source gives this very figure, and
# not found where none does; so is one of other things that are counted.
_RIGHT: Final[Mapping[str, frozenset[str]]] = {
    "true": frozenset(("supported",)), "absent": frozenset(("not found",)),
    "value": frozenset(("contradicted",)), "bound": frozenset(("contradicted",)),
    **dict.fromkeys(("unit", "place", "period"), frozenset(("contradicted", "not found"))),
}  # fmt: skip
_BOUNDS: Final = {
    "exact": ("",), "about": ("khoảng", "xấp xỉ", "ước khoảng"), "nearly": ("gần",), "over": ("hơn", "trên"),
    "under": ("dưới", "chưa đến"), "at_least": ("ít nhất", "tối thiểu"), "at_most": ("tối đa", "không quá"),
}  # fmt: skip
_TURNED: Final = {
    "exact": ("over", "under", "nearly", "at_most"), "about": ("under", "at_least"), "nearly": ("over", "at_least"),
    "over": ("under", "nearly", "at_most"), "under": ("over", "at_least"), "at_least": ("at_most", "under"),
    "at_most": ("at_least", "over"),
}  # fmt: skip
_UNITS: Final = {
    "VND": (" USD", " euro"), "USD": (" đồng", " euro"), "%": (" điểm phần trăm",), "ha": (" km2", " m2"),
    "m2": (" ha",), "km": (" m",), "m": (" km",), "km2": (" ha",), "tấn": (" kg", " tạ"), "kg": (" tấn", " gam"),
    "ngày": (" tháng", " giờ"), "tháng": (" năm", " ngày"), "năm": (" tháng",), "giờ": (" ngày", " phút"),
    "phút": (" giờ",), "tuổi": (" tháng tuổi",), "lần": ("%",), "điểm": ("%",), "MW": (" kW",), "km/giờ": (" m/s",),
}  # fmt: skip
_NOUNS: Final = (
    "container", "hộ dân", "giáo viên", "con trâu", "chuyến bay", "cây cầu", "tấm huy chương", "bệnh viện", "robot",
)  # fmt: skip
_PROVINCES: Final = (
    "Cà Mau", "Điện Biên", "Hà Tĩnh", "Tây Ninh", "Kon Tum", "Lạng Sơn", "Bạc Liêu", "Ninh Thuận", "Hòa Bình",
    "Thái Bình", "Quảng Trị", "Trà Vinh", "Bắc Kạn", "Gia Lai", "Phú Yên", "Hưng Yên",
)  # fmt: skip
_ABSENT: Final = (
    "trạm sạc xe điện công cộng", "thư viện lưu động", "cá thể voọc chà vá", "máy bay không người lái nông nghiệp",
    "tủ sách biên giới", "giếng khoan quan trắc", "vườn ươm lan rừng", "lớp học bơi miễn phí",
    "nhà văn hóa thôn bản mới", "tổ ong mật", "hồ sơ sáng chế", "sân bóng cỏ nhân tạo", "nghệ nhân hát xẩm",
    "đèn đường năng lượng mặt trời", "phòng thí nghiệm nano", "bộ cồng chiêng cổ", "tàu cá vỏ composite",
    "con dấu điện tử", "trạm đo mưa tự động",
)  # fmt: skip
_SHORT: Final = (
    ("doanh nghiệp", "DN"), ("thành phố", "TP"), ("Thành phố Hồ Chí Minh", "TP.HCM"), ("khu công nghiệp", "KCN"),
    ("thương mại điện tử", "TMĐT"), ("bất động sản", "BĐS"), ("ngân sách nhà nước", "NSNN"),
)  # fmt: skip
_SCALES: Final = (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3))


class Claim(NamedTuple):
    """A claim, how it was made, of which document, which answers are right, and the figure of it that is judged."""

    text: str
    kind: str
    doc: str
    right: frozenset[str]
    value: Decimal = Decimal(0)
    amount: str = ""


class Wording(NamedTuple):
    """The parts of a claim before they are put into a sentence."""

    amount: str
    indicator: str
    noun: bool
    place: str
    period: str
    verb: str
    ahead: str


def claims(documents: Sequence[Mapping[str, Any]], count: int, seed: int) -> Iterator[Claim]:
    """So many claims of facts of gold documents, always the same for a seed: a quarter true, the rest of each kind."""
    random = Random(seed)
    stated = [(document, fact) for document in documents for fact in document["facts"]]
    facts = [(document, fact) for document, fact in stated if _is_clear(fact)]
    kinds = [kind for kind in KINDS for _ in range(2 if kind == "true" else 1)]
    made = 0
    while made < count:
        document, fact = random.choice(facts)
        kind = kinds[made % len(kinds)]
        wording = _altered(fact, kind, random)
        if wording is None or (kind != "true" and _is_told(wording.amount, fact, stated)):
            continue
        made += 1
        yield Claim(
            _sentence(wording, random), kind, document["id"], _RIGHT[kind], Decimal(fact["value"]), wording.amount
        )


def _is_told(amount: str, fact: Mapping[str, Any], facts: Sequence[tuple[Any, Mapping[str, Any]]]) -> bool:
    """Whether some document has the altered amount of the same place as well, so that the claim may be true."""
    return any(
        other is not fact and other["figure"] in amount and len(amount) < len(other["figure"]) + 12
        for _, other in facts
        if other["place"] == fact["place"]
    )


def _is_clear(fact: Mapping[str, Any]) -> bool:
    """Whether a claim can be made of a fact that says by itself what it is about."""
    told = len((fact["indicator"] or "").split()) >= 2 and (fact["place"] or fact["period"])
    return bool(
        told and not fact["optional"] and fact["kind"] != "rank" and (not fact["period"] or said(fact["period"], 0))
    )


def _altered(fact: Mapping[str, Any], kind: str, random: Random) -> Wording | None:
    """The wording of a fact with one thing altered; None where it has no such thing."""
    bound = fact["bound"]
    place, period, indicator = fact["place"], fact["period"], fact["indicator"]
    figure = _rewritten(fact, random)
    counted = fact["kind"] == "count"
    if kind == "value":
        figure = _other_value(fact, random)
    elif kind == "bound":
        bound = random.choice(_TURNED[bound])
    elif kind == "unit":
        figure, indicator = _other_unit(fact, figure, random)
    elif kind == "place" and place:
        place = random.choice([name for name in _PROVINCES if name not in place])
    elif kind == "period" and period:
        period = other_period(period, random)
    elif kind == "absent":
        figure, indicator, counted = f"{random.randint(12, 980)}", random.choice(_ABSENT), True
    if not figure or (kind == "place" and not fact["place"]) or (kind == "period" and period in (None, fact["period"])):
        return None
    per = f"/{fact['per']}" if fact.get("per") else ""
    qualifier = random.choice(_BOUNDS[bound])
    return Wording(
        f"{qualifier} {figure}{per}".strip(), _first_small(indicator), counted, _place(place, random),
        said(period, random.randint(0, 2)) if period else "",
        {"increase": "tăng", "decrease": "giảm"}.get(fact["change"], ""),
        {"target": "phấn đấu", "forecast": "dự kiến"}.get(fact["status"], "") if random.random() < 0.7 else "",
    )  # fmt: skip


def _first_small(text: str) -> str:
    word, space, rest = text.partition(" ")
    return (word if word.isupper() or (rest[:1].isupper()) else word.lower()) + space + rest


def _place(place: str | None, random: Random) -> str:
    if place == "Việt Nam":
        return random.choice(("Việt Nam", "cả nước", ""))
    return place or ""


def _rewritten(fact: Mapping[str, Any], random: Random) -> str:
    """The figure, at times written in another scale."""
    figure = str(fact["figure"])
    if (
        random.random() < 0.6
        or fact["kind"] not in ("count", "money")
        or not re.fullmatch(r"[\d.,]+( triệu| tỷ| nghìn)?( đồng)?", figure)
    ):
        return figure
    return _written(Decimal(fact["value"]), random) + (" đồng" if figure.endswith("đồng") else "")


def _written(value: Decimal, random: Random) -> str:
    scales = [(word, size) for word, size in _SCALES if value >= size and value % (size // 100 or 1) == 0]
    word, size = random.choice([*scales[:1], ("", 1)]) if value < 10**10 else scales[0] if scales else ("", 1)
    number = plain(value / size)
    whole, _, part = number.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped}{',' + part if part else ''} {word}".strip()


def _other_value(fact: Mapping[str, Any], random: Random) -> str:
    """The figure with another number in it, far enough not to round to it."""
    found = re.match(r"[\d.,]+", fact["figure"])
    if not found or fact["value_max"] or fact["whole"]:
        return ""
    digits = found[0].rstrip(".,")
    number = Decimal(digits.replace(".", "").replace(",", "."))
    other = number * random.choice(
        (Decimal("0.6"), Decimal("0.8"), Decimal("1.3"), Decimal("1.5"), Decimal("2.2"), Decimal("1.12"))
    )
    places = len(digits.partition(",")[2])
    other = round(other, places) if places else Decimal(round(other))
    other = other if abs(other - number) * 20 > number else number + max(1, round(number / 10))
    whole, _, part = format(other, "f").partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "") + str(fact["figure"])[len(digits) :]


def _other_unit(fact: Mapping[str, Any], figure: str, random: Random) -> tuple[str, str]:
    if fact["kind"] == "count":
        unit = (fact["unit"] or "x").split()
        noun = random.choice([noun for noun in _NOUNS if noun not in fact["indicator"] and noun.split()[0] != unit[0]])
        rest = fact["indicator"].split()[len(unit) :]
        return figure, " ".join((noun, *rest))
    others = [unit for unit in _UNITS.get(fact["unit"] or "", ()) if unit.strip() not in figure]
    number = re.match(r"[\d.,]+(?:\s?[-–]\s?[\d.,]+)?(?: triệu| tỷ| nghìn)*", fact["figure"])
    return (number[0].rstrip(".,") + random.choice(others), fact["indicator"]) if others and number else ("", "")


Template = Callable[[Wording], str]
_COUNTED: Final[tuple[Template, ...]] = (
    lambda w: f"{w.period}, {w.place} {w.ahead} {w.verb or 'có'} {w.amount} {w.indicator}",
    lambda w: f"Theo báo cáo, {w.period} {_at(w)} {w.ahead} có {w.amount} {w.indicator}",
    lambda w: f"{w.amount} {w.indicator} là con số được ghi nhận {_at(w)} {w.period}",
    lambda w: f"{_at(w)}, {w.ahead} {w.verb or 'ghi nhận'} {w.amount} {w.indicator} {w.period}",
    lambda w: f"Số {w.indicator} {_of(w)} {w.period} {w.ahead} {w.verb or 'là'} {w.amount}",
)
_MEASURED: Final[tuple[Template, ...]] = (
    lambda w: f"{w.period}, {w.indicator} {_of(w)} {w.ahead} {w.verb or 'đạt'} {w.amount}",
    lambda w: f"Theo báo cáo, {w.indicator} {_at(w)} {w.period} {w.ahead} {w.verb or 'là'} {w.amount}",
    lambda w: f"{_at(w)}, {w.indicator} {w.ahead} {w.verb or 'ở mức'} {w.amount} {w.period}",
    lambda w: f"{w.ahead} {w.verb} {w.amount} là {w.indicator} {_of(w)} {w.period}",
    lambda w: f"{w.place}: {w.indicator} {w.period} {w.ahead} {w.verb or 'là'} {w.amount}",
)


def _at(wording: Wording) -> str:
    return f"tại {wording.place}" if wording.place else ""


def _of(wording: Wording) -> str:
    return f"của {wording.place}" if wording.place else ""


def _sentence(wording: Wording, random: Random) -> str:
    text = random.choice(_COUNTED if wording.noun else _MEASURED)(wording)
    text = re.sub(r"^[\s,:]+", "", re.sub(r"\s+([,:])", r"\1", " ".join(text.split())))
    text = re.sub(r"^Theo báo cáo,,|^Theo báo cáo, ,", "Theo báo cáo,", text)
    if random.random() < 0.15:
        for long, short in _SHORT:
            text = text.replace(long, short)
    text = text[0].upper() + text[1:] + random.choice((".", ""))
    return _without_marks(text) if random.random() < 0.1 else text


def _without_marks(text: str) -> str:
    """The text as typed on a keyboard without marks, capitals kept."""
    return "".join(unmarked(letter).upper() if letter.isupper() else unmarked(letter) for letter in text)
