"""What stands around an article and is none of it: menus, related stories, sharing, comments, forms,
advertisements.

An element is furniture by its tag, by its ARIA role, because it is hidden, or by a word of its class or id. Class
names are English or unaccented Vietnamese on every site; the words here are general and no site's own. An element
that holds most of the page's text is never furniture, whatever it is called: many pages wrap everything in one form
or in a `has-sidebar`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from extract.reading.web.tree import Element

DROPPED_TAGS: Final = frozenset(
    "script style noscript noframes template iframe object embed svg canvas video audio map head select option "
    "datalist textarea button input dialog nav menu amp-ad amp-sidebar amp-list amp-analytics amp-social-share "
    "amp-embed amp-consent amp-auto-ads amp-sticky-ad".split()
)
ARTICLE_TAGS: Final = frozenset("html body main article h1".split())
GUARDED_TAGS: Final = frozenset("header footer aside form".split())
# What a `nav` is called that leads about the site, and what one that leads to this page or to its further ones.
MENU_WORDS: Final = frozenset("menu main navbar navigation site mega".split())
WAY_WORDS: Final = frozenset(
    "breadcrumb breadcrumbs crumb crumbs page pages pager paging pagination post posts numbers".split()
)
DROPPED_ROLES: Final = frozenset(
    "navigation banner contentinfo complementary search menu menubar dialog alert toolbar".split()
)
WORDS: Final = frozenset(
    "relate relation relations share sharing social socials comment comments cmt breadcrumb "
    "breadcrumbs menu nav navbar navigation sidebar tag tags hashtag keyword keywords footer banner ads ad adv "
    "advert advertising advertisement adsense promo promotion sponsor sponsored popup modal tooltip login signin "
    "register search subscribe newsletter rating rate vote poll toolbar pagination paging pager copyright "
    "recommend recommended recommendation popular trending mostread mostview readmore seemore other others "
    "othernews print feedback rss carousel marquee ticker weather bookmark reaction like follow "
    "chiase qc tinmoi danhgia "
    "timkiem dangnhap thamdo khaosat survey surveywidget vjs jwplayer plyr".split()
)
# Parts of names, which stand for themselves wherever they are in one: "box-tin-lien-quan", "boxbaivietlienquan".
PHRASES: Final = (
    "lien-quan", "lienquan", "binh-luan", "binhluan", "chia-se", "tu-khoa", "tukhoa", "quang-cao", "quangcao",
    "doc-them", "docthem", "xem-them", "xemthem", "doc-nhieu", "docnhieu", "xem-nhieu", "xemnhieu", "tin-khac",
    "tinkhac", "tin-moi", "cung-chuyen-muc", "cungchuyenmuc", "most-read", "most-view", "read-more", "see-more",
    "also-like", "back-top", "related", "toc-container", "toc-title", "author-box", "box-author", "about-author",
    "author-bio", "mb-article", "chu-thich",
)  # fmt: skip
CAPTION_WORDS: Final = frozenset("caption figcaption photocaption imgcaption chuthich captions chu-thich".split())
_NAMES: Final = WORDS.union(PHRASES) - CAPTION_WORDS
# What a line that sends the reader to another story begins with.
POINTER: Final = re.compile(
    r"\W*(?:>>|(?:(?:xem|đọc|tham khảo|tìm hiểu) thêm|mời (?:(?:quý )?(?:bạn đọc|độc giả|khán giả|bạn|quý vị) )?"
    r"(?:xem|đọc|đón đọc|đón xem|theo dõi|nghe|vào chuyên mục)|(?:các )?(?:tin|bài)(?: viết)? "
    r"(?:liên quan|cùng chủ đề|cùng chuyên mục|khác|đọc nhiều))\b)",
    re.IGNORECASE,
)
# What stands alone over other stories, over a poll, or over what readers say.
LABEL: Final = re.compile(
    r"\W*(?:(?:các |những )?(?:tin|bài|tin bài|tin tức)(?: viết)?(?: (?:liên quan|cùng chủ đề|cùng chuyên mục|cùng loại"
    r"|khác|đọc nhiều|xem nhiều|mới(?: nhất| hơn)?|cũ hơn|nổi bật|đã đưa|đã đăng|trước đó))|tham khảo thêm"
    r"|(?:xem|đọc) (?:thêm|nhiều|tiếp)|có thể bạn quan tâm|cùng chuyên mục|ý kiến(?: bạn đọc| của bạn)?"
    r"|(?:\d+ )?bình luận|phản hồi|gửi (?:bình luận|ý kiến)(?: của bạn)?|thăm dò(?: ý kiến)?|bình chọn"
    r"|(?:other|related|latest) (?:news|articles|stories)|comments?)"
    r"\W*(?:\(?\d+\)?)?\W*",
    re.IGNORECASE,
)
# What leads from a teaser to its story.
MORE: Final = re.compile(
    r"\W*(?:(?:xem|đọc) (?:chi tiết|thêm|tiếp|trả lời|tiếp theo)|chi tiết|(?:read |view )?more|trả lời)\W*",
    re.IGNORECASE,
)
# A count of readers or readers' opinions that stands alone.
COUNTER: Final = re.compile(
    r"\W*(?:(?:(?:số )?lượt (?:xem|đọc|truy cập)|đã (?:xem|đọc)|số (?:lần|người) (?:xem|đọc)|views?|view count)"
    r"\W*[\d.,]+|[\d.,]+ (?:lượt (?:xem|đọc)|views?|bình luận|phản hồi)|tổng số điểm của bài viết.*)\W*",
    re.IGNORECASE,
)
# What the page can do for a reader, where nothing else is said: share, print, read aloud, show an advertisement.
CONTROL: Final = re.compile(
    r"\W*(?:(?:chia sẻ(?: (?:bài viết|tin|lên|qua))*|in (?:bài|trang|tin)(?: viết| này)?|bình luận|quảng cáo|mục lục"
    r"|(?:gửi|gởi) (?:e-?mail|bài viết|bạn bè)|(?:xem )?cỡ chữ|màu chữ|a|lưu (?:bài|tin)(?: viết)?|print|send|share"
    r"|(?:nghe|đọc) (?:đọc )?(?:bài|tin)(?: viết| báo)?|\d{1,2}:\d\d\W{1,3}\d{1,2}:\d\d|facebook|zalo|twitter|messenger"
    r"|(?:giọng )?(?:nam|nữ)(?: miền)? (?:bắc|trung|nam)|e-?mail|copy link|sao chép(?: liên kết)?|google news|like"
    r"|tweet|(?:về|lên) đầu trang|trở (?:lại|về)|quay lại|đăng ký nhận (?:bản )?tin(?: mỗi sáng| mới)?"
    r"|advertis(?:ement|ing))(?!\w)\W*)+",
    re.IGNORECASE,
)
CONTROL_LENGTH: Final = 80
# A paragraph that speaks of a picture: it begins so, or ends with who took it.
CREDIT: Final = re.compile(
    r"(?!\W*(?:tin|bài)\b)\W*(?:nguồn )?(?:ảnh|video|clip|đồ họa|infographic)(?: minh họa)?\s*:.*"
    r"|(?!\W*(?:tin|bài)\b.{,12}:).*[.\s(](?:Ảnh(?: minh họa)?\s*:[^.:]{2,40}|\((?:ảnh|hình) minh họa\))\W*",
    re.IGNORECASE | re.DOTALL,
)
LEAD_WORDS: Final = frozenset("sapo lead description chapeau standfirst teaser summary intro tomtat".split())
TITLE_WORDS: Final = frozenset("title headline tieude tieudebai tenbai contentheading".split())
AUTHOR_WORDS: Final = frozenset("author authors byline tacgia".split())
BYLINE_WORDS: Final = AUTHOR_WORDS.union(("source", "nguon"))
DATE_WORDS: Final = frozenset(
    "date time datetime pdate publish published publishdate timer ngay ngaydang pubdate posted created".split()
)

CLOCK_WORDS: Final = frozenset("now current currentdate clock today datetimenow egov masthead topbar".split())

# Two of these in one short piece, the first at its start, make it an imprint: the address block at the foot of a site.
_IMPRINT = re.compile(
    r"địa chỉ\s*:|điện thoại\s*:|\bđt\s*:|\bfax\b|e-?mail\s*:|hotline|đường dây nóng|tổng biên tập|giấy phép"
    r"|bản quyền|copyright|©|cơ quan chủ quản|chịu trách nhiệm|ghi rõ nguồn|\(?\b0\d{1,3}\)?[ .]?\d{3,4}[ .]?\d{3,4}\b",
    re.IGNORECASE,
)
_IMPRINT_LENGTH: Final = 500

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PHRASE = re.compile("|".join(PHRASES).replace("related", "(?<!cor)(?<!un)related"))
_NO_WORDS: Final[frozenset[str]] = frozenset()
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def words(element: Element) -> frozenset[str]:
    """The words in an element's class and id: `BoxTin-lienQuan` has box, tin, lien, quan."""
    attributes = element.attributes
    return _words(attributes.get("class"), attributes.get("id")) if attributes else _NO_WORDS


