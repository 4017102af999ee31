"""How articles say who leads a bloc: rules over sketches, the surest first.

The names in a pattern say what it catches: `giver` hands the role over, `taker` and `chosen` come in, `holder`,
`person` and `unit` have it; `role` is theirs, and `next_role` that of `next`.
"""

from __future__ import annotations

from nlp.sketch import Pattern

_AS = r"(?:{serve_as})(?: (?:các|đơn vị|hai|nhiệm vụ|chức|vai trò|chức vụ|lần lượt))*"
_CHOSEN = r"(?:bầu|chọn|cử|giao|phân công|giới thiệu|suy tôn|công nhận|chỉ định|tín nhiệm|lựa chọn|bầu chọn)"
_GIVEN = (
    r"(?:(?:đã|sẽ|tiếp tục|được|cùng|vinh dự|cũng|đều|chính thức|lần lượt|còn|hiện|các thành viên|các đơn vị"
    r"|các hội|cả khối|cả cụm|khối|cụm|hội nghị|trên cương vị|thống nhất"
    rf"|[UO]\d+(?= {_CHOSEN})|(?:tín nhiệm )?{_CHOSEN}) ?)*"
)
_WHO = r"(?:đơn vị |đại diện |lãnh đạo |các đồng chí |đồng chí |ông |bà |các đơn vị |các |hai |tân )*"
_ASIDE = r"(?: \( [^()]* \))?"
# "…, Giám đốc Sở Y tế, đã hoàn thành nhiệm vụ" Khối trưởng: whoever is spoken of has led.
_SERVED = (
    r"(?: (?:,|-) O\d+)? (?:,? ?(?:vừa |đã )+)(?:hoàn thành|kết thúc|hết|thôi)(?: xuất sắc| tốt)?"
    r"(?: nhiệm vụ| nhiệm kỳ| vai trò| thời gian làm| giữ)*"
)
# A role that begins a statement of its own ("…, Khối phó là B") is not the apposition of what stands before it.
_NOT_NEXT = r"(?! (?:là|:|gồm|thuộc về|-) (?:đơn vị |các |đồng chí |ông |bà )*[UPL]\d)(?! P\d)"
# How an article about one unit goes on to call it.
_ITSELF = r"(?:chi nhánh|nhà trường|đơn vị|công ty|cơ quan|bệnh viện|ngân hàng|hội|cục|htx|hợp tác xã|chi cục|viện|sở)"

