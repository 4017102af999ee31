"""Who belongs to a bloc, as many authors say it: every sector, every form of list, and those who are no members."""

from __future__ import annotations

import pytest

from .reading import read

_BEFORE = (
    "Ngày 15/12/2023, Khối thi đua số 9 tỉnh Quảng Bình tổ chức hội nghị tổng kết phong trào thi đua năm 2023.\n\n"
)

MEMBERS = [
    pytest.param(
        "Khối thi đua các tổ chức tín dụng số 9 gồm: Ngân hàng Nhà nước chi nhánh tỉnh, Agribank chi "
        "nhánh Bắc Quảng Bình, Sacombank Quảng Bình, SHB Quảng Bình, MB Quảng Bình, LPBank Quảng Bình "
        "và NHCSXH tỉnh.",
        [
            "Ngân hàng Nhà nước chi nhánh tỉnh",
            "Agribank chi nhánh Bắc Quảng Bình",
            "Sacombank Quảng Bình",
            "SHB Quảng Bình",
            "MB Quảng Bình",
            "LPBank Quảng Bình",
            "Ngân hàng Chính sách xã hội tỉnh",
        ],
        id="credit institutions and their branches",
    ),
    pytest.param(
        "Khối thi đua số 9 có 5 đơn vị gồm: Công ty Điện lực Quảng Bình, Công ty Cấp nước Quảng Bình, "
        "Công ty CP Môi trường đô thị Quảng Bình, Viễn thông Quảng Bình và Bưu điện tỉnh.",
        [
            "Công ty Điện lực Quảng Bình",
            "Công ty Cấp nước Quảng Bình",
            "Công ty cổ phần Môi trường đô thị Quảng Bình",
            "Viễn thông Quảng Bình",
            "Bưu điện tỉnh",
        ],
        id="utilities",
    ),
    pytest.param(
        "Khối có 4 công ty: Công ty TNHH MTV Cao su Lộc Ninh; Công ty TNHH MTV Cao su Phú Riềng; Công "
        "ty CP Cao su Sa Thầy; Xí nghiệp Cơ khí Quang Trung.",
        [
            "Công ty trách nhiệm hữu hạn một thành viên Cao su Lộc Ninh",
            "Công ty trách nhiệm hữu hạn một thành viên Cao su Phú Riềng",
            "Công ty cổ phần Cao su Sa Thầy",
            "Xí nghiệp Cơ khí Quang Trung",
        ],
        id="rubber companies",
    ),
    pytest.param(
        "Khối gồm 5 doanh nghiệp là Công ty Cổ phần Cấp nước, Công ty Cổ phần Môi trường và Phát "
        "triển đô thị, Công ty TNHH MTV Lâm công nghiệp Long Đại, Công ty TNHH MTV Việt Trung và Công "
        "ty CP Xi măng Sông Gianh.",
        [
            "Công ty Cổ phần Cấp nước",
            "Công ty Cổ phần Môi trường và Phát triển đô thị",
            "Công ty trách nhiệm hữu hạn một thành viên Lâm công nghiệp Long Đại",
            "Công ty trách nhiệm hữu hạn một thành viên Việt Trung",
            "Công ty cổ phần Xi măng Sông Gianh",
        ],
        id="companies named by their trade",
    ),
    pytest.param(
        "Khối thi đua số 9 có các thành viên: Bệnh viện Hữu nghị Việt Nam - Cu Ba Đồng Hới; Bệnh viện "
        "Y học cổ truyền; Trung tâm Kiểm soát bệnh tật; Trung tâm Y tế các huyện Lệ Thủy, Quảng Ninh; "
        "Chi cục Dân số - KHHGĐ.",
        [
            "Bệnh viện Hữu nghị Việt Nam - Cu Ba Đồng Hới",
            "Bệnh viện Y học cổ truyền",
            "Trung tâm Kiểm soát bệnh tật",
            "Trung tâm Y tế huyện Lệ Thủy",
            "Trung tâm Y tế huyện Quảng Ninh",
            "Chi cục Dân số - Kế hoạch hóa gia đình",
        ],
        id="names with two countries or dashes",
    ),
    pytest.param(
        "Tham dự hội nghị có Ban Giám hiệu các trường THPT trong khối: Lê Quý Đôn, Trần Hưng Đạo, Ngô "
        "Quyền, Hoàng Hoa Thám và Trường THCS&THPT Dương Văn An.",
        [
            "Trường Trung học phổ thông Lê Quý Đôn",
            "Trường Trung học phổ thông Trần Hưng Đạo",
            "Trường Trung học phổ thông Ngô Quyền",
            "Trường Trung học phổ thông Hoàng Hoa Thám",
            "Trường Trung học cơ sở và Trung học phổ thông Dương Văn An",
        ],
        id="high schools under one head, the bloc before the colon",
    ),
    pytest.param(
        "Các trường trong cụm: Trường Tiểu học số 1 Nam Lý, Trường Tiểu học Hải Đình, Trường Tiểu học "
        "Đồng Mỹ, Trường Tiểu học & THCS Quang Phú.",
        [
            "Trường Tiểu học số 1 Nam Lý",
            "Trường Tiểu học Hải Đình",
            "Trường Tiểu học Đồng Mỹ",
            "Trường Tiểu học và Trung học cơ sở Quang Phú",
        ],
        id="schools with numbers",
    ),
    pytest.param(
        "Khối thi đua số 9 bao gồm các viện: Viện Vệ sinh dịch tễ Tây Nguyên, Viện Pasteur Nha Trang, "
        "Viện Sốt rét - Ký sinh trùng - Côn trùng Quy Nhơn, Viện Y tế công cộng TP.HCM.",
        [
            "Viện Vệ sinh dịch tễ Tây Nguyên",
            "Viện Pasteur Nha Trang",
            "Viện Sốt rét - Ký sinh trùng - Côn trùng Quy Nhơn",
            "Viện Y tế công cộng thành phố Hồ Chí Minh",
        ],
        id="institutes that repeat the head",
    ),
    pytest.param(
        "Cụm thi đua số 9 gồm các phường Vũng Tàu, Rạch Dừa, Phước Thắng, Tam Thắng, xã Long Sơn và đặc khu Côn Đảo.",
        [
            "phường Vũng Tàu",
            "phường Rạch Dừa",
            "phường Phước Thắng",
            "phường Tam Thắng",
            "xã Long Sơn",
            "đặc khu Côn Đảo",
        ],
        id="wards and a special zone",
    ),
    pytest.param(
        "Cụm thi đua số 9 (gồm các xã Thanh Long, Cần Yên, Thông Nông, Trường Hà, Hà Quảng và Lũng "
        "Nặm) vừa tổ chức họp.",
        ["xã Thanh Long", "xã Cần Yên", "xã Thông Nông", "xã Trường Hà", "xã Hà Quảng", "xã Lũng Nặm"],
        id="a commune that begins like a head",
    ),
    pytest.param(
        "Khối thi đua các đồn biên phòng gồm Đồn Biên phòng Cửa khẩu quốc tế Cha Lo, Đồn Biên phòng "
        "Ra Mai, Đồn Biên phòng Cà Xèng, Đồn Biên phòng Làng Mô.",
        [
            "Đồn Biên phòng Cửa khẩu quốc tế Cha Lo",
            "Đồn Biên phòng Ra Mai",
            "Đồn Biên phòng Cà Xèng",
            "Đồn Biên phòng Làng Mô",
        ],
        id="border posts",
    ),
    pytest.param(
        "Các thành viên của Khối: VKSND huyện Bắc Hà, VKSND huyện Si Ma Cai, VKSND huyện Mường "
        "Khương, VKSND thị xã Sa Pa.",
        [
            "Viện Kiểm sát nhân dân huyện Bắc Hà",
            "Viện Kiểm sát nhân dân huyện Si Ma Cai",
            "Viện Kiểm sát nhân dân huyện Mường Khương",
            "Viện Kiểm sát nhân dân thị xã Sa Pa",
        ],
        id="procuracies",
    ),
    pytest.param(
        "Khối thi đua số 9 gồm có TAND thành phố Vinh, TAND các huyện: Nam Đàn, Hưng Nguyên, Nghi Lộc "
        "và TAND thị xã Cửa Lò.",
        [
            "Tòa án nhân dân thành phố Vinh",
            "Tòa án nhân dân huyện Nam Đàn",
            "Tòa án nhân dân huyện Hưng Nguyên",
            "Tòa án nhân dân huyện Nghi Lộc",
            "Tòa án nhân dân thị xã Cửa Lò",
        ],
        id="courts, one head several times",
    ),
    pytest.param(
        "Khối gồm 4 Chi cục THADS: thành phố Bạc Liêu, thị xã Giá Rai, huyện Hòa Bình và huyện Vĩnh Lợi.",
        [
            "Chi cục Thi hành án dân sự thành phố Bạc Liêu",
            "Chi cục Thi hành án dân sự thị xã Giá Rai",
            "Chi cục Thi hành án dân sự huyện Hòa Bình",
            "Chi cục Thi hành án dân sự huyện Vĩnh Lợi",
        ],
        id="enforcement, the head before the colon",
    ),
    pytest.param(
        "Cụm gồm Phòng Thi hành án dân sự khu vực 1, 2, 3, 4 và Thi hành án dân sự tỉnh.",
        [
            "Phòng Thi hành án dân sự khu vực 1",
            "Phòng Thi hành án dân sự khu vực 2",
            "Phòng Thi hành án dân sự khu vực 3",
            "Phòng Thi hành án dân sự khu vực 4",
            "Thi hành án dân sự tỉnh",
        ],
        id="since July 2025 by area",
    ),
    pytest.param(
        "Khối thi đua có Thuế cơ sở 1 tỉnh Quảng Trị, Thuế cơ sở 2 tỉnh Quảng Trị, Thuế cơ sở 3 tỉnh Quảng Trị.",
        ["Thuế cơ sở 1 tỉnh Quảng Trị", "Thuế cơ sở 2 tỉnh Quảng Trị", "Thuế cơ sở 3 tỉnh Quảng Trị"],
        id="tax offices with a number",
    ),
    pytest.param(
        "Khối gồm các Chi cục Hải quan cửa khẩu: Cha Lo, Cà Roòng, Hòn La và Chi cục Kiểm tra sau thông quan.",
        [
            "Chi cục Hải quan cửa khẩu Cha Lo",
            "Chi cục Hải quan cửa khẩu Cà Roòng",
            "Chi cục Hải quan cửa khẩu Hòn La",
            "Chi cục Kiểm tra sau thông quan",
        ],
        id="customs",
    ),
    pytest.param(
        "Khối doanh nghiệp bảo hiểm có 5 thành viên: Bảo Việt Quảng Bình, Bảo Minh Quảng Bình, PJICO "
        "Quảng Bình, PVI Bắc Trung Bộ và Bảo hiểm BIDV Quảng Bình.",
        [
            "Bảo Việt Quảng Bình",
            "Bảo Minh Quảng Bình",
            "PJICO Quảng Bình",
            "PVI Bắc Trung Bộ",
            "Bảo hiểm BIDV Quảng Bình",
        ],
        id="insurance companies",
    ),
    pytest.param(
        "Cụm gồm Công an 6 phường: Lê Lợi, Trần Phú, Ngô Mây, Quang Trung, Nguyễn Văn Cừ và Hải Cảng.",
        [
            "Công an phường Lê Lợi",
            "Công an phường Trần Phú",
            "Công an phường Ngô Mây",
            "Công an phường Quang Trung",
            "Công an phường Nguyễn Văn Cừ",
            "Công an phường Hải Cảng",
        ],
        id="police of wards",
    ),
    pytest.param(
        "Khối thi đua số 9 gồm Công an các huyện, thị xã, thành phố: Đồng Hới, Ba Đồn, Lệ Thủy, Quảng "
        "Ninh, Bố Trạch, Quảng Trạch, Tuyên Hóa và Minh Hóa.",
        [
            "Công an thành phố Đồng Hới",
            "Công an thị xã Ba Đồn",
            "Công an huyện Lệ Thủy",
            "Công an huyện Quảng Ninh",
            "Công an huyện Bố Trạch",
            "Công an huyện Quảng Trạch",
            "Công an huyện Tuyên Hóa",
            "Công an huyện Minh Hóa",
        ],
        id="towns and districts by the gazetteer",
    ),
    pytest.param(
        "Cụm thi đua số 9 gồm: Công an thành phố Đồng Hới, thị xã Ba Đồn và các huyện Lệ Thủy, Quảng Ninh, Bố Trạch.",
        [
            "Công an thành phố Đồng Hới",
            "Công an thị xã Ba Đồn",
            "Công an huyện Lệ Thủy",
            "Công an huyện Quảng Ninh",
            "Công an huyện Bố Trạch",
        ],
        id="districts after the head of another",
    ),
    pytest.param(
        "Cụm gồm Hội LHPN các xã, phường: Cẩm Thành, Nghĩa Lộ, Trương Quang Trọng, Tịnh Khê và An Phú.",
        [
            "Hội Liên hiệp Phụ nữ phường Cẩm Thành",
            "Hội Liên hiệp Phụ nữ phường Nghĩa Lộ",
            "Hội Liên hiệp Phụ nữ phường Trương Quang Trọng",
            "Hội Liên hiệp Phụ nữ xã Tịnh Khê",
            "Hội Liên hiệp Phụ nữ xã An Phú",
        ],
        id="communes of two levels",
    ),
    pytest.param(
        "Khối thi đua số 9 gồm các đơn vị: Tiểu đoàn 1, 2, 3; Đại đội 14, 15, 16 và Phòng Tham mưu.",
        ["Tiểu đoàn 1", "Tiểu đoàn 2", "Tiểu đoàn 3", "Đại đội 14", "Đại đội 15", "Đại đội 16", "Phòng Tham mưu"],
        id="army units that share a head",
    ),
    pytest.param(
        "Khối gồm Nhà máy Z113, Nhà máy Z129, Nhà máy Z183 và Công ty TNHH MTV Cơ khí 83.",
        ["Nhà máy Z113", "Nhà máy Z129", "Nhà máy Z183", "Công ty trách nhiệm hữu hạn một thành viên Cơ khí 83"],
        id="a factory behind a number",
    ),
    pytest.param(
        "Hội Nông dân các huyện Quản Bạ, Yên Minh, Đồng Văn, Mèo Vạc thuộc Cụm thi đua số 9 đã ký kết "
        "giao ước thi đua.",
        [
            "Hội Nông dân huyện Quản Bạ",
            "Hội Nông dân huyện Yên Minh",
            "Hội Nông dân huyện Đồng Văn",
            "Hội Nông dân huyện Mèo Vạc",
        ],
        id="farmers before the bloc",
    ),
    pytest.param(
        "Khối 9 gồm Đoàn cơ sở Công an tỉnh, Đoàn cơ sở Bộ CHQS tỉnh, Đoàn khối Cơ quan và Doanh "
        "nghiệp, Đoàn Trường Đại học Quảng Bình.",
        [
            "Đoàn cơ sở Công an tỉnh",
            "Đoàn cơ sở Bộ Chỉ huy quân sự tỉnh",
            "Đoàn khối Cơ quan và Doanh nghiệp",
            "Đoàn Trường Đại học Quảng Bình",
        ],
        id="youth",
    ),
    pytest.param(
        "Cụm thi đua các khu công nghiệp gồm công đoàn: Công ty TNHH Canon, Công ty Samsung, Công ty CP May Đáp Cầu.",
        [
            "Công đoàn Công ty trách nhiệm hữu hạn Canon",
            "Công đoàn Công ty Samsung",
            "Công đoàn Công ty cổ phần May Đáp Cầu",
        ],
        id="unions inside companies",
    ),
    pytest.param(
        "Khối thi đua gồm Công đoàn ngành Giáo dục, Công đoàn ngành Y tế, Công đoàn ngành Xây dựng, "
        "Công đoàn Viên chức tỉnh, Công đoàn các Khu công nghiệp tỉnh.",
        [
            "Công đoàn ngành Giáo dục",
            "Công đoàn ngành Y tế",
            "Công đoàn ngành Xây dựng",
            "Công đoàn Viên chức tỉnh",
            "Công đoàn các Khu công nghiệp tỉnh",
        ],
        id="unions of trades",
    ),
    pytest.param(
        "Khối gồm Văn phòng Huyện ủy, Ban Tổ chức Huyện ủy, Ban Tuyên giáo Huyện ủy, Ủy ban Kiểm tra "
        "Huyện ủy, Ban Dân vận Huyện ủy, Trung tâm Chính trị huyện.",
        [
            "Văn phòng Huyện ủy",
            "Ban Tổ chức Huyện ủy",
            "Ban Tuyên giáo Huyện ủy",
            "Ủy ban Kiểm tra Huyện ủy",
            "Ban Dân vận Huyện ủy",
            "Trung tâm Chính trị huyện",
        ],
        id="party boards",
    ),
    pytest.param(
        "Khối thi đua số 9 gồm Đảng bộ: Công an tỉnh, Quân sự tỉnh, Bộ đội Biên phòng tỉnh, Sở Y tế và Bưu điện tỉnh.",
        [
            "Đảng bộ Công an tỉnh",
            "Đảng bộ Quân sự tỉnh",
            "Đảng bộ Bộ đội Biên phòng tỉnh",
            "Đảng bộ Sở Y tế",
            "Đảng bộ Bưu điện tỉnh",
        ],
        id="party bodies inside units",
    ),
    pytest.param(
        "Khối thi đua số 9 gồm 8 Đảng bộ: Đảng bộ Sở Y tế, Đảng bộ Sở Giáo dục và Đào tạo, Đảng bộ Đại học Quảng Bình.",
        ["Đảng bộ Sở Y tế", "Đảng bộ Sở Giáo dục và Đào tạo", "Đảng bộ Đại học Quảng Bình"],
        id="a head that only opens",
    ),
    pytest.param(
        "Khối gồm các HTX: HTX Dịch vụ nông nghiệp Đại Hào, HTX Nông sản sạch Canh tác tự nhiên Triệu "
        "Phong, HTX Dược liệu Định Sơn, HTX Nguyên Khang.",
        [
            "Hợp tác xã Dịch vụ nông nghiệp Đại Hào",
            "Hợp tác xã Nông sản sạch Canh tác tự nhiên Triệu Phong",
            "Hợp tác xã Dược liệu Định Sơn",
            "Hợp tác xã Nguyên Khang",
        ],
        id="cooperatives",
    ),
    pytest.param(
        "Khối có Trung tâm Y tế các huyện: Hải Lăng, Triệu Phong, Gio Linh, Vĩnh Linh; thành phố Đông "
        "Hà và thị xã Quảng Trị.",
        [
            "Trung tâm Y tế huyện Hải Lăng",
            "Trung tâm Y tế huyện Triệu Phong",
            "Trung tâm Y tế huyện Gio Linh",
            "Trung tâm Y tế huyện Vĩnh Linh",
            "Trung tâm Y tế thành phố Đông Hà",
            "Trung tâm Y tế thị xã Quảng Trị",
        ],
        id="health centres of all levels",
    ),
    pytest.param(
        "Cụm gồm 5 tỉnh (Nghệ An, Hà Tĩnh, Quảng Bình, Quảng Trị, Thừa Thiên Huế) và thành phố Đà Nẵng.",
        [
            "tỉnh Nghệ An",
            "tỉnh Hà Tĩnh",
            "tỉnh Quảng Bình",
            "tỉnh Quảng Trị",
            "tỉnh Thừa Thiên Huế",
            "thành phố Đà Nẵng",
        ],
        id="provinces in a bracket and a city behind it",
    ),
    pytest.param(
        "Khối gồm các đơn vị: Sở GD&ĐT, Sở KH&CN, Sở TT&TT, Sở VHTT&DL, Sở LĐTB&XH, Đài PT-TH tỉnh.",
        [
            "Sở Giáo dục và Đào tạo",
            "Sở Khoa học và Công nghệ",
            "Sở Thông tin và Truyền thông",
            "Sở Văn hóa, Thể thao và Du lịch",
            "Sở Lao động - Thương binh và Xã hội",
            "Đài Phát thanh và Truyền hình tỉnh",
        ],
        id="abbreviations only",
    ),
    pytest.param(
        "Khối thi đua số 9 gồm Sở Y tế ,Sở Tư pháp,, Sở Nội vụ,Sở Tài chính vàSở Công Thương.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính", "Sở Công Thương"],
        id="typing errors",
    ),
    pytest.param(
        "Khối thi đua có 5 đơn vị thành viên gồm: 1. Sở Y tế; 2. Sở Tư pháp; 3. Sở Nội vụ; 4. Thanh "
        "tra tỉnh; 5. Văn phòng UBND tỉnh.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Thanh tra tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"],
        id="numbered items",
    ),
    pytest.param(
        "Khối thi đua số 9 gồm: (1) Sở Y tế, (2) Sở Tư pháp, (3) Sở Nội vụ, (4) Sở Ngoại vụ.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Sở Ngoại vụ"],
        id="numbers in brackets",
    ),
    pytest.param(
        "Khối thi đua số 9 gồm a) Sở Y tế; b) Sở Tư pháp; c) Sở Nội vụ.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ"],
        id="letters",
    ),
    pytest.param(
        "Các đơn vị trong Khối: + Sở Y tế + Sở Tư pháp + Sở Nội vụ.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ"],
        id="plus signs",
    ),
    pytest.param(
        "Khối thi đua số 9 có 5 đơn vị. Đó là Sở Y tế, Sở Tư pháp, Sở Nội vụ, Sở Tài chính và Sở Công Thương.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính", "Sở Công Thương"],
        id="told in the next sentence",
    ),
    pytest.param(
        "Khối thi đua số 9 do Sở Y tế làm khối trưởng, gồm các đơn vị Sở Tư pháp, Sở Nội vụ, Sở Công "
        "thương và Sở Y tế.",
        ["Sở Tư pháp", "Sở Nội vụ", "Sở Công Thương", "Sở Y tế"],
        id="with the chair named before",
    ),
    pytest.param(
        "Ngoài đơn vị khối trưởng là Sở Y tế, khối còn có các thành viên Sở Tư pháp, Sở Nội vụ, Thanh "
        "tra tỉnh, Ban Dân tộc.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Thanh tra tỉnh", "Ban Dân tộc"],
        id="what the bloc has besides",
    ),
    pytest.param(
        "Sở Y tế, Sở Giáo dục và Đào tạo, Sở Khoa học và Công nghệ, Sở Văn hóa, Thể thao và Du lịch "
        "là các đơn vị thuộc Khối thi đua số 9.",
        ["Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch"],
        id="in front of what they are",
    ),
    pytest.param(
        "Đại diện Công ty Cổ phần Cấp nước, Viễn thông Quảng Bình, Bưu điện tỉnh (thành viên Khối thi "
        "đua số 9) chia sẻ kinh nghiệm.",
        ["Công ty Cổ phần Cấp nước", "Viễn thông Quảng Bình", "Bưu điện tỉnh"],
        id="a bracket that says so",
    ),
    pytest.param(
        "Đại diện Sở Y tế, Sở Tư pháp, Sở Nội vụ - các đơn vị thành viên Khối thi đua số 9 - đã phát biểu tham luận.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ"],
        id="a dash that says so",
    ),
    pytest.param(
        "Khối thi đua số 9 được thành lập theo Quyết định số 12/QĐ-UBND ngày 05/01/2023 của UBND "
        "tỉnh, gồm 5 đơn vị: Sở Y tế, Sở Tư pháp, Sở Nội vụ, Thanh tra tỉnh, Ban Dân tộc.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Thanh tra tỉnh", "Ban Dân tộc"],
        id="a number in a decision comes first",
    ),
    pytest.param(
        "Khối thi đua số 9 hiện có 6 đơn vị thành viên, trong đó 4 sở: Y tế, Tư pháp, Nội vụ, Tài "
        "chính và 2 ban: Ban Dân tộc, Ban Quản lý Khu kinh tế.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính", "Ban Dân tộc", "Ban Quản lý Khu kinh tế"],
        id="sub-lists counted one by one",
    ),
    pytest.param(
        "Khối gồm 4 đơn vị: Sở Y tế (Khối trưởng), Sở Tư pháp (Khối phó), Sở Nội vụ, Sở Tài chính. "
        "Cùng dự hội nghị có đại diện Ban Thi đua - Khen thưởng tỉnh, Sở Ngoại vụ.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính"],
        id="guests after the list",
    ),
    pytest.param(
        "Tham dự hội nghị có lãnh đạo Ban Thi đua - Khen thưởng; lãnh đạo các đơn vị thành viên trong "
        "Khối: Sở Y tế, Sở Tư pháp, Sở Nội vụ; khách mời có Sở Ngoại vụ, Báo Quảng Bình.",
        ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ"],
        id="guests before and after",
    ),
]

