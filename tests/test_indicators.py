"""What a figure counts or measures: phrases after, phrases before, lists, changes and left-out heads."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

import extract
from extract.meaning.indicators.reader import IndicatorReader
from extract.model import Figure, Kind
from patterns.rows import IndicatorCue
from patterns.tables import BUILT_IN, read_table

READER = IndicatorReader(read_table(BUILT_IN / "indicator_cues.tsv", IndicatorCue))
KINDS: dict[str, Kind] = {
    "%": "percent",
    "đồng": "money",
    "USD": "money",
    "ha": "measure",
    "km": "measure",
    "tuổi": "measure",
    "năm": "duration",
}


def read(marked: str) -> list[str | None]:
    """The indicators of a sentence whose figures stand in [brackets]; the last word of each tells its kind."""
    text, figures = "", []
    for part in re.split(r"(\[[^\]]+\])", marked):
        if part.startswith("["):
            unit = next((u for u in KINDS if part[1:-1].endswith(u)), "")
            figures.append(
                Figure(len(text), len(text) + len(part) - 2, Decimal(1), KINDS.get(unit, "count"), unit or None)
            )
        text += part.strip("[]") if part.startswith("[") else part
    found = READER.read(text, figures)
    assert all(i is None or text[i.start : i.end] == i.text for i in found)
    return [i.text if i else None for i in found]


@pytest.mark.parametrize(
    ("marked", "indicators"),
    [
        ("Huyện có [12] mô hình trồng rau sạch được nhân rộng.", ["mô hình trồng rau sạch"]),
        ("Chi phí sửa mái đình là [30 triệu đồng] hoặc hơn.", ["Chi phí sửa mái đình"]),
        ("Một số nơi, học phí là [2 triệu đồng].", ["học phí"]),
        ("Tỷ lệ hộ nghèo của tỉnh là [4,2%].", ["Tỷ lệ hộ nghèo của tỉnh"]),
        ("Kinh tế số chiếm [20%] GRDP.", ["Kinh tế số"]),
        ("Đã có [90%] hộ gia đình dùng nước sạch.", ["hộ gia đình dùng nước sạch"]),
        ("Doanh thu bán lẻ đạt [500 tỷ đồng], tăng [7%] so với năm trước.", ["Doanh thu bán lẻ", "Doanh thu bán lẻ"]),
        (
            "Kim ngạch xuất khẩu năm 2020 đạt [1 tỷ USD]; năm 2025 là [2 tỷ USD].",
            ["Kim ngạch xuất khẩu", "Kim ngạch xuất khẩu"],
        ),
        ("Tổng vốn đầu tư là [1 tỷ USD] ([25.000 tỷ đồng]).", ["Tổng vốn đầu tư", "Tổng vốn đầu tư"]),
        ("Bị cáo Lương Văn Kha, cựu kế toán, lĩnh [7 năm] tù.", ["Lương Văn Kha"]),
        ("Có [6] huyện, thị xã, thành phố đạt chuẩn.", ["huyện, thị xã, thành phố"]),
        ("Cả vùng thu hoạch [40 ha] chè hữu cơ.", ["chè hữu cơ"]),
        ("Thu nhập bình quân đạt [50 triệu đồng].", ["Thu nhập bình quân"]),
        ("Trạm khám trung bình [50 ha].", ["Trạm khám"]),
        ("Cả [2] hợp tác xã này đã giải thể.", ["hợp tác xã này"]),
        ("Học phí thấp nhất là [2 triệu đồng], cao nhất là [9 triệu đồng].", ["Học phí thấp nhất", "Học phí"]),
        ('Giá tiêu đã "bốc hơi" hơn [18%].', ["Giá tiêu"]),
        ("Giá tiêu vẫn đứng vững quanh [90.000 đồng].", ["Giá tiêu"]),
        ("Vốn đã giao cho xã là [9 triệu đồng].", ["Vốn đã giao cho xã"]),
        ("Máy xay sẽ có màn hình [5 km].", ["màn hình"]),
        ("Ngôi nhà dài [6 km] Hòa Phú từng ở.", ["Ngôi nhà"]),
        ("Giá tiêu xuống sát [90.000 đồng] phiên cuối tuần.", ["Giá tiêu"]),
        ("Nhà máy chiếm tới hơn [50%] sản phẩm của vùng.", ["Nhà máy"]),
        ("Giá rau như cải là [4.000 đồng], bắp non [9.000 đồng].", ["Giá rau như cải", "bắp non"]),
        ("Giá gạo tẻ là [9.000 đồng], còn lúa nếp giá [8.000 đồng].", ["Giá gạo tẻ", "lúa nếp"]),
        ("Nợ của hợp tác xã là [3 tỷ đồng], công ty Hòa Phú [9 tỷ đồng].", ["Nợ của hợp tác xã", "công ty Hòa Phú"]),
        ("Giá bạc giảm [7%], còn vàng tăng [5%].", ["Giá bạc", "vàng"]),
        ("Chủ quán mua [5 ha] tỏi là [9 triệu đồng].", ["tỏi", "tỏi"]),
        ("Giá thuê lên tới [120 triệu đồng] thường chỉ dành cho khách quen.", ["Giá thuê"]),
        ("Khu lòng hồ có độ sâu [40 ha] khiến dân làng e ngại.", ["độ sâu"]),
        ("Số ca đã khỏi: [35] ca.", ["Số ca đã khỏi"]),
        ("Ngành nông nghiệp đặt mục tiêu giảm [15%] chi phí vận chuyển.", ["chi phí vận chuyển"]),
        ("GRDP ước tăng [5%] (cùng kỳ năm trước tăng [4%]).", ["GRDP", "GRDP"]),
        ("Nghệ nhân Lò Văn Pản qua đời tại bản, hưởng thọ [85 tuổi].", ["Lò Văn Pản"]),
        ("Công an giữ anh Đỗ Văn Tài ([45 tuổi], ở Lai Vung).", ["anh Đỗ Văn Tài"]),
        ("Nhà vô địch là Mai Thị Út, năm nay [19 tuổi].", ["Mai Thị Út"]),
        ("Năm [13 tuổi], Trần Văn Kỷ rời quê.", ["Trần Văn Kỷ"]),
        ("Mới [13 tuổi] nhưng Trần Văn Kỷ đã rời quê.", ["Trần Văn Kỷ"]),
        ("Dù mới [13 tuổi], cô bé đã biết bơi.", ["cô bé"]),
        ("Sinh ở Bến Đá, năm [13 tuổi], bà Lụa rời quê.", ["bà Lụa"]),
        ("Cô vào nghề hát khi mới [13 tuổi].", ["Cô"]),
        ("Cô bé biết đọc từ năm [3 tuổi].", ["Cô bé biết đọc từ năm"]),
        ("Vốn ở Bến Đá, Trần Văn Kỷ rời quê lên Sa Đéc từ khi mới [13 tuổi].", ["Trần Văn Kỷ"]),
        ("Theo tờ báo, anh Kỷ rời quê lên Sa Đéc khi chưa đầy [13 tuổi].", ["anh Kỷ"]),
        ("Trần Văn Kỷ hơn Lê Thị Lụa [5 tuổi].", ["Trần Văn Kỷ"]),
        ("Xoài cát được bán ra ở chợ đầu mối với giá [9 đồng].", ["Xoài cát"]),
        ("Chủ vườn bán xoài cát cho chợ đầu mối với giá [9 đồng].", ["xoài cát"]),
        ("Bà Lụa trả lại số tiền [9 đồng].", ["số tiền"]),
        ("Giá gạo là [9 đồng], ở Bến Đá [8 đồng].", ["Giá gạo", "Giá gạo"]),
        ("Dân làng bỏ phiếu [3] lần.", ["Dân làng bỏ phiếu"]),
        ("Lợi nhuận cao hơn vụ trước [3] lần, chi phí [2] lần.", ["Lợi nhuận", "chi phí"]),
        ("Chị Lụa [3] lần được vinh danh.", ["lần được vinh danh"]),
        ("Giá gạo là [9 đồng], thấp hơn Lào là [2 đồng].", ["Giá gạo", "Giá gạo"]),
        ("Vé xe ngựa có mức tăng [5%].", ["Vé xe ngựa"]),
        ("Vườn rộng [9 ha], con trâu già này bán được [8 đồng].", ["Vườn", "con trâu già này bán"]),
        ("Vườn rộng [9 ha], vườn này bán được [8 đồng].", ["Vườn", "Vườn"]),
        ("Giá gạo là [9 đồng]. Giá này tăng [5%].", ["Giá gạo", "Giá gạo"]),
        ("Diện tích vườn là [9 ha], kho thóc trị giá [8 đồng].", ["Diện tích vườn", "kho thóc"]),
        ("Diện tích vườn là [9 ha], ở Bến Đá [8 ha].", ["Diện tích vườn", "Diện tích vườn"]),
        ("Giá gạo tăng [5%], lập kỷ lục mới [9 đồng].", ["Giá gạo", "Giá gạo"]),
        ("Chum rượu nặng [9 ha] với mức giá [8 đồng].", ["Chum rượu", "mức giá"]),
        ("Chum rượu nặng [9 ha] với giá [8 đồng].", ["Chum rượu", "Chum rượu"]),
        ("Nhóm thợ dành [3 năm] học đánh trống.", ["học đánh trống"]),
        ("Chủ quán chi hơn [9 đồng] ([1 USD]) để mua thuyền cũ.", ["thuyền cũ", "thuyền cũ"]),
        ("Chi phí điện cần [9 đồng] trong vụ này.", ["Chi phí điện"]),
        ("Hai người cưới nhau sau [9 năm] quen biết.", ["quen biết"]),
        ("Hơn [9 năm] gắn bó, bà Lụa vẫn yêu nghề.", ["gắn bó"]),
        ("Đội làng có [9 năm] liên tiếp thắng giải.", ["Đội làng"]),
        ("Bà con mất [9 năm] để dựng lại ngôi đình.", ["dựng lại ngôi đình"]),
        ("Bức tranh mất [9 năm] để hoàn thành.", ["Bức tranh"]),
        ("Cô Lụa chờ [9 năm] kiểm nghiệm.", ["kiểm nghiệm"]),
        ("Hai cô đã trải qua [9 năm] gắn bó với nghề.", ["gắn bó với nghề"]),
        ("Khóa học có thâm niên [9 năm] đào tạo thợ.", ["thâm niên"]),
        ("Đợt rét kéo dài [9 năm] hiếm gặp.", ["Đợt rét"]),
        ("Lớp học kéo dài [9 năm] rồi nghỉ.", ["Lớp học"]),
        ("Đội trẻ đi từ vị trí thứ [9] lên vị trí thứ [5].", ["Đội trẻ đi"] * 2),
        ("Số bò sữa của xã giảm từ [90] xuống còn [60] con.", ["Số bò sữa của xã"] * 2),
        ("Lứa vịt chạy đồng giảm từ [90] con xuống [60] con.", ["Lứa vịt chạy đồng"] * 2),
        ("Xưởng mộc sẽ cắt giảm [30%] nhân viên.", ["nhân viên"]),
        ("Đi bộ giúp giảm [30%] nguy cơ gãy xương.", ["nguy cơ gãy xương"]),
        ("Lượng nước giảm [30%] chủ yếu vì nắng.", ["Lượng nước"]),
        ("Lượng nước giảm [30%] so với vụ trước.", ["Lượng nước"]),
        ("Xưởng mộc ủng hộ [9 đồng] cho lớp học bơi.", ["lớp học bơi"]),
        ("Dân số Hòa Hưng hiện ước tính trên [7.500] người.", ["Dân số Hòa Hưng"]),
        ("Chỉ số cải cách hành chính tăng [10] bậc.", ["Chỉ số cải cách hành chính"]),
        ("Lực lượng tuần rừng thu [3] bẫy thú.", ["bẫy thú"]),
        ("Xưởng mộc ghi nhận [9 đồng] doanh thu bán lẻ.", ["doanh thu bán lẻ"]),
        ("Khoản tiền bồi thường cho chủ đò là [9 đồng].", ["Khoản tiền bồi thường cho chủ đò"]),
        ("Hai bên đồng ý thực hiện với giá là [9 đồng].", ["Hai bên đồng ý thực hiện"]),
        ("Phí đò của tổ chèo thuyền trái phép sẽ bị xử phạt [9 đồng].", ["xử phạt"]),
        ("Tổng số tiền tổ chèo thuyền bị phạt là [9 đồng].", ["Tổng số tiền tổ chèo thuyền bị phạt"]),
        ("Chênh lệch mua - bán vẫn lên tới [9 đồng].", ["Chênh lệch mua - bán"]),
        ("Tuyến đò Hòa Hưng - Bình An dài [9 ha].", ["Tuyến đò Hòa Hưng - Bình An"]),
        ("Ông Bảy ở Hòa Hưng - chủ đò - có [9 đồng].", ["chủ đò"]),
        ("Diện tích vườn là [9 ha], trong đó ao rộng [3 ha].", ["Diện tích vườn", "ao"]),
        ("Lệ phí đò ở bến chợ là [9 đồng], ở khu vực II là [5 đồng].", ["Lệ phí đò ở bến chợ", "Lệ phí đò"]),
        ("Giá xoài là [9 đồng], thấp hơn giá chợ khoảng [1 đồng].", ["Giá xoài", "Giá xoài"]),
        ("Giá xoài là [9 đồng], còn mít Hòa Hưng chỉ còn [5 đồng].", ["Giá xoài", "mít Hòa Hưng"]),
        ("Doanh thu bến đò trong tháng vừa qua là [9 đồng].", ["Doanh thu bến đò"]),
        ("Công ty cổ phần Đầu tư Hòa Phú ghi nhận doanh thu là [9 đồng].", ["doanh thu"]),
        ("Chi phí sửa cả [3] nhà máy là [9 đồng].", ["nhà máy", "Chi phí sửa cả 3 nhà máy"]),
        ("Bội chi ở mức [5%] GDP (tương đương [9 đồng]).", ["Bội chi", "Bội chi"]),
        ("Sản lượng chè tăng [3%], nhanh hơn nhiều so với mức [2%].", ["Sản lượng chè", "Sản lượng chè"]),
        ("Giá chuối hiện nay của xã là [9 đồng].", ["Giá chuối hiện nay của xã"]),
        ("Theo giá chợ hiện nay, chuối ngự là [9 đồng].", ["chuối ngự"]),
        ("Giá chuối rơi tự do, giảm [9 đồng].", ["Giá chuối"]),
        ("Số tiền mà xưởng gốm phải nộp là [9 đồng].", ["Số tiền mà xưởng gốm phải nộp"]),
        ("Lãi của quầy hàng riêng lẻ là [9 đồng].", ["Lãi của quầy hàng riêng lẻ"]),
        ("Thu từ thuế và phí đạt [9 đồng].", ["Thu từ thuế và phí"]),
        ("Mẫu xe có màn hình nhỏ và bộ nhớ [9 ha].", ["bộ nhớ"]),
        ("Dòng xe ấy có mẫu mã đẹp và giá dưới [9 đồng].", ["giá"]),
        ("Tỷ lệ hộ được dùng nước sạch đạt [9%].", ["Tỷ lệ hộ được dùng nước sạch"]),
        ("Sản lượng chè giai đoạn 2011 - 2020 là [9 ha].", ["Sản lượng chè giai đoạn 2011 - 2020"]),
        ("Lãi của Công ty Gốm - Sứ Hòa Phú là [9 đồng].", ["Lãi của Công ty Gốm - Sứ Hòa Phú"]),
        ("Ngọn đồi có độ cao hơn [9 km].", ["độ cao"]),
        ("Nhiệt độ ở đó cao hơn [9%].", ["Nhiệt độ ở đó"]),
        ("Sản lượng chè tăng [3%] so với năm trước và giá chè giảm [2%].", ["Sản lượng chè", "giá chè"]),
        ("Phí ở quận 1 là [9 đồng], quận 3 là [8 đồng].", ["Phí ở quận 1", "Phí ở quận 1"]),
        ("Khu vực phía bắc có gió mạnh, sóng biển cao [9 km].", ["sóng biển"]),
        ("Sản phẩm của xưởng có thể biến thành con cá gỗ dài [9 km].", ["con cá gỗ"]),
        ("Đội bóng của xã được [9%], kém đội đầu bảng Hòa Phú [3%].", ["Đội bóng của xã", "Đội bóng của xã"]),
        ("Quý này hãng ghi nhận mức tăng trưởng [9%].", ["mức tăng trưởng"]),
        ("Một người khách trả [9 đồng] để mua bức tranh cũ.", ["bức tranh cũ"]),
        ("Gần [9%] số này bị hỏng.", [None]),
        ("Số ca sởi là [9%]. Con số này tăng [3%].", ["Số ca sởi", "Số ca sởi"]),
        ("Doanh nghiệp gọi được [9 đồng] từ các nhà đầu tư với vốn là [5 đồng].", ["Doanh nghiệp gọi", "vốn"]),
    ],
)
def test_chỉ_tiêu(marked: str, indicators: list[str]) -> None:
    assert read(marked) == indicators


@pytest.mark.parametrize("marked", ["[5]", "[5%]", "([5 tuổi])", ", [5 ha] ,", "và [5%] và [6%]"])
def test_không_có_căn_cứ_thì_để_trống(marked: str) -> None:
    assert set(read(marked)) == {None}


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Toàn tỉnh có 9,2 bác sĩ/10.000 dân.", ["bác sĩ"]),
        ("Ở tuổi 58, Trần Văn Kỷ vẫn ra đồng.", ["Trần Văn Kỷ"]),
        ("Dù đã bước qua tuổi 83 nhưng bà Hiền vẫn đi chợ.", ["bà Hiền"]),
        ("Bệnh thường gặp ở độ tuổi 25 đến 56.", ["Bệnh thường gặp"]),
        ("Tỷ lệ máy tính trên cán bộ đạt 16 máy tính/17 cán bộ.", ["Tỷ lệ máy tính trên cán bộ"]),
        ("Ông Tám, người trồng 18 công lúa ở xã Bình An, nói mùa này được giá.", ["lúa"]),
        ("Xã có 12 hộ nuôi ong và 7 trạm bơm.", ["hộ nuôi ong", "trạm bơm"]),
        ("Anh đá 22 trận và ghi 8 bàn thắng.", ["trận", "bàn thắng"]),
        ("Có 45 nhân viên y tế cơ sở trở thành hướng dẫn viên.", ["nhân viên y tế cơ sở"]),
        ("Bộ phim nhận 2 đề cử diễn viên tại lễ trao giải.", ["đề cử diễn viên tại lễ trao giải"]),
        ("Tỉnh có 12 xã miền núi đạt 80% kế hoạch.", ["xã miền núi", "xã miền núi"]),
        ("Hôm ấy trưởng thôn mang cho bọn trẻ giấy chứng nhận đủ điều kiện bơi 50 m.", ["chứng nhận đủ điều kiện bơi"]),
        ("Đền có 120 bậc đá dài 60 m.", ["bậc đá", "bậc đá"]),
        ("Xã ghi nhận 15 ca mới trong vòng 24 giờ.", ["ca mới", "ca mới"]),
        ("Tỷ lệ che phủ rừng tăng từ 24,8 lên 36,1%.", ["Tỷ lệ che phủ rừng", "Tỷ lệ che phủ rừng"]),
        ("Đội còn 3 trận đấu cuối cùng của mùa giải.", ["trận đấu cuối cùng của mùa giải"]),
        ("Đội còn 3 trận đấu cuối cùng, tất cả trên sân nhà.", ["trận đấu cuối cùng"]),
        ("Huyện có 15 đề án trong năm nay.", ["đề án"]),
        ("Huyện có 15 đề án và Hòa Hưng có 9 đề án.", ["đề án", "đề án"]),
        ("Huyện có 15 đề án và hàng chục mô hình.", ["đề án"]),
        ("Huyện nghe 15 điệu hò tự do.", ["điệu hò tự do"]),
        ("Theo bảng xếp hạng chèo đò năm nay, Hòa Hưng đứng thứ 9, tăng 7 bậc.", ["bảng xếp hạng chèo đò"] * 2),
        ("Tỉnh có 12 ca sởi nặng, trong đó 4 ca ở vùng cao.", ["ca sởi nặng", "ca sởi nặng"]),
        ("Tỉnh có 12 ca ở vùng cao, 4 ca ở ven biển.", ["ca ở vùng cao", "ca ở ven biển"]),
        ("Khách quốc tế là 900 lượt người.", ["Khách quốc tế"]),
        ("Kết quả là 2 đội sẽ đá lại.", ["đội"]),
        ("Bát phở chỉ 5000 nhưng đủ no.", ["Bát phở"]),
        ("Lễ hội có 900 học sinh, VĐV, nghệ nhân tham gia.", ["học sinh, VĐV, nghệ nhân"]),
        ("Khu này có 3 tòa nhà PV3, PV5, PV6.", ["tòa nhà PV3, PV5, PV6"]),
        ("Huyện có 12 chốt phòng, chống dịch ở cửa ngõ.", ["chốt phòng, chống dịch"]),
        ("Lĩnh vực nộp thuế tụt 11 bậc.", ["Lĩnh vực nộp thuế"]),
        ("Công ty còn 900 tỷ đồng doanh thu tài chính.", ["doanh thu tài chính"]),
        ("Dân làng bỏ phiếu 3 lần vào cuối năm.", ["Dân làng bỏ phiếu"]),
        ("Đội làng 3 lần vào chung kết.", ["lần vào chung kết"]),
        ("Chỉ tiêu tuyển sinh của trường là 900 sinh viên.", ["Chỉ tiêu tuyển sinh của trường"]),
        ("Tổng số người chết vì sốt rét lên tới 900 ca.", ["Tổng số người chết vì sốt rét"]),
        ("Chỉ số Dow đóng cửa ở mức 900 điểm.", ["Chỉ số Dow"]),
        ("Tỉnh sắp có 200 km cao tốc ven biển.", ["cao tốc ven biển"]),
        ("Trường làng tăng gấp đôi học phí.", ["học phí"]),
        ("Ngôi chùa cổ chỉ cách chợ nổi 9 km.", ["Ngôi chùa cổ"]),
        ("Cách chợ nổi 9 km, ngôi chùa cổ có vườn hoa.", ["ngôi chùa cổ"]),
        ("Thợ mộc chọn cách đi bộ 9 km.", ["Thợ mộc chọn cách đi bộ"]),
        ("Cuốn sách dài 90 trang. Ngọn hải đăng này đã cao 9 m.", ["trang", "Ngọn hải đăng này"]),
        ("Thu ngân sách đạt 3 tỷ đồng. Con số này có thể lên 9 tỷ đồng.", ["Thu ngân sách"] * 2),
        ("Hang Táu, bản cổ của người Mông, cách chợ nổi khoảng 9 km.", ["Hang Táu"]),
        ("Ngôi chùa nằm ở ven biển, cách chợ nổi gần 9 km.", ["Ngôi chùa"]),
        ("Bệnh nhân là nữ, 45 tuổi.", ["Bệnh nhân"]),
        ("Công an giữ Đỗ Văn Nam (tên thường gọi Nam Sẹo, 45 tuổi).", ["Đỗ Văn Nam"]),
        ("Bến tàu chi 9 tỷ đồng để xây cầu vượt đường sắt.", ["xây cầu vượt đường sắt"]),
        ("Nồng độ cồn của lái đò là 0,4 mg/lít khí thở.", ["Nồng độ cồn của lái đò"]),
        ("Số liệu cho thấy, năm 2022, tại Đắk Nông, học viên đạt 89 tuổi.", ["học viên"]),
        ("Lương Thu Hà, sinh năm 1989, cao 1,73 m.", ["Lương Thu Hà"]),
        ("Chậu gốm có kích thước miệng 53,2 x 50 x 18,7 mm.", ["Chậu gốm có kích thước miệng"]),
        ("Trống đồng có đường kính 68 cm, cao 55 cm.", ["đường kính", "Trống đồng"]),
        ("Nhiệt độ thấp nhất từ 13 độ C, vùng núi cao dưới 9 độ C.", ["Nhiệt độ thấp nhất"] * 2),
        ("Giá thuê lều lên đến 900 baht mỗi đêm (28 USD).", ["Giá thuê lều"] * 2),
        ("Lợi nhuận kỳ hạn 9 năm của xưởng gốm đạt 5%.", ["Lợi nhuận kỳ hạn", "Lợi nhuận kỳ hạn 9 năm của xưởng gốm"]),
        ("Chị Mận phải mua thêm 9 kg đất sét.", ["đất sét"]),
        ("Chị Mận kiếm thêm 9 triệu đồng tùy theo đơn hàng.", ["Chị Mận kiếm"]),
        ("Hãng xe Hòa Phú bán 9 chiếc, chiếm 17% thị phần.", ["chiếc", "thị phần"]),
        ("Xưởng có nhiều thợ, trong đó 63% là phụ nữ miền biển.", ["phụ nữ miền biển"]),
        ("Giá chè tăng 9% là con số đẹp.", ["Giá chè"]),
        ("Khoảng 40% trong số 900 hộ nuôi ong đã vay vốn.", ["hộ nuôi ong"] * 2),
        ("Hộ nuôi ong chiếm 40% trong số 900 hộ nghèo.", ["Hộ nuôi ong", "hộ nghèo"]),
        ("Giá chè tăng 9%, trong khi giá tiêu tăng nhanh hơn nữa, tới 15%.", ["Giá chè", "giá tiêu"]),
        ("Khoảng 90% nhà đầu tư vàng đều lỗ.", ["nhà đầu tư vàng"]),
        ("Giá chè tăng 9%, nhanh hơn năm ngoái, tới 15%.", ["Giá chè"] * 2),
        ("Lợi nhuận từ gốm sứ (5%), mây tre lá (7%) giảm.", ["Lợi nhuận từ gốm sứ", "mây tre lá"]),
        ("Trong phiên sáng, ABC, DEF, GHI lần lượt tăng 9%.", ["ABC, DEF, GHI"]),
        ("Theo DEF, GHI tăng 9%.", ["GHI"]),
        ("Cặp mai vàng đang được rao bán 9 triệu đồng.", ["Cặp mai vàng"]),
        ('Giá vé vào "làng cổ" đạt 9 triệu đồng.', ['Giá vé vào "làng cổ"']),
        ("Công ty cổ phần đầu tư Hòa Phú niêm yết giá bạc thỏi tại 3 triệu đồng.", ["giá bạc thỏi"]),
        ("Phí thuê lều không đổi và dưới 9 triệu đồng.", ["Phí thuê lều không đổi"]),
        ("Hiện trứng gà đồi có giá 9.000 đồng.", ["trứng gà đồi"]),
        ("Lỗ lũy kế tại ngày 31/12/2020 hơn 9 tỷ đồng.", ["Lỗ lũy kế"]),
        ("Chi phí của một chuyến tàu như vậy vào khoảng 9 triệu đồng.", ["Chi phí của một chuyến tàu như vậy"]),
    ],
)
def test_of_a_whole_text(text: str, indicators: list[str]) -> None:
    assert [fact.indicator for fact in extract.extract(text, published="2023-10-15")] == indicators