PATTERNS = (
    Pattern(
        "leader.hands_over",
        rf"<UPL:giver>{_ASIDE}(?: (?:,|-|\() (?:O|R)\d+(?: \))?)*(?: ,)?"
        rf"(?: (?:đã|tiến hành|thực hiện|sẽ|ký|chính thức))*"
        rf"(?: trao cờ luân lưu (?:và|,))?(?: {{hand_over}})(?: "
        rf"[^\s;.U]+){{0,12}}? <R:role>(?: [^\s;.U]+){{0,5}}? (?:cho|sang|tới|đến) {_WHO}<UPL:taker>",
        examples=(
            "Sở Tư pháp bàn giao nhiệm vụ Trưởng khối Khối thi đua số 2 cho Sở Nội vụ.",
            "Sở Tư pháp - Trưởng khối năm 2023 đã bàn giao nhiệm vụ Trưởng khối Khối thi đua số 2 cho Sở Nội vụ.",
        ),
        counter_examples=("Khối thi đua số 2 bàn giao nhà tình nghĩa cho bà Nguyễn Thị Hoa.",),
    ),
    Pattern(
        "leader.office_hands_over",
        r"<O:office>(?: P\d+)?(?: [^\s;.UPL]+){0,8}? (?:bàn giao|chuyển giao)(?: [^\s;.U]+){0,6}? <R:role>"
        rf"(?: [^\s;.U]+){{0,5}}? (?:cho|sang|tới) {_WHO}<UPL:taker>",
        examples=("Giám đốc Sở Tài chính Lê Văn Minh bàn giao nhiệm vụ Khối trưởng Khối thi đua số 4 cho Sở Y tế.",),
        counter_examples=("Giám đốc Sở Tài chính giao Khối trưởng Khối thi đua số 4 tổng hợp cho Sở Y tế.",),
    ),
    Pattern(
        "leader.given_then",
        rf"<R:role> cho {_WHO}<UPL:taker>{_ASIDE} và {_WHO}<UPL:next>{_ASIDE} (?:làm|là|giữ chức) <R:next_role>",
        examples=(
            "Hội nghị công nhận Cụm trưởng Cụm thi đua số 3 cho đồng chí Lê Văn Minh (Giám đốc Sở Y tế) và "
            "đồng chí Trần Thị Lan (Giám đốc Sở Nội vụ) làm Cụm phó.",
        ),
        counter_examples=("Hội nghị bầu Sở Y tế và Sở Nội vụ làm Cụm phó Cụm thi đua số 3.",),
    ),
    Pattern(
        "leader.from_to",
        rf"<R:role>(?: [^\s;.UPL]+){{0,6}}? (?:từ|giữa) {_WHO}<UPL:giver> (?:sang|cho|tới|đến|và) {_WHO}<UPL:taker>",
        examples=(
            "Lễ bàn giao nhiệm vụ Khối trưởng Khối thi đua số 4 từ Sở Tài chính sang Sở Y tế diễn ra trang trọng.",
        ),
        counter_examples=("Khối trưởng Khối thi đua số 4 nhận hồ sơ từ Sở Tài chính.",),
    ),
    Pattern(
        "leader.given_to",
        rf"<R:role>(?: ,)?(?: [^\s;.,U]+){{0,10}}? (?:cho|giao cho|sang|thuộc về) {_WHO}<UPL*:taker>",
        examples=("Nhiệm vụ Cụm trưởng Cụm thi đua số 1 năm 2020 được các đơn vị giới thiệu cho Sở Y tế.",),
        counter_examples=("Cụm trưởng Cụm thi đua số 1 trao Cờ thi đua cho Sở Y tế.",),
    ),
    Pattern(
        "leader.served",
        rf"<UP:giver>{_ASIDE}{_SERVED} <R:role>",
        examples=(
            "Sở Y tế làm Khối phó Khối thi đua số 4 thay Sở Tư pháp đã hoàn thành nhiệm vụ Khối trưởng năm 2018.",
        ),
        counter_examples=("Sở Tư pháp đã hoàn thành nhiệm vụ mà Khối trưởng Khối thi đua số 4 giao.",),
    ),
    Pattern(
        "leader.replaced",
        rf"<R:role>(?: Y\d+)?(?: ,)? thay(?: thế)?(?: cho)? {_WHO}<UPL:giver>(?!{_SERVED} R)",
        examples=("Sở Y tế được giao Khối phó Khối thi đua số 4, thay Sở Tư pháp.",),
        counter_examples=("Khối trưởng Khối thi đua số 4 thay mặt Sở Tư pháp cảm ơn.",),
    ),
    Pattern(
        "leader.received_from",
        r"<UPL:taker>(?: [^\s;.UR]+){0,6}? (?:nhận|tiếp nhận|nhận bàn giao)(?: [^\s;.U]+){0,5}? <R:role>(?: "
        r"[^\s;.U]+){0,4}? (?:từ|do) <UPL:giver>",
        examples=("Sở Y tế tiếp nhận nhiệm vụ Khối trưởng Khối thi đua số 2 từ Sở Nội vụ.",),
        counter_examples=("Sở Y tế tiếp nhận hồ sơ của Khối trưởng Khối thi đua số 2.",),
    ),
    Pattern(
        "leader.chosen",
        rf"(?:{{choose}})(?: (?:ra|các|đơn vị|đồng chí|gồm))* <UPL+:chosen>(?: [^\s;.RU]+){{0,4}}? {_AS} <R:role>",
        examples=("Các đơn vị thống nhất bầu Sở Y tế làm Khối trưởng Khối thi đua số 9 năm 2025.",),
        counter_examples=("Các đơn vị thống nhất đề nghị khen Sở Y tế, đơn vị thường trực của Khối thi đua số 9.",),
    ),
    Pattern(
        "leader.that_was_chosen",
        rf"<U:chosen>{_ASIDE} ,? ?(?:là )?(?:đơn vị|cơ quan|nơi|trường|báo) (?:đã )?(?:vừa )?được"
        rf" (?:[^\s;.UPL]+ ){{0,6}}?{_CHOSEN} (?:làm |là |giữ chức )?<R:role>",
        examples=("Sở Tư pháp trao cờ cho Sở Y tế, đơn vị được các sở thống nhất chọn làm Khối trưởng năm 2025.",),
        counter_examples=("Sở Tư pháp trao cờ cho Sở Y tế, đơn vị được Khối trưởng khen.",),
    ),
    Pattern(
        "leader.serves_as",
        rf"(?<!được )<UPL+:holder>{_ASIDE}(?: ,)? {_GIVEN}{_AS} <R:role>",
        examples=("Sở Xây dựng đảm nhận vai trò Trưởng khối Khối thi đua số 2 năm 2023.",),
        counter_examples=("Sở Xây dựng làm nhiệm vụ thường trực của Khối thi đua số 2.",),
    ),
    Pattern(
        "leader.given_role",
        rf"<UPL*:chosen>{_ASIDE}(?: ,)?(?: đã| tiếp tục| cùng)* được(?: [UO]\d+| các đơn vị| khối| cụm| hội nghị"
        rf"| tín nhiệm| thống nhất)* {_CHOSEN} <R:role>",
        examples=("Sở Xây dựng được giao Khối phó Khối thi đua số 2.",),
        counter_examples=("Sở Xây dựng được Khối trưởng Khối thi đua số 2 khen.",),
    ),
    Pattern(
        "leader.also_serves",
        rf"<UL:holder>{_ASIDE}(?: (?!và |,)[^\s;.:,UPLRAB]+){{2,14}} (?:và|đồng thời|, đồng thời|;(?: Y\d+)?)"
        rf"(?: cũng)? (?:là"
        rf"|làm|giữ vai trò|đảm nhận|đảm nhiệm|đảm nhận vai trò|đảm nhiệm vai trò) <R:role>",
        examples=(
            "Sở Y tế nhiều năm liền xếp hạng cao; năm 2021 đảm nhiệm vai trò Khối phó Khối thi đua số 2.",
            "Trung đoàn 12 được Thủ trưởng sư đoàn chọn làm điểm và là đơn vị trưởng khối Khối thi đua số 2.",
        ),
        counter_examples=("Sở Y tế gửi báo cáo và Khối trưởng Khối thi đua số 2 tổng hợp.",),
    ),
    Pattern(
        "leader.chosen_role_first",
        rf"(?:{{choose}})(?: (?:ra|chức danh|đơn vị|chức))* <R:role> (?:là|gồm|:|cho|đối với) {_WHO}<UPL+:chosen>",
        examples=("Hội nghị bầu Cụm trưởng Cụm thi đua số 3 là Sở Y tế.",),
        counter_examples=("Hội nghị bầu Cụm trưởng Cụm thi đua số 3 theo quy chế.",),
    ),
    Pattern(
        "leader.person_office_role",
        rf"(?<!đại diện )<P:person>(?: (?:,|-|\()? ?(?:là )?O\d+(?: U\d+)?(?: \))?{_ASIDE})*(?: (?:,|-|\(|là|kiêm|;|,? "
        rf"đồng thời là|giữ chức))+ <R:role>{_NOT_NEXT}",
        examples=("Ông Lê Văn Minh, Giám đốc Sở Y tế, Khối trưởng Khối thi đua số 9 chủ trì hội nghị.",),
        counter_examples=("Dự có ông Lê Văn Minh; Khối trưởng Khối thi đua số 9 là Sở Y tế.",),
    ),
    Pattern(
        "leader.for_its_unit",
        r"<P:person>(?: ,| -| \()? <O:office>(?: \))?(?: ,| -)* (?:thay mặt|đại diện)(?: cho)? <R:role>",
        examples=("Ông Lê Văn Minh, Giám đốc Sở Y tế, thay mặt đơn vị Khối trưởng báo cáo.",),
        counter_examples=("Ông Lê Văn Minh, Giám đốc Sở Y tế, thay mặt các đơn vị cảm ơn Khối trưởng.",),
    ),
    Pattern(
        "leader.for_unit_chosen",
        r"P\d+(?: ,| -| \()? <O:office>(?: \))?(?: ,| -)* (?:thay mặt|đại diện)(?: cho)? (?:đơn vị|nhà trường|cơ quan)"
        rf" (?:vừa |mới |đã )*được (?:[^\s;.UPL]+ ){{0,5}}?{_CHOSEN} (?:làm |là |giữ chức |giữ nhiệm vụ )?<R:role>",
        examples=("Ông Lê Văn Minh, Giám đốc Sở Y tế, thay mặt đơn vị được bầu làm Khối trưởng năm 2025 cảm ơn.",),
        counter_examples=("Ông Lê Văn Minh, Giám đốc Sở Y tế, thay mặt đơn vị được khen cảm ơn Khối trưởng.",),
    ),
    Pattern(
        "leader.office_that_was_chosen",
        rf"<O:office> ,? ?(?:là )?(?:đơn vị|cơ quan|nơi|trường) (?:đã |vừa )?được (?:[^\s;.PL]+ ){{0,4}}?{_CHOSEN}"
        r" (?:làm |là |giữ chức |nhiệm vụ |giữ nhiệm vụ )?<R:role>",
        examples=("Ông Lê Văn Minh, Giám đốc Sở Y tế, đơn vị được UBND tỉnh giao làm Khối trưởng, cho biết.",),
        counter_examples=("Ông Lê Văn Minh, Giám đốc Sở Y tế, đơn vị được Khối trưởng khen, cho biết.",),
    ),
    Pattern(
        "leader.for_their_unit",
        r"(?:thay mặt|đại diện)(?: cho)? <R:role>(?: ,| -)? <P:person>(?: ,| -| \() <O:office>",
        examples=("Thay mặt đơn vị Khối trưởng, ông Lê Văn Minh, Giám đốc Sở Y tế báo cáo.",),
        counter_examples=("Thay mặt các đơn vị, ông Lê Văn Minh, Giám đốc Sở Y tế cảm ơn Khối trưởng.",),
    ),
    Pattern(
        "leader.role_is",
        rf"<R:role>(?: (?:mới|nhiệm kỳ tới|nhiệm kỳ này|năm tới|năm nay|năm học này|hiện nay|quý \S+(?: và \S+)?"
        rf"|vẫn|tiếp tục))*(?: được (?:bầu|chọn|cử"
        rf"|giới thiệu|phân công))?(?: (?:thuộc về|là|gồm|:|do|gồm có|vẫn là))+ {_WHO}(?:<UPL:holder>(?= ,"
        rf" [UPL]\d+ {_AS} R\d)|<UPL+:holders>(?! {_AS} R\d))",
        examples=("Khối trưởng Khối thi đua số 9 là Sở Y tế.",),
        counter_examples=(
            "Khối trưởng Khối thi đua số 9 là người chủ trì các cuộc họp.",
            "Khối thi đua số 9 thống nhất Khối phó năm 2020: Sở Y tế giữ nhiệm vụ Khối trưởng.",
        ),
    ),
    Pattern(
        "leader.role_person",
        r"<R:role>(?: (?:,|-|:|là))?(?: O\d+)*(?: ,)? <P:person>",
        examples=("Khối trưởng Lê Văn Minh phát biểu khai mạc hội nghị.",),
        counter_examples=("Đại diện đơn vị Cụm trưởng Cụm thi đua số 5, ông Lê Văn Minh phát biểu.",),
    ),
    Pattern(
        "leader.unit_apposed",
        rf"<U:unit>(?: \( [A-Z]\d+ \))? (?:\(|-|,) (?:là )?"
        rf"(?:đơn vị (?:đang |được )?(?:giữ|đảm nhiệm|giao|phân công|bầu)(?: [^\s;.,UPLR]+){{0,3}} )?"
        rf"<R:role>{_NOT_NEXT}(?! (?:- )?P\d)",
        examples=("Tham dự có Sở Y tế (Khối trưởng Khối thi đua số 9) và Sở Tư pháp.",),
        counter_examples=("Khối trưởng Khối thi đua số 9 là Sở Y tế, khối phó là Sở Tư pháp.",),
    ),
    Pattern(
        "leader.place_apposed",
        rf"<L:place> (?:\(|-|,) (?:là )?<R:role>{_NOT_NEXT}(?! (?:- )?P\d)",
        examples=(
            "Khối gồm Sở Y tế tỉnh Quảng Bình, Sở Y tế tỉnh Quảng Trị. Hội nghị tới họp tại tỉnh Quảng Bình, đơn vị "
            "Khối phó Khối thi đua số 9.",
        ),
        counter_examples=("Hội nghị họp tại tỉnh Quảng Bình; Khối phó Khối thi đua số 9 là Sở Y tế.",),
    ),
    Pattern(
        "leader.member_and_role",
        rf"<UL:holder> là (?:đơn vị )?thành viên (?:của |trong )?B\d+[^.;UPLR]{{0,60}} {_GIVEN}{_AS} <R:role>",
        examples=("Sở Y tế là thành viên Khối thi đua số 9, năm 2025 được giao làm Khối phó.",),
        counter_examples=("Sở Y tế là thành viên Khối thi đua số 9 do Sở Nội vụ làm Khối trưởng.",),
    ),
    Pattern(
        "leader.on_behalf",
        r"(?:thay mặt|đại diện)(?: đơn vị| lãnh đạo| cho)* <UL:chosen>[^;.UR]{0,70} (?:chính thức )?(?:làm|nhận "
        r"nhiệm vụ|đảm nhận|tiếp nhận|nhận bàn giao|nhận|trở thành|giữ vai trò)(?: nhiệm vụ| vai trò| chức)* "
        r"<R:role>",
        examples=(
            "Ông Lê Văn Minh thay mặt Sở Y tế nhận cờ luân lưu, chính thức làm Khối trưởng Khối thi đua số 9 năm 2023.",
        ),
        counter_examples=("Ông Lê Văn Minh thay mặt Sở Y tế cảm ơn Khối trưởng Khối thi đua số 9.",),
    ),
    Pattern(
        "leader.in_role",
        r"(?:với|trong|trên|bằng) (?:vai trò|cương vị|tư cách|trách nhiệm|trọng trách)(?: là)?(?: đơn vị)? "
        r"<R:role>(?: U\d+(?= (?:Y\d+|,)))?(?: ,)?"
        r" (?:(?:trong )?(?:năm|thời gian|những năm) qua ,? ?|Y\d+ ,? ?|trong Y\d+ ,?"
        r" ?)?(?:lãnh đạo |đại diện )?<UPL:holder>",
        examples=("Với vai trò Khối trưởng Khối thi đua số 9, Sở Y tế đã xây dựng kế hoạch.",),
        counter_examples=("Theo đề nghị của Khối trưởng Khối thi đua số 9 và Sở Y tế.",),
    ),
    Pattern(
        "leader.with_role",
        r"<U:holder>(?: ,)? (?:với|trên|trong) (?:trách nhiệm|vai trò|tư cách|cương vị)(?: là)?(?: đơn vị)? <R:role>",
        examples=("Khối mong Sở Y tế, với trách nhiệm Khối phó Khối thi đua số 9, sớm hoàn chỉnh thang điểm.",),
        counter_examples=("Sở Y tế làm việc với Khối phó Khối thi đua số 9.",),
    ),
    Pattern(
        "leader.own_unit",
        r"(?:^|(?<=, )|(?<=; )|^Y\d+ )(?:(?:năm học \S+|Y\d+) ,? ?(?=(?:là|làm|được giao) (?:làm )?R)"
        rf"|{_ITSELF})"
        rf"(?: này)? (?!và |của ){_GIVEN}{_AS} <R:role>",
        examples=(
            "Trong Khối thi đua số 4 các trường học, nhà trường giữ vai trò Khối phó.",
            "Năm 2022, đơn vị được phân công làm Khối trưởng Khối thi đua số 4.",
        ),
        counter_examples=("Nhà trường gửi báo cáo cho Khối trưởng Khối thi đua số 4.",),
    ),
    Pattern(
        "leader.itself_in_role",
        r"(?:với|trong|trên|bằng) (?:vai trò|cương vị|tư cách|trách nhiệm|trọng trách)(?: là)?(?: đơn vị)? <R:role>"
        rf"(?: B\d+)?(?: \( [^()]* \))?(?: (?:trong )?Y\d+)? , {_ITSELF} (?:đã|luôn|cũng|sẽ|chủ động|phối hợp|tổ chức)",
        examples=("Với trách nhiệm Khối phó Khối thi đua số 4 năm 2022, nhà trường đã phối hợp xây dựng thang điểm.",),
        counter_examples=("Với trách nhiệm của mình, Khối phó Khối thi đua số 4 đã phối hợp với nhà trường.",),
    ),
    Pattern(
        "leader.role_unit",
        r"<R:role>(?: (?:-|,|\())? <U:unit>",
        examples=("Đơn vị Khối trưởng, Sở Y tế đã báo cáo kết quả.",),
        counter_examples=("Trường Chính trị giữ vai trò Khối phó Khối thi đua số 9, Sở Y tế có nhiều mô hình hay.",),
    ),
)
