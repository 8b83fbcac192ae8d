"""Places: the gazetteer is sound, names are found only with ground, and figures get the place that governs them."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from extract.language.canonical import canonicalize
from extract.language.compiled import compiled
from extract.language.sentences import split_sentences
from extract.meaning.places.cues import PlaceCues
from extract.meaning.places.reader import DocumentPlaces, PlaceFinder, PlaceReader
from extract.model import Document
from patterns.errors import PatternError
from patterns.gazetteer import Gazetteer
from patterns.places import NEW_ERA, OLD_ERA, era_of
from patterns.rows import PlaceCue
from patterns.tables import BUILT_IN, read_table

GAZETTEER = Gazetteer()
FINDER = PlaceFinder(GAZETTEER)
CUES = read_table(BUILT_IN / "place_cues.tsv", PlaceCue)
READER = PlaceReader(GAZETTEER, CUES)
FIGURE = re.compile(r"\[(.+?)\]")


def found(text: str, era: str = OLD_ERA) -> list[str | None]:
    return [mention.name for mention in FINDER.find(text, era)]


def read(text: str, title: str = "", publisher: str = "", published: str = "2023-11-20") -> DocumentPlaces:
    canonical = canonicalize(text).text
    sentences = [
        (canonical.count("\n", 0, start), canonical[start:end])
        for start, end in split_sentences(canonical, 0, len(canonical))
    ]
    document = Document(id="d", source="", text=text, title=title, publisher=publisher, published=published)
    return READER.read(document, canonicalize(title).text, sentences)


def place_of(text: str, **metadata: str) -> tuple[str | None, str | None]:
    """The place of the first [figure] of the text, and the row that gave it."""
    plain, mark = text.replace("[", "").replace("]", ""), FIGURE.search(text)
    assert mark
    places = read(plain, **metadata)
    low = len(text[: mark.start()].replace("[", "").replace("]", ""))
    at = 0
    for number, (_, sentence) in enumerate(places.sentences):
        at = plain.index(sentence, at)
        if at <= low < at + len(sentence):
            place, step = places.place_of(number, low - at, low - at + len(mark[1]))
            return place.name if place else None, step.row if step else None
        at += len(sentence)
    raise AssertionError(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Về xã Cát Tiến (huyện Phù Cát) hôm nay", ["Cát Tiến, Phù Cát, Bình Định"]),
        ("tại phường Xuân La, quận Tây Hồ, Hà Nội", ["Xuân La, Tây Hồ, Hà Nội"]),
        ("tại Xuân La, Tây Hồ, Hà Nội", ["Xuân La, Tây Hồ, Hà Nội"]),
        ("cửa khẩu Lao Bảo (Quảng Trị)", ["Lao Bảo, Hướng Hóa, Quảng Trị"]),
        ("mây phủ Sa Pa (Lào Cai)", ["Sa Pa, Lào Cai"]),
        ("nhà máy Phù Mỹ (huyện Phù Mỹ)", ["Phù Mỹ, Bình Định"] * 2),
        ("ở TP.HCM, TP HCM và TPHCM", ["Thành phố Hồ Chí Minh"] * 3),
        ("quận 1, TP.HCM", ["Quận 1, Thành phố Hồ Chí Minh"]),
        ("phường 5, quận Gò Vấp, TP.HCM", ["Phường 5, Gò Vấp, Thành phố Hồ Chí Minh"]),
        ("thành phố Thanh Hóa nằm trong tỉnh Thanh Hóa", ["Thanh Hóa, Thanh Hóa", "Thanh Hóa"]),
        ("xã Chân Lý, đều thuộc huyện Lý Nhân, tỉnh Hà Nam", ["Chân Lý, Lý Nhân, Hà Nam"]),
        ("BR-VT và Bà Rịa - Vũng Tàu", ["Bà Rịa - Vũng Tàu"] * 2),
        ("ở Minneapolis, Mỹ", ["Minneapolis, Mỹ"]),
        ("thành phố Vô Tích, Trung Quốc", ["Vô Tích, Trung Quốc"]),
        (
            "khắp châu Âu, miền Trung, đồng bằng sông Cửu Long",
            ["Châu Âu", "Miền Trung, Việt Nam", "Đồng bằng sông Cửu Long"],
        ),
        ("Tổng thống Mỹ Donald Trump", ["Mỹ"]),
        ("nước Anh và Đức", ["Anh", "Đức"]),
        ("xã Ninh Quới (Hồng Dân)", ["Ninh Quới, Hồng Dân, Bạc Liêu"]),
        ("huyện Mai Châu, Hòa Bình", ["Mai Châu, Hòa Bình"]),
        ("xã Đa Thông, huyện Thông Nông", ["Đa Thông, Thông Nông, Cao Bằng"]),
        ("ở Sa Pa và Côn Đảo", ["Sa Pa, Lào Cai", "Côn Đảo, Bà Rịa - Vũng Tàu"]),
        ("hai đội Liverpool, Arsenal", ["Anh", "Anh"]),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "ông Đức và anh Nga",
        "Anh cho biết",
        "Áo ấm cho em",
        "ca sĩ Mỹ Linh",
        "ông Nguyễn Thái Bình",
        "đường Hà Nội",
        "sông Sài Gòn",
        "Mẹ Việt Nam Anh hùng"[12:],
        "chỉ số VN-Index",
        "Ngân hàng Thế giới",
        "một vụ hòa bình",
        "cử nhân Ngôn ngữ Anh",
        "Brooklyn Beckham cưới vợ",
        "tờ Nhân dân Nhật báo",
    ],
)
def test_names_of_people_streets_and_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_an_authority_has_its_seat_where_its_name_says() -> None:
    assert [mention.strength for mention in FINDER.find("VKSND Hà Nội và CLB Hà Nội cùng họp")] == ["plain", "body"]


def test_a_code_comes_with_its_era() -> None:
    old, new = FINDER.find("tỉnh An Giang", OLD_ERA)[0], FINDER.find("tỉnh An Giang", NEW_ERA)[0]
    assert (old.code, old.era) == ("89", OLD_ERA)
    assert (new.code, new.era) == ("91", NEW_ERA)
    assert FINDER.find("tỉnh Kiên Giang", NEW_ERA)[0].era == OLD_ERA


def test_the_date_decides_the_era() -> None:
    assert era_of("2025-06-30") == era_of("") == OLD_ERA
    assert era_of("2025-07-01T08:00") == NEW_ERA
    assert found("huyện Tuy Phước", NEW_ERA) == ["Tuy Phước, Gia Lai"]
    assert found("Tuy Phước, Bình Định", NEW_ERA) == ["Tuy Phước, Bình Định"]
    assert found("tại xã Hồng Lộc", NEW_ERA) == ["Hồng Lộc, Hà Tĩnh"]
    assert found("phường Hạ Long, tỉnh Quảng Ninh", NEW_ERA) == ["Hạ Long, Quảng Ninh"]


def test_the_document_decides_between_places_of_one_name() -> None:
    text = "Tỉnh {} mở hội. Tỉnh {} mời khách. Xã Phú Lộc đón [12] đoàn."
    rivals = {place.top.own: place.name for place in GAZETTEER.communes("Phú Lộc", OLD_ERA)}
    assert len(rivals) > 2
    for province in ("Hà Tĩnh", "Đắk Lắk"):
        assert place_of(text.format(province, province))[0] == rivals[province]
    assert place_of("Xã Phú Lộc đón [12] đoàn khách.")[0] is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hà Nội có [5] ca, TP.HCM có 3 ca.", "Hà Nội"),
        ("Hà Nội có 5 ca, TP.HCM có [3] ca.".replace("5", "năm"), "Thành phố Hồ Chí Minh"),
        ("Vụ cháy làm [2] người bị thương tại Bangkok, Thái Lan.", "Bangkok, Thái Lan"),
        ("Bộ Tài chính đề xuất giảm [2]% thuế.", "Việt Nam"),
        ("Cho [200] g bột vào tô.", None),
        ("Nam Định vui. Nam Định đẹp. Tờ Siam Post của Thái Lan đăng [12] ảnh.", "Nam Định"),
        ("Nam Định vui. Nam Định đẹp. Nhật báo thể thao đăng [12] ảnh.", "Nam Định"),
        ("Bộ Tài chính họp. Đường sắt Nam Định - Lào Cai đón [12] tàu.", "Việt Nam"),
        ("Bộ Tài chính họp. Tàu từ Lào Cai đón [12] xe.", "Lào Cai"),
        ("Cục Quản lý thị trường Nam Định thu giữ [12] xe.", "Nam Định"),
        ("Tại Nghệ An, đoàn thanh tra lập biên bản [12] cơ sở của Công ty Xăng dầu Lào Cai.", "Nghệ An"),
        ("Man City lại ghi bàn. Man City và Arsenal dẫn đầu Premier League. Man City đã có [42] điểm.", "Anh"),
        ("Champions League khai mạc. UEFA mời các đội. UEFA chia đội thành [8] bảng.", "Châu Âu"),
        ("Công ty của bầu Đức trồng [40 ha] chuối.", None),
        ("Hà Giang đón khách, Hà Giang mở hội. Lào có hội ấy. Mỗi người góp [3 kg] gạo.", "Lào"),
        ("Hà Giang đón khách, Hà Giang mở hội. Lào có hội ấy. Hội rất vui. Mỗi người góp [3 kg] gạo.", "Hà Giang"),
        ("Tỉnh Nam Định mở hội bóng đá, đội khách Man City bán [300] vé.", "Nam Định"),
        ("Hà Nam có ca ở xã Chân Lý và [2] ca ở xã Bắc Lý, huyện Lý Nhân.", "Bắc Lý, Lý Nhân, Hà Nam"),
        ("Hà Nam mừng công, Hà Nam xây chợ ở huyện Lý Nhân; [6] cầu mới đã thông.", "Hà Nam"),
        ("Bạc Liêu đắp [40] đập ở các huyện Phước Long, Hồng Dân và thị xã Giá Rai.", "Bạc Liêu"),
        ("Bộ Y tế họp. Mưa lớn từ Hà Nội đến Nam Định làm đổ [70] cây.", "Việt Nam"),
        ("Mưa lớn ở Hà Nội, Hải Phòng và Nam Định làm đổ [70] cây.", "Việt Nam"),
        ("Mưa lớn ở Hà Nội và Nam Định làm đổ [70] cây.", "Nam Định"),
        ("Bộ Y tế họp. Mưa lớn ở Hà Nội và Nam Định làm đổ [70] cây.", "Việt Nam"),
        ("Bộ Y tế họp. Có [6] ca về nước ở Yên Bái (1), Phú Yên (5).", "Việt Nam"),
        ("Bộ Y tế họp. Có ca về nước ở Yên Bái (1), Phú Yên ([5]).", "Phú Yên"),
        ("Tỉnh Hòa Bình mở hội. Khách mời ở Lào tới dự. Đêm ấy Hòa Bình đón [300] khách.", "Hòa Bình"),
        ("ĐH Ngoại thương mở lớp mới, nhận [300] sinh viên.", "Hà Nội"),
        ("Peru bắn rơi [12] máy bay của Chile.", "Chile"),
        ("Peru trục xuất [12] nhà ngoại giao.", "Peru"),
        ("Nam Định xử án, Nam Định phạt một lái xe. Ai phạm tội ấy thì bị phạt tù từ [3 năm].", "Việt Nam"),
        ("Lào xử án, Lào phạt một lái xe. Ai phạm tội ấy thì bị phạt tù từ [3 năm].", "Lào"),
        ("Bill Gates bán cổ phần. Bezos và Zuckerberg giữ lại. Bill Gates thu về [9 tỷ USD].", "Mỹ"),
        ("Chuyến bay hạ cánh xuống Tân Sơn Nhất chở [300] khách.", "Thành phố Hồ Chí Minh"),
        ("Cháu mua nhẫn giá [20 USD] (500 nghìn đồng).", None),
        ("Cháu mua nhẫn giá 20 triệu won. Cháu đã [30 tuổi].", "Hàn Quốc"),
        ("Cháu mua nhẫn giá 20 triệu won. Bố cháu trả 5 tỷ đồng. Cháu đã [30 tuổi].", "Việt Nam"),
        ("Nam Định mở hội. Nam Định có [9] ca mang biến thể phát hiện tại Anh.", "Nam Định"),
        ("Đoàn xe dừng ở Lào, cách Hà Nội [600 km].", "Lào"),
        ("Nhà hàng xóm trồng lan. Bà Sáu ở Vĩnh Thuận, Kiên Giang. Mỗi chậu [2 triệu đồng].", "Vĩnh Thuận, Kiên Giang"),
        ("Núi lửa phun ở Iceland. Dân Iceland sơ tán. Tro phủ kín đường. Cột khói cao [9 km].", "Iceland"),
        ("Thông ưa lạnh. Cây có ở Iceland. Thông mọc chậm. Lá nhọn. Cây cao [9 m].", None),
        ("Máy dùng RAM lớn, chip mới, giá [4 triệu đồng].", None),
        ("Bàn ghế có giá [4 triệu đồng].", "Việt Nam"),
        ("MobiFone cho gọi không mất tiền trong [30 ngày].", "Việt Nam"),
        ("Nam Định mừng công, Nam Định mở hội. Nay có [12] phòng khám thuê bác sĩ Pháp.", "Nam Định"),
        ("Bộ Tài chính bán [12] tàu, nhiều hơn Hàn Quốc.", "Việt Nam"),
        ("Mũi đất nằm ở Hà Tiên, Kiên Giang, cách trung tâm Cần Thơ [200 km].", "Hà Tiên, Kiên Giang"),
        ("Cách trung tâm thành phố Cần Thơ [20 km], Hà Tiên, Kiên Giang là nơi có mũi đất.", "Hà Tiên, Kiên Giang"),
        ("Nam Định mừng công. Xe dừng ở Nam Định, cách sân bay quốc tế Đà Nẵng [600 km].", "Nam Định"),
        ("Nam Định mừng công. Nam Định tìm được ô tô mang biển kiểm soát Lào, chở [4] khách.", "Nam Định"),
        ("Nam Định mừng công. Trường ở Nam Định dạy Quản lý, Pháp luật và tuyển [4] lớp.", "Nam Định"),
        ("Cục Thuế họp báo. Tại thị trường Hà Nội, giá vàng là [12 triệu đồng].", "Hà Nội"),
        ("Bộ Tài chính bán đấu giá [12] tàu của Công ty Sông Gianh Quảng Bình.", "Việt Nam"),
        ("Bộ Tài chính họp. Công ty Vàng bạc đá quý Sài Gòn bán vàng giá [12 triệu đồng].", "Việt Nam"),
        ("Vàng giao ngay tại Iceland giữ giá, bán ở mức [1.950 USD]/ounce.", "Iceland"),
        ("Dân Iceland đi bầu. Iceland vắng khách. Cả nước có [80] điểm bầu cử.", "Iceland"),
        ("Dân Iceland đi bầu, Iceland vắng khách. Iceland xếp thứ [12] thế giới.", "Iceland"),
        ("Dân Iceland đi bầu, Iceland vắng khách. Peru mời Chile dự tiệc. Nước này có [5] khách.", "Peru"),
        ("Ấn Độ nhờ Nepal giúp. Quốc gia Nam Á này thiếu [300] máy thở.", "Ấn Độ"),
        ("Bình Định đón khách. Thành phố Quy Nhơn mở hội. Thành phố này có [7] bãi tắm.", "Quy Nhơn, Bình Định"),
        ("Bộ Y tế họp. Có ca về nước ở Nam Định: 1 ca, Hà Nội: [2] ca và Hưng Yên: 3 ca.", "Hà Nội"),
        ("Peru và Lào lần lượt có [5] và 7 mỏ đồng.", "Peru"),
        ("Peru, Lào và Chile có lần lượt 5, [7] và 9 mỏ đồng.", "Lào"),
        ("Bộ Tài chính họp. Peru và Lào lần lượt xây cầu, đào [5] mỏ đồng.", "Lào"),
        ("Nam Định mở hội, Nam Định vui. Ông Tám ([60 tuổi], ngụ tỉnh Lào Cai) đứng xem.", "Nam Định"),
        ("Nam Định mở hội, Nam Định vui. Ông Tám ([60 tuổi], ngụ huyện Ý Yên, Nam Định) xem.", "Ý Yên, Nam Định"),
        ("Năm ấy Liên Xô đóng [9] tàu ngầm.", "Liên Xô"),
        ("Xe tự hành chạy trên Sao Hỏa được [9 km].", "Sao Hỏa"),
        ("Iran bắn [9] tên lửa ra vịnh Ba Tư.", "Iran"),
        ("Ở vịnh Ba Tư có [9] tàu chở dầu.", "Vịnh Ba Tư"),
        ("Peru bắt tàu, Peru giữ người. Trên tàu có [9] công dân Chile.", "Peru"),
        ("Peru rung chuyển. Peru lo sợ. Cục Khảo sát Địa chất Mỹ đo được [9 km].", "Peru"),
        ("Cháu gặp ông Tám ([60 tuổi], ngụ tỉnh Lào Cai) ở chợ.", "Lào Cai"),
        ("Cháu gặp ông Tám ([60 tuổi], quê Lào Cai) ở chợ.", None),
        ("Nam Định vui. Nam Định đẹp. Chợ cách huyện Duy Xuyên, tỉnh Quảng Nam, [900 km].", "Nam Định"),
        ("Nam Định vui. Nam Định đẹp. Chợ ở huyện Duy Xuyên, tỉnh Quảng Nam, có [900 m] rào.", "Duy Xuyên, Quảng Nam"),
        ("Bộ Tài chính họp. Đã bán [12] tàu, trong đó Nam Định mua 5 tàu.", "Việt Nam"),
        ("Bộ Tài chính họp. Đã bán [12] tàu, sau đó Nam Định mua 5 tàu.", "Nam Định"),
    ],
)
def test_the_nearest_place_governs(text: str, place: str | None) -> None:
    assert place_of(text)[0] == place


def test_a_text_of_one_district_is_of_that_district() -> None:
    text = (
        "Trường mở hội. Tỉnh Quảng Nam khen trường. Trường ở huyện Duy Xuyên. Huyện Duy Xuyên mừng. {} mừng. "
        "Huyện Duy Xuyên và tỉnh Quảng Nam tặng quà. Ai cũng vui. Ai cũng khỏe. Trường có [30] lớp."
    )
    assert place_of(text.format("Tỉnh Quảng Nam"))[0] == "Duy Xuyên, Quảng Nam"
    assert place_of(text.format("Huyện Thăng Bình"))[0] == "Quảng Nam"


def test_a_text_is_of_the_province_whose_authority_speaks_where_it_opens() -> None:
    text = "{} Lào Cai tìm xe. Hà Giang vui. Hà Giang xa. Hà Giang đẹp. Ở Hà Giang có hội.\nXe chở [9] người."
    assert place_of(text.format("Công an tỉnh"))[0] == "Lào Cai"
    assert place_of(text.format("Sở Giao thông vận tải"))[0] == "Lào Cai"
    assert place_of(text.format("Tỉnh"))[0] == "Hà Giang"


def test_a_company_is_of_the_country_and_not_of_the_town_in_which_its_shareholders_meet() -> None:
    text = "Hà Nội đón cổ đông. Tại Hà Nội, công ty chia cổ tức cho cổ đông.\nDoanh thu thuần là [30 tỷ đồng]."
    assert place_of(text)[0] == "Việt Nam"
    assert place_of(text.replace("Tại Hà Nội", "Trên địa bàn thành phố"))[0] == "Hà Nội"
    assert place_of(text.replace("chia cổ tức cho cổ đông", "mở hội"))[0] == "Hà Nội"


def test_whose_researchers_are_says_not_where_a_figure_is() -> None:
    text = "Nhà khoa học người Peru xem voi. Nghiên cứu của ông Diaz, người Peru, có trên tạp chí. {} Răng dài [9 cm]."
    assert place_of(text.format("Nghiên cứu mới của nhà khoa học người Peru cho biết."))[0] is None
    assert (
        place_of(text.format("Voi ấy sống ở Peru, vào Peru từ Chile. Nghiên cứu mới của nhà khoa học Peru."))[0]
        == "Peru"
    )
    assert place_of(text.format("Voi sống lâu."))[0] == "Peru"


def test_advice_on_health_is_of_no_country_that_it_hardly_names() -> None:
    text = "Hội Ung thư ở {0} khuyên dân {0} ăn chất xơ. Nguy cơ đột quỵ và viêm phổi giảm. Nên ăn [30 g] mỗi ngày.{1}"
    assert place_of(text.format("Peru", ""))[0] is None
    assert place_of(text.format("Việt Nam", ""))[0] is None
    assert place_of(text.format("Nam Định", ""))[0] == "Nam Định"
    assert place_of(text.format("Peru", " Ở Peru vui. Ở Peru đẹp."))[0] == "Peru"
    assert place_of(text.format("Peru", " Chợ đông." * 150))[0] == "Peru"
    assert place_of(text.format("Peru", "").replace("viêm phổi", "té ngã").replace("chất xơ", "cơm"))[0] == "Peru"


def test_the_affairs_of_stars_abroad_are_not_where_the_stars_are_from() -> None:
    text = "Ca sĩ Rosa là người Peru. Ca sĩ cưới cầu thủ người Peru. Cầu thủ quen nữ diễn viên. {} Ca sĩ cao [1,7 m]."
    assert place_of(text.format("Diễn viên buồn."))[0] is None
    assert place_of(text.format("Ở Peru, ai cũng vui. Lễ cưới ở Peru, quà từ Peru. Ở Peru có hội."))[0] == "Peru"
    assert place_of(text.format("Đám cưới ở Hà Nội, cỗ ở Hà Nội."))[0] == "Hà Nội"


def test_the_affairs_of_a_family_are_of_no_place_though_money_is_told_in_dong() -> None:
    assert place_of("Vợ chồng chị bán bàn ghế được [4 triệu đồng], cho mẹ chồng và mẹ đẻ một ít.")[0] is None
    assert place_of("Xưởng mộc bán bàn ghế được [4 triệu đồng], chia cho thợ và chủ mỗi người một ít.")[0] == "Việt Nam"
    assert place_of("Vợ chồng chị ở Hà Giang bán bàn ghế được [4 triệu đồng], cho mẹ chồng một ít.")[0] == "Hà Giang"


def test_a_text_of_vietnamese_business_is_of_no_world_as_a_whole() -> None:
    text = "Giá toàn cầu tăng. " * 12 + "\nMỗi nhẫn nặng thêm [3 g]."
    assert place_of(text)[0] == "Thế giới"
    assert place_of(text + " Tiệm bán ra giá 9 triệu đồng.")[0] == "Việt Nam"


def test_what_a_device_measures_is_of_no_place_unless_its_clause_names_one() -> None:
    text = "Tokyo đón máy mới. Máy bán ở Nhật Bản có pin 5.000 mAh, RAM 8 GB."
    places, figures = read(text), (("5.000 mAh", "mAh"), ("8 GB", "GB"))
    sentence = places.sentences[1][1]
    found = [places.place_of(1, at := sentence.index(figure), at + len(figure), unit) for figure, unit in figures]
    assert [place.name if place else None for place, _ in found] == ["Nhật Bản", None]


def test_what_goods_cost_in_dong_is_of_the_country_and_what_they_have_is_of_no_place() -> None:
    text = "Điện thoại có camera kép, pin khỏe. Máy có hai cổng, giá 9 triệu đồng, tăng 5%.{}"
    for rest, wanted in (
        ("", ["Việt Nam", None, None]),
        (" Ở Việt Nam vui. Việt Nam xa. Việt Nam đẹp.", ["Việt Nam", None, "Việt Nam"]),
        (" Ở Việt Nam vui. Việt Nam xa. Việt Nam đẹp." + " Chợ đông." * 230, ["Việt Nam"] * 3),
    ):
        places = read(text.format(rest))
        sentence = places.sentences[1][1]
        figures = (("9 triệu đồng", "VND"), ("hai", "cổng"), ("5%", "%"))
        found = [places.place_of(1, at := sentence.index(f), at + len(f), unit)[0] for f, unit in figures]
        assert [place.name if place else None for place in found] == wanted


def test_a_text_that_names_only_places_abroad_is_not_of_the_country_though_it_tells_of_ministers() -> None:
    text = "Thủ tướng Peru, Chile và Lào họp.\nCác Thủ tướng ký [9] giấy tờ.{}"
    assert place_of(text.format(""))[0] is None
    assert place_of(text.format(" Ai cũng khen Việt Nam."))[0] == "Việt Nam"
    assert place_of(text.format(" Tiệc hết 9 tỷ đồng."))[0] == "Việt Nam"


def test_a_topic_goes_on_over_a_weather_report() -> None:
    text = "Nam Bộ vui. Nam Bộ đẹp. Nam Bộ xa.\nTây Nguyên {}. Có mưa. Gió nhẹ. Cao nhất [31 độ C]. Nam Bộ {}."
    assert place_of(text.format("nhiều mây, trời rét", "trời nắng, độ ẩm cao"))[0] == "Tây Nguyên"
    assert place_of(text.format("có hội", "có chợ"))[0] == "Việt Nam"


def test_a_place_inside_the_documents_own_goes_on_where_it_is_told_alone_or_again() -> None:
    text = "Quảng Nam vui. Quảng Nam đẹp. {}\n{}Có [9] con trâu."
    once = "Năm nay người ta mở hội ở huyện Thăng Bình. "
    both = "Năm nay người ta mở hội ở huyện Duy Xuyên, chợ ở huyện Thăng Bình. "
    for told, block, place in (
        ("", once, "Thăng Bình, Quảng Nam"),
        ("", once + "Trời nắng. ", "Quảng Nam"),
        ("", "Huyện Thăng Bình mở hội. Trời nắng. ", "Thăng Bình, Quảng Nam"),
        ("Thăng Bình, Quảng Nam xa.", once + "Trời nắng. ", "Thăng Bình, Quảng Nam"),
        ("", both, "Quảng Nam"),
        ("Thăng Bình, Quảng Nam xa.", both, "Thăng Bình, Quảng Nam"),
    ):
        assert place_of(text.format(told, block))[0] == place


def test_a_country_in_brackets_behind_a_name_says_whose() -> None:
    text = "Peru có hội. Ở Peru, tờ {} (Chile) đếm [40] đội."
    assert place_of(text.format("Luna"))[0] == "Peru"
    assert place_of("Ở Peru có hội. Chỉ số Kospi (Hàn Quốc) tăng [40] điểm.")[0] == "Hàn Quốc"
    assert place_of("Peru có hội. Ở thị trấn Luna (Chile) có [40] đội.")[0] == "Luna, Chile"
    assert place_of("Peru có hội. Hai nhà ngoại giao Chile gặp [40] đội.")[0] == "Peru"


@pytest.mark.parametrize(
    ("text", "figure", "unit", "place"),
    [
        ("Việt Nam bán cà phê tại 54 quốc gia.", "54", "quốc gia", "Thế giới"),
        ("Việt Nam tặng cà phê cho 2 quốc gia.", "2", "quốc gia", "Việt Nam"),
        ("Việt Nam đón khách từ hơn 54 quốc gia.", "54", "quốc gia", "Việt Nam"),
        ("Châu Âu họp, gồm 27 quốc gia.", "27", "quốc gia", "Châu Âu"),
        ("Nam Định bán muối cho 12 tỉnh.", "12", "tỉnh", "Việt Nam"),
        ("Lào bán muối cho 12 tỉnh.", "12", "tỉnh", "Lào"),
        ("Nam Định bán muối cho 12 xã.", "12", "xã", "Nam Định"),
        ("Nam Định xếp thứ 12/63 tỉnh.", "12/63", "tỉnh", "Nam Định"),
    ],
)
def test_countries_are_counted_in_the_world_and_provinces_in_the_country(
    text: str, figure: str, unit: str, place: str
) -> None:
    at = text.index(figure)
    found, _ = read(text).place_of(0, at, at + len(figure), unit)
    assert found and found.name == place


@pytest.mark.parametrize(
    ("text", "figure", "unit", "place"),
    [
        ("Bạc thế giới lên 31 USD/ounce, bạc miếng bán ra 9 triệu đồng.", "9 triệu đồng", "VND", "Việt Nam"),
        ("Bạc thế giới lên 31 USD/ounce, tương đương 9 triệu đồng.", "9 triệu đồng", "VND", "Thế giới"),
        ("Bạc thế giới lên 31 USD/ounce (9 triệu đồng).", "9 triệu đồng", "VND", "Thế giới"),
        ("Bộ Tài chính họp. Mỗi ounce bạc lên cao. Phiên này giá rơi 9 USD.", "9 USD", "USD", "Thế giới"),
        ("Bộ Tài chính họp. Mỗi ounce bạc lên cao. Bạc ở Việt Nam rơi 9 USD.", "9 USD", "USD", "Việt Nam"),
        ("Bộ Tài chính họp. Mỗi cân bạc lên cao. Phiên này giá rơi 9 USD.", "9 USD", "USD", "Việt Nam"),
        ("Bộ Tài chính họp. Ít ai mua bạc, vì mỗi ounce lên cao. Giá đã tăng 9%.", "9%", "%", "Thế giới"),
        ("Bộ Tài chính họp. Năm nay ít người mua bạc ở Lào, mỗi ounce lên cao. Giá đã tăng 9%.", "9%", "%", "Việt Nam"),
        ("Bộ Tài chính họp. Trên thị trường Mỹ bạc rơi 9 USD mỗi ounce.", "9 USD", "USD", "Mỹ"),
    ],
)
def test_what_gold_and_silver_cost_in_dong_is_of_the_country_and_in_dollars_of_the_world(
    text: str, figure: str, unit: str, place: str
) -> None:
    places = read(text)
    number = next(number for number, (_, sentence) in enumerate(places.sentences) if figure in sentence)
    at = places.sentences[number][1].index(figure)
    found, _ = places.place_of(number, at, at + len(figure), unit)
    assert found and found.name == place


def test_a_name_that_a_text_gives_to_a_person_is_no_country() -> None:
    text = "Hôm ấy chị Nga gặp anh Mỹ ở Nghệ An. Chồng của chị Nga đi vắng. Nga nhận [9 triệu đồng]."
    assert place_of(text)[0] == "Nghệ An"
    assert place_of(text.replace("Chồng của chị Nga", "Tàu của Nga"))[0] == "Nga"
    assert place_of("Tàu Nga đón đàn ông Nga, vợ của đàn ông Nga. Nga nhận [9 triệu USD].")[0] == "Nga"
    assert place_of("Ca sĩ hỏi chị Mỹ Linh, chị Mỹ Linh ở Mỹ [9 năm].")[0] == "Mỹ"


def test_a_district_is_told_by_a_province_that_the_text_names_elsewhere() -> None:
    assert read("Mưa lớn. Khách đến Con Cuông. Nghệ An gửi quà.").mentions[1][0].name == "Con Cuông, Nghệ An"
    assert read("Mưa lớn. Khách mời Con Cuông. Hà Nam gửi quà.").mentions[1][0].name is None


def test_the_paper_of_a_province_speaks_of_it() -> None:
    text = "Toàn tỉnh có [45] hợp tác xã. UBND tỉnh hỗ trợ vốn."
    assert place_of(text, publisher="Báo Thái Bình")[0] == "Thái Bình"
    assert place_of(text, publisher="Thanhhoa.dcs.vn")[0] == "Thanh Hóa"
    assert place_of("(binhdinh.gov.vn) - " + text)[0] == "Bình Định"


@pytest.mark.parametrize("row", CUES, ids=lambda row: row.id)
def test_cue_rows_prove_themselves(row: PlaceCue) -> None:
    for example in row.examples:
        text, _, expected = example.partition(" → ")
        place, step = place_of(text)
        assert step == f"place_cues:{row.id}", example
        assert expected == f"place={place}"
    for counter in row.counters:
        assert place_of(counter)[1] != f"place_cues:{row.id}", counter


def test_cues_leave_names_alone() -> None:
    cues = PlaceCues(CUES)
    assert [row.target for _, _, row in cues.find("Toàn tỉnh và cả nước")] == ["province", "country"]
    assert cues.find("toàn tỉnh Thanh Hóa") == []
    assert cues.find("Ngân hàng thế giới") == []
    assert cues.find("đứng thứ 12 thế giới, gấp đôi bình quân chung của cả nước") == []
    assert cues.find("Ba nước này và 14 tỉnh có cảng, tỉnh/thành phố có tàu") == []


def test_the_gazetteer_is_sound() -> None:
    eras = Counter(era for _, era in GAZETTEER.provinces)
    assert eras == {OLD_ERA: 64, NEW_ERA: 34}  # 63 and Hà Tây, which was abolished in 2008
    assert len(GAZETTEER.successors) == 64
    for source in (BUILT_IN / "places").iterdir():
        text = source.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), source.name
        rows = [line for line in text.split("\n") if line and not line.startswith("#")]
        cells = [cell for row in rows for cell in row.split("\t")]
        assert [canonicalize(cell).text for cell in cells] == cells, f"{source.name}: a name is not in canonical form"
        assert len(rows) == len(set(rows)), source.name
        assert "# Source" in text, source.name


def test_every_unit_lies_in_a_known_one() -> None:
    for table, era in (("communes_2004", OLD_ERA), ("communes_2025", NEW_ERA)):
        for line in (BUILT_IN / "places" / f"{table}.tsv").read_text(encoding="utf-8").split("\n"):
            if line and line[0] != "#" and not line.startswith("code\t"):
                name = line.split("\t")[1]
                assert any(place.era == era for place in GAZETTEER.communes(name, era)), line


def test_a_bad_gazetteer_names_file_and_row(tmp_path: Path) -> None:
    (tmp_path / "guards.tsv").write_text("effect\twords\nweak\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"guards.tsv: row 'weak' has 1 cells"):
        _ = Gazetteer(tmp_path).guards
    with pytest.raises(PatternError, match="provinces.tsv"):
        _ = Gazetteer(tmp_path).provinces


def test_a_gazetteer_of_what_was_kept_knows_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRICH_CACHE", str(tmp_path))
    for _ in range(2):  # the second reads what the first kept
        kept = Gazetteer(keep=compiled)
        for name in GAZETTEER.names[::20]:
            assert [kept.entry(name, era) for era in (OLD_ERA, NEW_ERA)] == [
                GAZETTEER.entry(name, era) for era in (OLD_ERA, NEW_ERA)
            ]
        assert kept.communes("Tân Lập", NEW_ERA) == GAZETTEER.communes("Tân Lập", NEW_ERA) != ()
    assert {path.name for path in tmp_path.iterdir()} == {"places", "communes_2004", "communes_2025"}


def test_a_name_means_what_the_units_of_its_time_are() -> None:
    assert "Hà Nội" in GAZETTEER and "hà nội" not in GAZETTEER
    provinces = {}
    for era in (OLD_ERA, NEW_ERA):
        entry = GAZETTEER.entry("Thủ Dầu Một", era)
        provinces[era] = entry.places[0].top.own if entry else None
    assert provinces == {OLD_ERA: "Bình Dương", NEW_ERA: "Thành phố Hồ Chí Minh"}
    assert GAZETTEER.entry("Không Đâu Cả", OLD_ERA) is None
    island = [GAZETTEER.entry("Cù Lao Chàm", era) for era in (OLD_ERA, NEW_ERA)]
    assert [entry.places[0].own if entry else None for entry in island] == ["Quảng Nam", "Đà Nẵng"]
    assert GAZETTEER.shelf("Xyz").endings == ()


def test_loading_is_quick_and_light() -> None:
    heavy = "{'spacy', 'pandas', 'underthesea'}"
    code = f"import sys, extract.meaning.places.reader; print(sorted({heavy} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
    start = time.process_time()
    PlaceFinder(Gazetteer()).find("ở Hà Nội")
    assert time.process_time() - start < 0.5  # about 0.04 s on an idle machine


@pytest.mark.parametrize(
    "text", ["", " ", "TP.", "xã", "(", "Hà", "huyện ", "A" * 2000, "Hà Nội " * 300, "quận 1 " * 50, "\n\n"]
)
def test_odd_text_never_raises(text: str) -> None:
    FINDER.find(text)
    read(text or " ")