# Classes repeat from page to page; a bounded memory of them halves the time a page takes.
@lru_cache(maxsize=4096)
def _words(classes: str | None, id: str | None) -> frozenset[str]:
    names = f"{classes or ''} {id or ''}"
    found = {word.lower() for word in _WORD.findall(names)}
    dashed = names.lower().replace("_", "-")
    return frozenset(found.union(dashed.split(), _PHRASE.findall(dashed)))


@lru_cache(maxsize=4096)
def _is_named_furniture(classes: str | None, id: str | None) -> bool:
    return not _NAMES.isdisjoint(_words(classes, id))


def is_menu(element: Element) -> bool:
    """Whether an element is the menu of a site, of which nothing is asked: no title, no way to the page, no next
    page."""
    if element.tag != "nav":
        return False
    called = words(element)
    return not MENU_WORDS.isdisjoint(called) and WAY_WORDS.isdisjoint(called)


def is_dropped(element: Element) -> bool:
    """Whether nothing of the element is ever seen or read, whatever it holds."""
    if element.tag in DROPPED_TAGS:
        return True
    attributes = element.attributes
    return "hidden" in attributes or ("style" in attributes and _hides(attributes["style"]))


def _hides(style: str | None) -> bool:
    """Whether a style hides what has it; most styles say neither word, which is told at once."""
    said = style.lower() if style else ""
    return ("none" in said or "hidden" in said) and _HIDDEN_STYLE.search(said) is not None


def is_furniture(element: Element) -> bool:
    """Whether the element's name says that it stands around an article."""
    tag, attributes = element.tag, element.attributes
    if tag in GUARDED_TAGS:
        return True
    if not attributes:
        return False
    if "role" in attributes and element.get("role").lower() in DROPPED_ROLES:
        return True
    if tag in ARTICLE_TAGS:
        return False
    if ("class" in attributes or "id" in attributes) and _is_named_furniture(
        attributes.get("class"), attributes.get("id")
    ):
        return True
    return "type" in attributes and element.get("type").startswith("Related")


def is_imprint(text: str) -> bool:
    """Whether a text is part of an address block: two different marks of one in a short space."""
    return len(text) <= _IMPRINT_LENGTH and len({mark[:5].casefold() for mark in _IMPRINT.findall(text)}) > 1


def opens_imprint(text: str) -> bool:
    """Whether a text is an address block's beginning: two marks of one, the first at its start."""
    return _IMPRINT.match(text.strip()) is not None and is_imprint(text)
