"""The classes of the rows, one a table. The head of each table's file teaches what its columns mean."""

from decimal import Decimal
from typing import Literal

from patterns.tables import Row

Kind = Literal["count", "percent", "ratio", "money", "measure", "duration", "rank", "multiple", "score"]


class Numeral(Row):
    """A number word: `role` says where it may stand in a numeral ("mươi" only after a digit, "lăm" only after tens).

    `strict`: further surfaces, read only where a whole text is one figure.
    """

    surfaces: tuple[str, ...]
    value: Decimal
    role: Literal[
        "digit", "ten", "tens", "twenty", "hundred", "filler", "point", "after_tens", "after_scale", "after_any",
        "ordinal", "sign",
    ]  # fmt: skip
    strict: tuple[str, ...] = ()


class Scale(Row):
    """A word that multiplies the number before it ("triệu": 1000000).

    `but_before`: words before which it is a scale although `not_before` speaks against it; `strict`: further surfaces,
    read only where a whole text is one figure.
    """

    surfaces: tuple[str, ...]
    factor: Decimal
    not_before: tuple[str, ...]
    but_before: tuple[str, ...] = ()
    strict: tuple[str, ...] = ()


class Unit(Row):
    """A unit that follows the number (or, with `side` before, precedes it: "$10"), and the kind of figure it makes.

    With `side` apart it precedes the number and is no part of the figure ("ở tuổi 38": the figure is 38).

    `only_after`, `not_after`: words before the figure; `only_before`, `not_before`: words behind the unit. `parts`:
    smaller units and how many make one ("tháng 12"). `strict`: surfaces read only where a whole text is one figure.
    """

    surfaces: tuple[str, ...]
    symbol: str
    kind: Literal["percent", "money", "measure", "duration", "multiple", "score"]
    side: Literal["", "before", "apart"]
    least: str
    only_after: tuple[str, ...]
    not_after: tuple[str, ...]
    only_before: tuple[str, ...]
    not_before: tuple[str, ...]
    parts: tuple[str, ...] = ()
    strict: tuple[str, ...] = ()


class Expression(Row):
    """An expression that is a figure as a whole ("gấp đôi": 2 `lần`); a `duration` needs a unit ("nửa năm")."""

    surfaces: tuple[str, ...]
    value: Decimal
    kind: Kind
    unit: str
    only_after: tuple[str, ...]


class RankCue(Row):
    """Words before a bare number that make it a position ("đứng thứ 15/63"; at_most: "nhóm 10 tỉnh dẫn đầu")."""

    surfaces: tuple[str, ...]
    bound: Literal["exact", "at_most"]
    only_before: tuple[str, ...]


class PricePair(Row):
    """Words of a sentence that make "55,2 - 55,6 triệu đồng" a buying and a selling price: two facts, no range."""

    surfaces: tuple[str, ...]


class Qualifier(Row):
    """A word beside a number that says how exactly it is meant ("trên": over); of all `kinds` where none is named."""

    surfaces: tuple[str, ...]
    bound: Literal["exact", "about", "nearly", "over", "under", "at_least", "at_most"]
    side: Literal["before", "after"]
    not_after: tuple[str, ...]
    not_ahead: tuple[str, ...]
    not_units: tuple[str, ...]
    kinds: tuple[str, ...]


class ChangeCue(Row):
    """Words before a figure that make it the size of a change, or, with `none`, keep it a level ("tăng lên")."""

    surfaces: tuple[str, ...]
    change: Literal["increase", "decrease", "none"]
    kinds: tuple[str, ...]
    only_ahead: tuple[str, ...]


class StatusCue(Row):
    """Words that make the figures in their scope a goal or a forecast, or end such a scope (`actual`)."""

    surfaces: tuple[str, ...]
    status: Literal["target", "forecast", "actual"]
    scope: Literal["here", "clause", "yields", "built", "year", "sentence", "aged", "voiced"]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


class NotFact(Row):
    """A context in which a number is no fact: words right `before` it, the `shape` of text from it on, or both.

    `takes`: which figures it vetoes: `bare` (no unit, no counted noun behind), `count` (no unit), `any`; `never` none.
    """

    before: tuple[str, ...]
    shape: str
    takes: Literal["bare", "count", "any", "never"]


