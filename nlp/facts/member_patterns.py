"""What stands before a list of members: "Khối thi đua số 2 gồm", "có 16 thành viên:", "lãnh đạo 06
đơn vị bạn trong Cụm:".
"""

from __future__ import annotations

from nlp.sketch import Pattern

_N = r"(?:N\d+|\d+)"
_NOUN = r"(?:{member_noun})"
_BLOC = r"(?:<B:bloc>(?: \([^()]*\))?|khối(?: thi đua)?|cụm(?: thi đua)?)"
# What may stand between "gồm" and the list: a count, a noun, "các Sở, ngành", up to a colon.
_LEAD = (
    rf"(?: (?:các|{_N}(?! [.)])|{_NOUN}|thành viên|trực thuộc|sau|đó|là|gồm|gồm có|bao gồm|,|:|trong|số"
    rf"|nay|\((?= [UL]\d)))*"
)
_ATTENDS = r"(?:đại biểu|của|từ|và|có|mặt|đủ|đại diện|lãnh đạo|gồm|với|cùng|mời)"

PATTERNS = (
    Pattern(
        "member.bloc_consists",
        rf"{_BLOC}(?: Y\d+| này| do \w+ \w+ chủ trì| do U\d+ (?:làm|là|đảm nhiệm|giữ vai trò) R\d+)?(?: [^\W\d_A-Z]+){{0,6}}?(?: ,| -)? (?:hiện |nay )?(?:bao gồm có|bao gồm|gồm có|gồm đại diện|gồm|quy tụ|có sự tham gia của)(?: (?P<n>{_N}))?{_LEAD}",  # noqa: E501 - a rule reads best in one piece
        examples=("Khối thi đua số 2 gồm 3 đơn vị: Sở Y tế, Sở Nội vụ và Sở Tư pháp.",),
        counter_examples=("Khối thi đua số 2 tổ chức hội nghị.",),
    ),
    Pattern(
        "member.bloc_clause_consists",
        rf"<BR:bloc>(?:(?! (?:N\d|\d))[^:;.ARB]){{0,90}} , (?:hiện |nay )?(?:gồm|bao gồm)(?: (?P<n>{_N}))?{_LEAD}",
        examples=(
            "Sở Y tế làm Khối trưởng Khối thi đua số 6 của tỉnh, gồm 3 đơn vị: Sở Y tế, Sở Nội vụ và Sở Tư pháp.",
            "Khối thi đua số 4 được kiện toàn lại theo Quyết định mới, gồm Sở Y tế, Sở Nội vụ và Sở Tư pháp.",
        ),
        counter_examples=("Khối thi đua số 4 tặng quà trị giá 20 triệu đồng, gồm sách và xe đạp.",),
    ),
    Pattern(
        "member.bloc_has",
        rf"{_BLOC}(?: Y\d+| hiện)?(?: ,)? có (?:tới |tổng cộng |tất cả |đủ )?(?P<n>{_N})(?: {_NOUN})?(?: thành viên| trực thuộc)?(?: ,[^:;.()UPOBRAK]{{0,50}})?(?: ,)?(?: (?:gồm|là|:|gồm có|bao gồm|đó là|\((?= (?:các )?[UL]\d))){_LEAD}",  # noqa: E501 - a rule reads best in one piece
        examples=("Cụm thi đua số 1 có 2 đơn vị là Sở Y tế và Sở Nội vụ.",),
        counter_examples=("Cụm thi đua số 1 có 2 đơn vị nộp báo cáo muộn.",),
    ),
    Pattern(
        "member.bloc_has_these",
        rf"{_BLOC}(?: Y\d+| hiện)?(?: ,)? (?:hiện )?có (?:các|những)(?: {_NOUN})?(?: thành viên)?(?: (?:gồm|là|:|sau))*(?= [UL]\d)",  # noqa: E501 - a rule reads best in one piece
        examples=("Khối thi đua số 5 có các trường Tiểu học: Hoa Lư, Kim Đồng; các trường THCS: Lê Lợi, Nguyễn Du.",),
        counter_examples=("Khối thi đua số 5 có các phong trào sôi nổi tại Sở Y tế.",),
    ),
    Pattern(
        "member.bloc_has_units",
        rf"^(?:hiện nay ,? ?|năm Y?\d+ ,? ?|tham gia )?{_BLOC} (?:hiện )?có"
        r"(?=(?: [UL]\d+(?: \( [^()]* \))?(?: (?:,|;|và))*){2,} \.?$)",
        examples=("Khối thi đua số 5 có Trung tâm Y tế các huyện: Hải Lăng, Gio Linh và Bệnh viện Mắt.",),
        counter_examples=("Hội nghị Khối thi đua số 5 có Sở Y tế, Sở Nội vụ đến dự.",),
    ),
    Pattern(
        "member.bloc_has_more",
        rf"{_BLOC} còn(?: có)?(?: (?:các|những|thêm|{_N}|<G>|{_NOUN}|thành viên|khác|gồm|là|như|:|,))*(?= [UL]\d)",
        examples=("Ngoài Sở Y tế, Khối thi đua số 5 còn có các đơn vị Sở Nội vụ, Sở Tư pháp.",),
        counter_examples=("Khối thi đua số 5 còn tặng quà cho Sở Nội vụ, Sở Tư pháp.",),
    ),
    Pattern(
        "member.that_is",
        r"^(?:(?:đó là|gồm có|bao gồm|gồm)(?: các)?(?: đơn vị)?(?: sau)?(?: :)?(?= [UL]\d+ (?:,|;|và|\())"
        r"|(?=[UL]\d+ (?:,|;) (?:[UL]\d+ (?:,|;|và|cùng) ){2,}))",
        examples=("Khối thi đua số 9 có 3 đơn vị. Đó là Sở Y tế, Sở Nội vụ và Sở Tư pháp.",),
        counter_examples=("Khối thi đua số 9 khen 3 đơn vị. Đó là niềm vui chung.",),
    ),
    Pattern(
        "member.bloc_colon",
        rf"^(?:(?:-|\+|•|\*|\d+ \.|\d+ \)) )?<B:bloc>(?: Y\d+)?(?: \( (?:gồm )?(?P<n>{_N})(?: {_NOUN})? \))? :{_LEAD}",
        examples=("Khối thi đua số 3: Sở Y tế, Sở Nội vụ, Sở Tư pháp.",),
        counter_examples=("Phát biểu tại hội nghị Khối thi đua số 3: Sở Y tế nêu khó khăn.",),
    ),
    Pattern(
        "member.bloc_bracket",
        rf"{_BLOC}(?: Y\d+)? \((?: (?:gồm|bao gồm|gồm có|các))?(?: (?P<n>{_N}))?{_LEAD}",
        examples=("Khối thi đua 3 (Sở Y tế, Sở Nội vụ, Sở Tư pháp) tổ chức hội nghị tổng kết.",),
        counter_examples=("Khối thi đua 3 (thành lập năm 2020) tổ chức hội nghị tổng kết.",),
    ),
    Pattern(
        "member.units_of_bloc",
        rf"(?:(?P<n>{_N})(?: {_NOUN}| thành viên)* |(?:{_NOUN} |thành viên )+)(?:bạn |tham gia )?(?:(?:trong|của|thuộc|trực thuộc) (?:toàn )?)?{_BLOC}(?: Y\d+)?(?: ,| :| \(| -)*(?: gồm| là| bao gồm| gồm có| :)+{_LEAD}",  # noqa: E501 - a rule reads best in one piece
        examples=("Dự có lãnh đạo 02 đơn vị trong Cụm: Công ty CP Hoa Sen, Công ty CP Thống Nhất.",),
        counter_examples=("Các đơn vị trong Khối thi đua số 4 đã nộp báo cáo cho Sở Y tế.",),
    ),
    Pattern(
        "member.kind_in_bloc",
        rf"(?:các|(?P<n>{_N})) (?:{_NOUN})(?: [^\W\d_]+){{0,6}}? (?:trong|của|thuộc|trực thuộc) {_BLOC}"
        rf"(?: ,| :| \()*(?: gồm| là| bao gồm| gồm có| :)+{_LEAD}",
        examples=(
            "Dự có hiệu trưởng các trường tiểu học công lập trong Khối: Trường Tiểu học Lê Lợi, Trường THCS Kim Đồng.",
        ),
        counter_examples=("Các phòng chuyên môn của Sở Nội vụ phục vụ hội nghị Khối thi đua số 4.",),
    ),
    Pattern(
        "member.member_units",
        rf"(?:các |(?P<n>{_N}) )?(?:đơn vị |tổ chức |hội |cơ quan )?thành viên(?: còn lại| khác)?(?: của khối| trong cụm| trong khối| của cụm| {_BLOC})?(?: ,| :| \()*(?: gồm| là| bao gồm| gồm có| :| như| đó là)+{_LEAD}",  # noqa: E501 - a rule reads best in one piece
        examples=("Khối thi đua số 4 họp; các đơn vị thành viên gồm: Sở Y tế, Sở Nội vụ.",),
        counter_examples=("Các đơn vị thành viên gửi báo cáo cho Sở Y tế, Sở Nội vụ.",),
    ),
    Pattern(
        "member.counted_members",
        rf"(?P<n>N\d+)(?: ,| :)*(?: gồm| là| bao gồm| gồm có| :| đó là)+{_LEAD}",
        examples=(
            "Dự hội nghị của Khối thi đua số 4 có đủ đại diện 3 đơn vị thành viên: Sở Y tế, Sở Nội vụ, Sở Tư pháp.",
        ),
        counter_examples=("Khối thi đua số 4 đề nghị tặng Bằng khen cho 3 đơn vị: Sở Y tế, Sở Nội vụ, Sở Tư pháp.",),
    ),
    Pattern(
        "member.counted_list",
        rf"{_ATTENDS} (?P<n>{_N})(?: {_NOUN})?[^:;.()UPOBRAK]{{0,60}} :",
        examples=("Khối thi đua số 5 về nguồn, tham gia có 60 hội viên của 2 hội: Hội Luật gia, Hội Người mù.",),
        counter_examples=("Khối thi đua số 5 có 60 hội viên tham gia về nguồn.",),
    ),
    Pattern(
        "member.counted_shared",
        rf"{_ATTENDS} (?P<n>{_N})(?= [UL]\d)",
        examples=("Dự hội nghị của Cụm thi đua số 5 có lãnh đạo 3 Hội Luật gia các tỉnh: An Giang, Cà Mau, Long An.",),
        counter_examples=("Dự hội nghị của Cụm thi đua số 5 có 3 phóng viên của Báo Cà Mau.",),
    ),
    Pattern(
        "member.counted_inside",
        rf"{_ATTENDS}(?: các)?(?= [UL]\d)",
        examples=("Dự hội nghị của Cụm thi đua số 5 có đại diện Hội Luật gia 3 tỉnh bạn: An Giang, Cà Mau, Long An.",),
        counter_examples=(
            "Cụm thi đua số 5 đề nghị tặng Bằng khen cho Hội Luật gia 3 tỉnh: An Giang, Cà Mau, Long An.",
        ),
    ),
    Pattern(
        "member.the_units",
        rf"^(?:các|những) (?:đơn vị|cơ quan)(?: thành viên)? :{_LEAD}",
        examples=("Các đơn vị: Sở Y tế, Sở Nội vụ và Sở Tư pháp đã thi đua sôi nổi.",),
        counter_examples=("Các đơn vị đã gửi báo cáo cho: Sở Y tế, Sở Nội vụ.",),
    ),
    Pattern(
        "member.taking_part",
        r"(?:sự )?(?:tham gia|tham dự|có mặt|góp mặt) của (?:đại biểu |đại diện |lãnh đạo )?(?:các|(?P<n>N\d+)) ?"
        r"(?:đơn vị|địa phương|cơ quan|xã|phường|trường)*(?: thành viên)?(?: trong (?:cụm|khối))? :",
        examples=("Khối thi đua số 5 giao lưu với sự tham gia của các đơn vị: Sở Y tế, Sở Nội vụ, Sở Tư pháp.",),
        counter_examples=("Khối thi đua số 5 tặng sách với sự tham gia của các nhà tài trợ: Sở Y tế, Sở Nội vụ.",),
    ),
    Pattern(
        "member.signed_between",
        r"giao ước(?: \S+){0,6}? giữa (?:lãnh đạo |đại diện )?(?:các|(?P<n>N\d+|\d+)) ?"
        r"(?:đơn vị|cơ quan|địa phương|hội|trường)*"
        r"(?: thành viên)?(?: (?:trong|của|thuộc) (?:cụm|khối))? ?(?: (?:gồm|là|:|gồm có))*(?= [UL]\d)",
        examples=("Khối thi đua số 6 ký kết giao ước giữa các đơn vị: Sở Y tế, Sở Nội vụ và Sở Tư pháp.",),
        counter_examples=("Khối thi đua số 6 ký giao ước dưới sự chứng kiến của các đơn vị: Sở Y tế, Sở Nội vụ.",),
    ),
    Pattern(
        "member.signers",
        r"(?:nhóm(?: \S+){1,2}|các đơn vị|N\d+|đại diện)(?: \S+){0,3} (?:ký|ký kết)(?: \S+){0,2} giao ước(?: \S+){0,3}?"
        r"(?: gồm(?: có)?)?(?: :)+(?= [UL]\d)",
        examples=("Các đơn vị ký giao ước thi đua: Sở Y tế, Sở Nội vụ, Sở Tư pháp.",),
        counter_examples=("Các đơn vị ký giao ước thi đua trước sự chứng kiến của: Sở Y tế, Sở Nội vụ.",),
    ),
    Pattern(
        "member.with_among_them",
        rf"{_BLOC}(?: [^\W\d_A-Z]+){{0,12}} (?:với|có) (?P<n>{_N})(?: {_NOUN})? , (?:trong đó )?(?:có|gồm)(?:"
        rf" cả)?{_LEAD}(?= [UL]\d)",
        examples=("Khối thi đua số 9 hoạt động với 4 đơn vị, trong đó có cả Sở Y tế, Sở Nội vụ và Sở Tư pháp.",),
        counter_examples=("Khối thi đua số 9 họp với 4 nội dung, trong đó có bình xét Sở Y tế.",),
    ),
    Pattern(
        "member.come_from",
        r"(?:vận động viên|đội|đoàn|đại biểu|hội viên|đoàn viên|thí sinh|diễn viên|cán bộ)(?:"
        r" [^\s;.U]+){0,8}? (?:đến từ|đến từ các đơn vị)"
        r"(?: :)?(?= (?:các )?[UL]\d+ (?:,|;))",
        examples=("Hội thao Cụm thi đua số 3 có 80 vận động viên đến từ Sở Y tế, Sở Nội vụ, Sở Tư pháp.",),
        counter_examples=("Hội thao Cụm thi đua số 3 có 80 vận động viên đến từ nhiều đơn vị.",),
    ),
    Pattern(
        "member.joined_with",
        rf"thành viên (?:của |trong |thuộc )?{_BLOC}(?: (?:của|thuộc) [UO]\d+)?(?: ,)? (?:cùng với|cùng"
        rf"|với){_LEAD}(?= (?:các )?[UL]\d)",
        examples=("Cục hiện là thành viên Cụm thi đua số 3 cùng với Sở Y tế, Sở Nội vụ và Sở Tư pháp.",),
        counter_examples=("Cục là thành viên Cụm thi đua số 3 cùng địa bàn.",),
    ),
    Pattern(
        "member.with_its_leader",
        rf"<R:role> ?,?(?: (?:đã|luôn|vừa))*(?: cùng| cùng với){_LEAD}(?= (?:các )?[UL]\d)",
        examples=("Năm 2022, Sở Y tế là Khối trưởng Khối thi đua số 9, đã cùng Sở Nội vụ, Sở Tư pháp giữ nền nếp.",),
        counter_examples=("Khối trưởng Khối thi đua số 9 báo cáo cùng ngày với Sở Nội vụ.",),
    ),
    Pattern(
        "member.the_rest",
        r"<G:rest> (?:(?:là|gồm|bao gồm|:)(?: :)?)(?= [UL]\d)",
        examples=(
            "Khối trưởng Khối thi đua số 9 là Sở Y tế; các thành viên còn lại là Sở Nội vụ, Sở Tư pháp, Sở Tài chính.",
        ),
        counter_examples=("Các đơn vị còn lại được đề nghị tặng Giấy khen.",),
    ),
    Pattern(
        "member.units_consist",
        rf"(?:gồm|bao gồm)(?: có)?(?: (?P<n>{_N}))?(?: các)?(?:(?: [^:;.()UPOBRAK]{{2,40}})? :|(?<= các)(?= [UL]\d))",
        examples=("Về dự hội nghị của Khối thi đua số 4, thành phần gồm: Sở Y tế, Sở Nội vụ, Sở Tư pháp.",),
        counter_examples=("Chương trình hội nghị của Khối thi đua số 5 gồm hai phần: báo cáo và thảo luận.",),
    ),
)
# The rules whose list claims to be complete.
COMPLETE = frozenset(
    {
        "member.bloc_consists",
        "member.bloc_bracket",
        "member.bloc_has",
        "member.bloc_has_these",
        "member.bloc_colon",
        "member.that_is",
        "member.units_consist",
        "member.bloc_clause_consists",
        "member.signed_between",
    }
)
# The rules that say nothing of a bloc themselves: the sentence or the article must.
LOOSE = frozenset(
    {
        "member.the_units",
        "member.taking_part",
        "member.signers",
        "member.come_from",
        "member.counted_list",
        "member.counted_shared",
        "member.counted_members",
        "member.counted_inside",
        "member.signed_between",
        "member.units_consist",
    }
)
