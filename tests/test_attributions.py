"""Who gives a figure: names before verbs and after "theo", quotations, what a sentence carries on, interviews."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pytest

from extract.figures.finder import Findings
from extract.figures.times import Tense
from extract.meaning.attribution.finder import AttributionFinder
from extract.meaning.attribution.listening import Listener
from extract.meaning.attribution.quotations import passages
from extract.meaning.attribution.tellers import SourceReader
from extract.meaning.periods.reader import Subject
from extract.model import Figure
from extract.pipeline import Pipeline
from patterns.rows import AttributionCue
from patterns.tables import BUILT_IN, read_table

PIPELINE = Pipeline()
FINDER = AttributionFinder(read_table(BUILT_IN / "attributions.tsv", AttributionCue))


class Told(NamedTuple):
    """A sentence whose figures are the words "12" and "34"."""

    text: str
    block: int = 0
    tense: Tense = ""

    @property
    def findings(self) -> Findings:
        spans = [match.span() for match in re.finditer(r"\b(?:12|34)\b", self.text)]
        return Findings(tuple(Figure(*span, Decimal(12), "count", "nhà") for span in spans), ())


def sources(*paragraphs: Sequence[str]) -> list[str | None]:
    """The sources of the figures 12 and 34 of a text, in its order."""
    told = [Told(text, block) for block, paragraph in enumerate(paragraphs) for text in paragraph]
    document = SourceReader().read(told, Listener(FINDER).listen(told))
    return [
        document.source_of(Subject(figure, number, "actual", "none"))[0]
        for number, sentence in enumerate(told)
        for figure in sentence.findings.figures
    ]


def source(*sentences: str) -> str | None:
    """The source of the last figure of a paragraph."""
    return sources(sentences)[-1]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Ông Tạ Quang Bình - Giám đốc Sở Y tế cho biết toàn tỉnh có 12 bệnh viện.", "Ông Tạ Quang Bình"),
        ("Ảnh: Tuấn Anh Ông Tạ Quang Bình, Giám đốc Sở Y tế, cho biết tỉnh có 12 bệnh viện.", "Ông Tạ Quang Bình"),
        ("Mạng này vẫn đang được thử ở nhiều nơi và Reuters cho biết có 12 trạm.", "Reuters"),
        ("Mạng này vẫn đang được thử ở nhiều nơi ven Mekong cho biết có 12 trạm.", None),
        ("Theo Tổng cục Thống kê, giá tăng 12 điểm.", "Tổng cục Thống kê"),
        ("Theo báo cáo của Bộ Công an, có 12 vụ cháy.", "Bộ Công an"),
        ("Bà L.T.M. (40 tuổi, trú xã Bình Lãng) cho biết nhà có 12 con dê.", "Bà L.T.M."),
        ("Chị Tr. cho biết nhà có 12 con dê.", "Chị Tr."),
        ("Ông Omar al-Rashid cho biết đã trồng 12 cây.", "Ông Omar al-Rashid"),
        ("Theo TS Lò Văn Kha- Giám đốc Viện Sao Mai, có 12 loài.", "Lò Văn Kha"),
        ("Đại diện khu bảo tồn Bình Lãng cho biết có 12 loài.", "khu bảo tồn Bình Lãng"),
        ("Theo người phát ngôn của Sao Mai Air, có 12 chuyến bay.", "Sao Mai Air"),
        ("Tỷ giá trung tâm do Ngân hàng Sao Mai công bố là 12 đồng.", "Ngân hàng Sao Mai"),
        ("Ông Kha nói và cho biết xã có 12 thôn.", "Ông Kha"),
        ("“Nhà tôi có 12 gốc cam già”, Lò Mai, phường Tân An, Bình Lãng, cho biết.", "Lò Mai"),
        ("“Nhà tôi có 12 gốc cam già”, Lena, 32 tuổi, một hành khách rời bến hôm 2/2, nói.", "Lena"),
        ("Theo số liệu từ Cục Thuế tính đến tháng 6, có 12 doanh nghiệp nợ thuế.", "Cục Thuế"),
        ("Toàn huyện có 12 trường học, bà Lò Thị Mai nói.", "bà Lò Thị Mai"),
        ("“Nhà tôi nuôi 12 con bò từ nhiều năm nay”, anh Vàng A Páo kể.", "anh Vàng A Páo"),
        ("Thứ trưởng Bộ Xây dựng Đàm Quang Vinh cho biết có 12 dự án.", "Đàm Quang Vinh"),
        ("Lãnh đạo UBND tỉnh cho biết có 12 dự án.", "UBND tỉnh"),
        ("Theo tỉnh Hà Nam, đã có 12 đoàn khách đến.", "tỉnh Hà Nam"),
        ("Theo trình bày của bà Lò Thị Mai, thửa đất có 12 chủ.", "bà Lò Thị Mai"),
        ("Theo tiến sĩ, bác sĩ Đỗ Thị Lan, cần 12 liều thuốc.", "Đỗ Thị Lan"),
        ("Trung tâm Y tế dự phòng (CDC) TP Vinh cho biết có 12 ca mới.", "Trung tâm Y tế dự phòng"),
        ("Viện Khí hậu Bình Lãng (BCI), có trụ sở tại Vinh, cho biết có 12 trạm đo.", "Viện Khí hậu Bình Lãng"),
        ("Kosuke Webb, nhà khoa học từ Đại học Sông Lam, cho biết có 12 trạm đo.", "Kosuke Webb"),
        ("Đại sứ Trung Quốc tại Australia Xiao Webb cho biết có 12 dự án.", "Xiao Webb"),
        ("Trong khi đó, Marc Webb, người đứng đầu Quỹ Sao Mai, ngày 3/5 cho biết có 12 dự án.", "Marc Webb"),
        ("Gặp Chủ tịch xã, bác sĩ Lê Thành Sơn, Giám đốc Bệnh viện Sông Lam cho biết có 12 ca.", "Lê Thành Sơn"),
        ("Bà Lò Bích Huệ đại diện Công ty Sông Lam cho hay có 12 đoàn khách.", "Bà Lò Bích Huệ"),
        ("Công ty Cổ phần Sông Lam (mã: SLA), chủ bến Hà Trung, vừa công bố có 12 tàu.", "Công ty Cổ phần Sông Lam"),
        ("Chuyên gia phân tích Lưu Gia Bảo từ Quỹ Sao Mai cho hay giá lên 12 điểm.", "Lưu Gia Bảo"),
        ("Số liệu từ BộTài chính cho thấy có 12 dự án chậm.", "BộTài chính"),
        ("“Sẽ có thêm nhiều việc làm”, ông Kha nói về việc mở 12 xưởng.", "ông Kha"),
        ("Reuters dẫn lời ông Mark Webb nói có 12 người bị thương.", "ông Mark Webb"),
        ("Cũng theo TS. Đỗ Hữu Lam, giá vàng có thể xuống 12 triệu.", "Đỗ Hữu Lam"),
        ("TheoReuters, có 12 người bị thương.", "Reuters"),
        ("Theo báo cáo ngày 15.4 của Sở Y tế, có 12 ca mắc mới.", "Sở Y tế"),
        (
            "Ban chỉ đạo phòng, chống dịch huyện Sông Lam cho biết có 12 ca.",
            "Ban chỉ đạo phòng, chống dịch huyện Sông Lam",
        ),
        ("Sở Văn hóa, Thể thao Sông Lam cho biết có 12 lễ hội.", "Sở Văn hóa, Thể thao Sông Lam"),
        ("Cơ quan CSĐT - Công an tỉnh Sông Lam cho biết bắt 12 người.", "Cơ quan CSĐT - Công an tỉnh Sông Lam"),
        ("Lãnh đạo UBND xã Sơn Bằng, huyện Sông Lam xác nhận có 12 hộ nghèo.", "UBND xã Sơn Bằng"),
        ("HĐXX cho rằng bị cáo còn nợ 12 tỷ đồng.", "HĐXX"),
        ("Trong khi đó, bà Lena của Quỹ Sao Mai dự báo giá tăng 12 điểm.", "bà Lena"),
        ("Đại tá Đào Viết Lam - Chỉ huy trưởng đồn Hà Trung, cho biết bắt 12 người.", "Đào Viết Lam"),
        ("Người phát ngôn quân đội nước này, Đô đốc Mark Webb, cho biết có 12 tàu.", "Mark Webb"),
        ("Sao Mai Media - công ty lớn nhất thành phố - cho hay có 12 kênh.", "Sao Mai Media"),
        ("Azamat, người Uzbekistan, nói rằng có 12 người đi cùng.", "Azamat"),
        ("Ông Lò Văn Tính Chủ tịch UBND xã Hà Trung chia sẻ xã có 12 thôn.", "Ông Lò Văn Tính"),
        ("Theo lãnh đạo Trung tâm Y tế huyện Hà Trung, có 12 ca mắc.", "Trung tâm Y tế huyện Hà Trung"),
        ("Đánh giá của Saomai cho rằng giá tăng 12 điểm.", "Saomai"),
        ("CTCP Chứng khoán TP. HCM công bố có 12 chi nhánh.", "CTCP Chứng khoán TP. HCM"),
        ("Theo điều tra của Bộ Công an, có 12 đường dây.", "Bộ Công an"),
        ("Theo Thứ trưởng Tư pháp Mỹ Daniel Hart, có 12 hồ sơ.", "Daniel Hart"),
        ("Theo Bí thư Đoàn Sông Lam, Chủ tịch Hội Sinh viên Lò Văn Kha, có 12 đội.", "Lò Văn Kha"),
        ("Reuters dẫn lời một quan chức Bộ Y tế Thái Lan cho biết có 12 ca.", "Reuters"),
        ("Reuters dẫn nguồn tin cho hay, có 12 ca.", "Reuters"),
        ("Báo Sao Mai dẫn lời Tư lệnh quân đội Indonesia Hadi Omar cho hay có 12 tàu.", "Hadi Omar"),
        ("Quỹ Sao Mai vừa nâng dự báo giá lên 12 điểm.", "Quỹ Sao Mai"),
        ("Sau khi Ấn Độ xác nhận có 12 ca.", "Ấn Độ"),
    ],
)
def test_nguồn_được_nêu_tên(sentence: str, name: str) -> None:
    assert source(sentence) == name


def test_lời_kể_đi_tiếp_sang_câu_sau_rồi_dứt() -> None:
    report = "Theo Sở Nội vụ, tỉnh đã sắp xếp lại 34 xã."
    far = ["Đường làng rộng hơn.", "Điện về bản.", "Trạm xá mới xây.", "Trẻ em đi học.", "Ruộng lúa tốt.", "Chợ đông."]
    assert source(report, "Trong đó, 12 xã ở vùng cao.") == "Sở Nội vụ"
    assert source(report, "Các chuyên gia cho rằng cần thêm 12 trạm bơm.") is None
    assert sources([report], far, ["Trước đó, làng có 12 nhà."])[-1] is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo đó, tỉnh có 12 huyện.",
        "Theo quy định, mỗi phòng có 12 giường.",
        "Theo kế hoạch, tỉnh xây 12 cầu.",
        "Theo Nghị quyết số 9 của Bộ Chính trị, giảm 12 đầu mối.",
        "Các chuyên gia cho rằng cần 12 trạm bơm.",
        "Người dân cho biết có 12 xe bị cháy.",
        "Toàn tỉnh có 12 huyện.",
        "Xe chở theo Lò Thị Mai và 12 người khác.",
        "“Ai cũng vui và muốn trồng thêm”, chị Lò Thị Mai (12 tuổi) nói.",
        "Theo báo cáo quý ba, Sao Mai ghi nhận 12 tỷ đồng doanh thu.",
        "Đại diện một số cửa hàng ở Bình Lãng cho biết có 12 khách.",
        "Truyền thông Ba Lan nói có 12 chuyến tàu bị hủy.",
        "Làng có 12 nhà (Ảnh: HC) Theo Ban tổ chức, hội sẽ mở vào mai.",
        "Đội bóng đạt phong độ tốt Theo thống kê, đội có 12 bàn.",
    ],
)
def test_không_có_nguồn(sentence: str) -> None:
    assert source(sentence) is None


def test_lời_trích_dài_nhiều_câu() -> None:
    assert (
        source("“Vụ này được mùa, cả xã có 12 hộ trồng dưa.", "Ai cũng vui và muốn trồng thêm”, ông Kha nói.")
        == "ông Kha"
    )


def test_đại_từ_chỉ_người_đã_nêu() -> None:
    assert source("Ông Lê Văn Kha chủ trì họp.", "Ông cho biết xã có 12 thôn.") == "Ông Lê Văn Kha"
    assert source("Ông Lê Văn Kha nói xã nghèo.", "Chị Lò Thị Mai vừa về.", "Chị kể nhà có 12 dê.") == "Chị Lò Thị Mai"
    assert source("Chị Lò Thị Mai nói xã nghèo.", "Ông cho biết xã có 12 thôn.") == "Chị Lò Thị Mai"
    assert source("Ông Lê Văn Kha nói xã nghèo.", "Theo ông, xã có 12 thôn.") == "Ông Lê Văn Kha"
    assert source("Bộ trưởng Lê Văn Kha đến xã.", "Bộ trưởng cho biết xã có 12 thôn.") == "Lê Văn Kha"
    assert source("Ông Lê Văn Kha cho biết xã nghèo.", "Ông nói thêm xã có 12 thôn.") == "Ông Lê Văn Kha"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Một khảo sát do Sao Mai Research thực hiện hồi giữa tháng trước cho thấy giá tăng 12 điểm.",
            "Sao Mai Research",
        ),
        ("Tuy nhiên, dữ liệu tại báo cáo mới được Vinatex phát hành hé lộ có 12 dự án.", "Vinatex"),
        ("Theo kết luận đưa ra hôm qua của Viện Địa chất, có 12 mẫu đất.", "Viện Địa chất"),
        ("Theo iSao, máy có 12 ống kính.", "iSao"),
        ("Theo số liệu thống kê của chính phủ Cameroon, có 12 tỉnh.", "chính phủ Cameroon"),
        ("Sáng qua, chính phủ Cameroon tuyên bố có 12 tỉnh.", "chính phủ Cameroon"),
        ("Thống kê mới nhất của Bộ Nội vụ, cả nước có 12 tỉnh.", "Bộ Nội vụ"),
        ("Bộ Quốc phòng Nga hồi tháng 6 tuyên bố có 12 tàu.", "Bộ Quốc phòng Nga"),
        ("Giới chức hải quân Mỹ năm ngoái tiết lộ có 12 tàu.", "hải quân Mỹ"),
        ("Giới chức Mỹ năm ngoái tiết lộ có 12 tàu.", None),
        ("Giới chức Cameroon tiết lộ có 12 tàu.", None),
        ("Theo Cảng vụ Hàng không miền Bắc cho biết, có 12 chuyến bay.", "Cảng vụ Hàng không miền Bắc"),
        ("Bà K. Marlow, bác sĩ một trạm xá, cho biết có 12 ca.", "Bà K. Marlow"),
        ("ThS Lê Văn Kha, Khoa Nhi - Bệnh viện Bạch Mai cho biết có 12 ca.", "Lê Văn Kha"),
        ("Mô hình trạm tiêm tại nhà của cả tỉnh ta được Marlow đánh giá chỉ đạt 12 điểm.", "Marlow"),
        ("Khảo sát tại các chợ của Hà Nội thực hiện cho thấy có 12 quầy.", None),
        ("Nghiên cứu của một số nhóm của Sao Mai thực hiện cho thấy có 12 quầy.", None),
        ("Các báo cáo của Viện Địa chất nộp lên để đánh giá 12 mẫu đất.", None),
    ],
)
def test_ai_phát_hành_báo_cáo(sentence: str, name: str | None) -> None:
    assert source(sentence) == name


def test_đại_từ_theo_loại_người_hay_cơ_quan() -> None:
    before = "Trong buổi gặp, Sở Công Thương cho biết chợ đã mở, còn ông Kha cho biết chợ vẫn vắng."
    assert source(before, "Cơ quan này cho biết có 12 chợ.") == "Sở Công Thương"
    assert source(before, "Ông cho biết có 12 chợ.") == "ông Kha"


def test_tên_loại_cơ_quan_chỉ_bên_vừa_được_nhắc() -> None:
    assert source("Ông Kha nói xã nghèo. Bộ Y tế vừa lên tiếng.", "Bộ này cho hay có 12 ca.") == "Bộ Y tế"
    assert source("Tập đoàn Sao Mai mở kho mới.", "Tập đoàn này cho biết có 12 xe.") == "Tập đoàn Sao Mai"
    assert source("Ông Kha nói xã nghèo. Sở Y tế vừa lên tiếng.", "Bộ này cho hay có 12 ca.") != "Sở Y tế"


def test_tên_đầy_đủ_trước_lời_trích() -> None:
    assert source("Cựu chiến binh Lê Văn Kha (ngụ phường 1), tự hào: “Trận ấy có 12 người tham gia.”") == "Lê Văn Kha"


def test_chức_danh_hay_tên_loại_cơ_quan_chỉ_bên_đã_nêu() -> None:
    before = "Ông Lê Văn Kha cho biết chợ vẫn vắng, còn Công ty Sao Mai cho biết chợ đã mở."
    assert source(before, "Bộ trưởng cho biết có 12 chợ.") == "Ông Lê Văn Kha"
    assert source(before, "Công ty cho biết có 12 chợ.") == "Công ty Sao Mai"
    assert source("Bộ trưởng cho biết có 12 chợ.") is None


def test_người_giữ_chức_đã_được_giới_thiệu_hay_chưa() -> None:
    named = "Ông Lê Văn Kha, Chủ tịch UBND xã Bình Lãng, cho biết xã nghèo."
    assert source(named, "Chủ tịch UBND xã Bình Lãng nói xã có 12 thôn.") == "Ông Lê Văn Kha"
    assert source(named, "Phó Chủ tịch UBND xã Bình Lãng nói xã có 12 thôn.") == "UBND xã Bình Lãng"
    assert source("Ông Lê Văn Kha kể xã nghèo.", "Giám đốc Sở Y tế nói có 12 trạm.") == "Sở Y tế"


def test_chuyên_gia_không_tên_không_phải_người_đã_nêu() -> None:
    assert source("Ông Kha cho biết giá tăng.", "Các chuyên gia cho rằng cần 12 kho.") is None


@pytest.mark.parametrize(
    ("sentences", "name"),
    [
        (["Ông Lò Văn Kha (xã Đồng Tâm) trồng dưa lắc đầu: “Vụ này cả nhà chỉ hái được 12 tạ dưa”."], "Ông Lò Văn Kha"),
        (["“Vụ này cả nhà chỉ hái được 12 tạ dưa”, Lê Hoa trầm ngâm."], "Lê Hoa"),
        (["Ông Kha cho biết xã nghèo.", "Đường sá còn khó.", "“Cả xã chỉ có 12 nhà máy nước sạch”."], "Ông Kha"),
        (["“Vụ này cả nhà chỉ hái được 12 tạ dưa”, một chủ vườn nói."], None),
        (["Bên cạnh vườn là lời nhắn của chủ: “Vụ này cả nhà chỉ hái được 12 tạ dưa”."], None),
        (["Ông Kha cho biết xã nghèo.", "Rồi chủ vườn nói: “Cả vườn chỉ còn 12 gốc cam già”."], "Ông Kha"),
        (["Ông Kha nói xã nghèo.", "Một chủ vườn cho biết mất mùa.", "“Cả vườn chỉ còn 12 gốc cam già”."], None),
    ],
)
def test_lời_trích_không_có_động_từ_nói(sentences: list[str], name: str | None) -> None:
    assert source(*sentences) == name


def test_lời_trích_qua_nhiều_đoạn() -> None:
    paragraphs = [['"Năm ấy xã có 12 nhà ngói.'], ['"Nay thì khác xa", ông Kha kể.'], ["Chợ đông."], ['Cây cao 3".']]
    assert list(passages(paragraphs)) == [[*paragraphs[0], *paragraphs[1]], *paragraphs[2:]]
    assert source(*next(passages(paragraphs))) == "ông Kha"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (("“Nhà tôi có “của để dành” là 12 con dê”, ông Kha kể.",), ["ông Kha"]),
        (('“Ai cũng mong “lộc trời” để vượt khó…", ông Kha mong mỏi.', 'Xã có 12 hộ "cận nghèo".'), [None]),
        (("“Năm nay hạn.", "Xã còn 12 con dê ’’, ông Kha nói.", "Chị Mai nói có 34 hộ."), ["ông Kha", "Chị Mai"]),
        (('Ông Kha nói: "Xã có đàn dê.', 'Tôi bán "lộc" được 12 con".', "Chợ có 34 quầy."), ["Ông Kha", None]),
    ],
)  # fmt: skip
def test_lời_trích_trong_lời_trích(text: tuple[str, ...], names: list[str | None]) -> None:
    assert sources(text) == names


def test_lời_trích_qua_nhiều_đoạn_để_ngỏ() -> None:
    paragraphs = [['"Năm ấy xã có 12 nhà "ngói mới".'], ['Nay là "xã giàu", ông Kha kể.'], ["Chợ có 34 quầy."]]
    assert sources(*paragraphs) == ["ông Kha", None]


def test_dự_báo_thời_tiết_là_lời_của_cơ_quan_khí_tượng() -> None:
    opening, between = "Theo Đài Khí tượng Bình Lãng, trời sắp rét.", "\nChợ vẫn họp.\nQuán vẫn mở." * 4
    ahead, done = "\nNhiệt độ thấp nhất phổ biến 13 - 16 độ C.", "\nSáng qua đã đốt 12 đống lửa."
    other = "\nÔng Lò Văn Sáu nói trại đã che bạt."

    def heard(text: str) -> list[str | None]:
        return [fact.attribution for fact in PIPELINE.extract(text, published="2023-11-20")]

    assert heard(opening + between + ahead) == ["Đài Khí tượng Bình Lãng"]
    assert heard(opening + between + done) == [None]
    assert heard(opening + other + between + ahead) == [None]


def test_câu_nói_cụ_thể_là_lời_của_nguồn_câu_trước() -> None:
    before = "Theo Sở Y tế, dịch đang lan nhanh."
    assert sources([before], ["Cụ thể, xã Bình Lãng đã có 12 ca."]) == ["Sở Y tế"]
    assert sources([before, "Xã có 12 ca."], ["Cụ thể, bản Bình Lãng đã có 34 ca."]) == ["Sở Y tế", "Sở Y tế"]
    assert sources([before], ["Chợ vẫn họp."], ["Chợ đông."], ["Cụ thể, sáng nay có 12 quầy."]) == [None]


def test_các_mục_của_danh_sách_là_lời_của_nguồn_ở_câu_mở_đầu() -> None:
    heading = "Theo báo cáo của Sở Y tế, tình hình như sau:"
    items = [["- Xã đã cách ly nhiều hộ."], ["- Bản Bình Lãng đã có 12 ca."]]
    assert sources([heading], *items, ["- Bản bên đã có 34 ca."]) == ["Sở Y tế", "Sở Y tế"]
    assert sources([heading], ["Bản Bình Lãng đã có 12 ca."]) == ["Sở Y tế"]


def test_phỏng_vấn() -> None:
    said = sources(
        ["Phóng viên: Xin bà cho biết kết quả?"],
        ["Bà Tô Thị Lành: Chúng tôi đã làm nhiều việc."],
        ["Toàn xã có 12 tổ hợp tác."],
        ["PV: Vậy 34 tổ hoạt động ra sao?"],
    )
    assert said == ["Bà Tô Thị Lành", None]


@pytest.mark.parametrize("text", ["", "theo", "cho biết", "“”", "Ông cho biết", "theo theo theo ông", "(((", "X: "])
def test_văn_bản_lạ_không_gây_lỗi(text: str) -> None:
    sources([text, text], [text + " 12"])
