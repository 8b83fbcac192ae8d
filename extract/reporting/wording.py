"""What a report itself says, in either language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from extract.checking.framing import LANGUAGES, Language

__all__ = ["Wording"]

_PHRASES: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("Báo cáo bộ dữ liệu", "Report on a data set"),
    "documents": ("tài liệu", "documents"),
    "facts": ("số liệu", "facts"),
    "publishers": ("nguồn đăng", "publishers"),
    "stories": ("tin đăng ở nhiều nơi", "stories in several papers"),
    "conflicts": ("cặp số liệu mâu thuẫn", "pairs that contradict"),
    "between": ("Đăng từ {first} đến {last}.", "Published from {first} to {last}."),
    "read": ("Đã đọc gì", "What was read"),
    "found": ("Đã tìm thấy gì", "What was found"),
    "agreement": ("Các nguồn nói giống và khác nhau", "What sources share and dispute"),
    "chart.outcomes": ("Tài liệu theo kết quả đọc", "Documents by outcome"),
    "chart.media": ("Tài liệu theo loại tệp", "Documents by kind of file"),
    "chart.years": ("Tài liệu theo năm đăng", "Documents by year of publication"),
    "chart.publishers": ("Tài liệu theo nguồn đăng", "Documents by publisher"),
    "chart.kinds": ("Số liệu theo loại", "Facts by kind"),
    "chart.statuses": ("Số liệu theo trạng thái", "Facts by status"),
    "chart.fact-years": ("Số liệu theo năm đăng", "Facts by year of publication"),
    "chart.places": ("Số liệu theo nơi", "Facts by place"),
    "chart.sources": ("Số liệu do nhiều nguồn độc lập cùng nêu", "Facts that several independent sources state"),
    "chart.reasons": ("Mâu thuẫn theo cách khác nhau", "Contradictions by how they differ"),
    "others": ("{count} mục khác", "{count} others"),
    "unknown": ("(không rõ)", "(unknown)"),
    "numbers": ("bảng số", "the numbers"),
    "share": ("tỷ lệ", "share"),
    "errors": ("Vì sao không đọc được", "Why inputs could not be read"),
    "largest": ("Tin đăng lại nhiều nhất", "The most reprinted stories"),
    "examples": ("Những mâu thuẫn đầu tiên", "The first contradictions"),
    "not_grouped": (
        "Chưa tìm bài đăng lại và mâu thuẫn; lệnh trich stories làm việc đó.",
        "Reprints and contradictions were not looked for; trich stories does that.",
    ),
    "none": ("Không có mâu thuẫn nào.", "No contradictions."),
    "sources.n": ("{count} nguồn", "{count} sources"),
    "sources.more": ("{count} nguồn trở lên", "{count} sources or more"),
}
_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "ok": ("có số liệu", "with facts"), "no_facts": ("không có số liệu", "without facts"),
    "no_text": ("không có chữ", "no text"), "not_article": ("không phải bài viết", "not an article"),
    "failed": ("không đọc được", "failed"),
    "count": ("số lượng", "counts"), "percent": ("phần trăm", "percentages"), "ratio": ("tỷ số", "ratios"),
    "money": ("tiền", "money"), "measure": ("đo lường", "measures"), "duration": ("thời lượng", "durations"),
    "rank": ("thứ hạng", "ranks"), "multiple": ("số lần", "multiples"), "score": ("điểm", "scores"),
    "actual": ("thực tế", "actual"), "target": ("mục tiêu", "targets"), "forecast": ("dự báo", "forecasts"),
    "scale": ("sai bậc mười", "another power of ten"), "slip": ("sai một chữ số", "one digit"),
    "update": ("đăng ngày khác", "another day"), "value": ("giá trị khác", "another value"),
    "text/html": ("trang mạng", "web pages"), "text/plain": ("văn bản", "plain text"),
    "application/pdf": ("PDF", "PDF"), "application/x-ndjson": ("bảng bài JSONL", "JSONL articles"),
    "application/jsonl": ("bảng bài JSONL", "JSONL articles"), "application/json": ("JSON", "JSON"),
    "text/csv": ("bảng bài CSV", "CSV articles"), "application/vnd.apache.parquet": ("Parquet", "Parquet"),
    "application/msword": ("Word (.doc)", "Word (.doc)"), "application/rtf": ("RTF", "RTF"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("Word (.docx)", "Word (.docx)"),
    "application/vnd.ms-excel": ("Excel (.xls)", "Excel (.xls)"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("Excel (.xlsx)", "Excel (.xlsx)"),
}  # fmt: skip


class Wording:
    """The phrases and names of one language, not yet escaped."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._place = LANGUAGES.index(language)

    def phrase(self, name: str, **values: object) -> str:
        """A phrase with its values filled in."""
        return _PHRASES[name][self._place].format(**values)

    def name(self, value: str) -> str:
        """A value of a closed list, or a media type, in words; any other as it is."""
        return _NAMES[value][self._place] if value in _NAMES else value or self.phrase("unknown")

    def number(self, value: int) -> str:
        """A number with its thousands parted: 50.674 in Vietnamese, 50,674 in English."""
        shown = f"{value:,}"
        return shown.replace(",", ".") if self.language == "vi" else shown

    def share(self, part: int, whole: int) -> str:
        """A part in per cent with one place: 97,8%."""
        shown = f"{100 * part / whole if whole else 0:.1f}%"
        return shown.replace(".", ",") if self.language == "vi" else shown