class AttributionCue(Row):
    """Words that tie figures to their named source, or are part of such a name; the table's head explains the roles."""

    role: Literal[
        "said",
        "asks",
        "asker",
        "quoted",
        "shows",
        "according",
        "paper",
        "honorific",
        "office",
        "body",
        "surname",
        "nation",
        "between",
        "end",
        "opener",
        "crowd",
        "deputy",
        "setting",
        "listener",
        "territory",
        "seat",
        "detail",
        "forecaster",
        "echo",
        "issued",
        "anaphor",
        "place",
        "within",
        "firm",
    ]
    surfaces: tuple[str, ...]
    reach: Literal["on", "here", "weak"] = "here"
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


class Abbreviation(Row):
    """A word that says whether a sentence goes on after the dot beside it; the table's head explains the roles."""

    role: Literal["leads", "opens"]
    surfaces: tuple[str, ...]


class TimeRow(Row):
    """An expression of time, or the words that lead or join such expressions; the table's head teaches the slots."""

    role: Literal["time", "lead", "join", "hold", "free", "whole", "opening"]
    pattern: str
    starts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    veto: Literal["yes", "no"] = "yes"
    after: str = ""
    not_after: str = ""
    not_before: str = ""


class PlaceCue(Row):
    """Words that stand for a place without naming it ("toàn tỉnh"); `target` says which."""

    surfaces: tuple[str, ...]
    target: Literal[
        "province", "city", "district", "commune", "country", "nation", "VN", "CN", "KR", "law", "world", "market"
    ]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


class PlaceUnit(Row):
    """Units whose figures are of a place, or of none, by themselves; the table's head explains the roles."""

    units: tuple[str, ...]
    role: Literal["device", "price", "market"]


class QuantityCue(Row):
    """Words before a bare number that show that it states a quantity ("là", "đạt", "trong đó có")."""

    surfaces: tuple[str, ...]


class IndicatorCue(Row):
    """Words that say where the phrase for what a figure measures begins and ends; the head explains the roles."""

    role: Literal[
        "link", "change", "share", "opener", "head", "alone", "predicate", "term", "cut", "basis", "part", "word",
        "whole", "person", "coordinate", "defining", "begin", "verb", "amount", "trade", "spend", "lapse", "doing",
        "away", "deed", "quantity", "counter", "level", "group", "won", "agent", "little", "sole",
        "apart", "anything", "number", "holder",
    ]  # fmt: skip
    surfaces: tuple[str, ...]
    not_after: tuple[str, ...] = ()


class KnownIndicator(Row):
    """An indicator that series are kept of: its standard name, how texts name it, the units of its levels.

    `units`: kinds of figures or canonical units. `not_in`: words of a sentence in which the surfaces mean another
    thing; `not_between`: words between surface and figure that make it a figure of another thing.
    """

    name: str
    surfaces: tuple[str, ...]
    units: tuple[str, ...]
    source: str
    not_in: tuple[str, ...] = ()
    not_between: tuple[str, ...] = ()


class NeutralWord(Row):
    """Words around a known indicator that leave it what it is, and words that show it does not; the head has roles."""

    role: Literal["lead", "tail", "unit_of_place", "basis"]
    surfaces: tuple[str, ...]


class PhraseWord(Row):
    """Words that decide how far the noun phrase behind a number goes; the table's head explains the roles."""

    role: Literal[
        "classifier", "compound", "predicate", "passive", "affected", "link", "tie", "time", "stop", "particle",
        "label", "each", "mover", "whither", "topic",
    ]  # fmt: skip
    surfaces: tuple[str, ...]


class TableWord(Row):
    """A word of a table's headers, caption or units that says how its numbers are meant; the head explains roles."""

    role: Literal[
        "unit", "ordinal", "code", "total", "within", "continued", "done", "estimate", "plan", "forecast", "change",
        "compare", "same", "now", "worth", "quantity", "base", "onward", "partner", "nation", "region",
        "note", "counted",
    ]  # fmt: skip
    surfaces: tuple[str, ...]
    not_before: tuple[str, ...] = ()


class Site(Row):
    """Where the parts of an article stand on the pages of some hosts; the table's head teaches the selectors.

    `articles` and `next` are regular expressions that a link's whole address matches: on a section page, the links that
    lead to articles, and those that lead to the section's further pages; empty where that is not known.
    """

    hosts: tuple[str, ...]
    title: tuple[str, ...]
    lead: tuple[str, ...]
    body: tuple[str, ...]
    author: tuple[str, ...]
    date: tuple[str, ...]
    drop: tuple[str, ...]
    articles: str
    next: str


class Parameter(Row):
    """Parameters of addresses that are not the page's: they follow its reader, or number a visit.

    `names` are in lower case, with `*` for the rest of a name; `value` is a regular expression that the whole value
    matches, empty for any.
    """

    names: tuple[str, ...]
    value: str