STRANGERS = [
    pytest.param(
        "Khối thi đua số 9 nhận được sự hỗ trợ của các đơn vị tài trợ gồm: Vietcombank Quảng Bình, "
        "Công ty CP Xi măng Sông Gianh, Bưu điện tỉnh.",
        id="sponsors",
    ),
    pytest.param(
        "Đoàn đã đến thăm các đơn vị: Trường Sĩ quan Lục quân, Sở Y tế, Bảo tàng tỉnh.",
        id="who is visited",
    ),
    pytest.param(
        "Dịp này, Khối thi đua số 9 đã trao quà cho Trường Tiểu học Ngư Thủy, Đồn Biên phòng Ngư "
        "Thủy, UBND xã Ngư Thủy Bắc.",
        id="who gets gifts",
    ),
    pytest.param(
        "Khối thi đua số 9 phối hợp với Sở Y tế, Bệnh viện Mắt, Hội Chữ thập đỏ tỉnh tổ chức khám bệnh miễn phí.",
        id="partners",
    ),
    pytest.param(
        "Tham dự có lãnh đạo Ban Thi đua - Khen thưởng tỉnh; đại diện các Khối thi đua bạn: Sở Xây dựng, Sở Ngoại vụ.",
        id="friends of other blocs",
    ),
    pytest.param(
        "Hội nghị tổ chức tại Công ty Cổ phần Cấp nước với sự có mặt của Báo Quảng Bình, Đài PTTH Quảng Bình đưa tin.",
        id="hosts and the press",
    ),
    pytest.param(
        "Đến dự có đại diện Sở Nội vụ, Ban Thi đua - Khen thưởng tỉnh, Báo Quảng Bình và 11 đơn vị trong Khối.",
        id="guests with a count of members",
    ),
]


def members(text: str) -> list[str]:
    """The members that an article with this sentence names, each with its place."""
    found = read(_BEFORE + text).members
    return [f"{m.unit.name} {m.unit.place or ''}".strip() for m in found]


@pytest.mark.parametrize(("text", "expected"), MEMBERS)
def test_who_belongs(text: str, expected: list[str]) -> None:
    assert members(text) == expected


@pytest.mark.parametrize("text", STRANGERS)
def test_who_does_not(text: str) -> None:
    assert members(text) == []
