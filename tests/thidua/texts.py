"""Articles in our own words: two that report bloc events, one that does not."""

SIGNING = """Khối thi đua số 6 ký kết giao ước thi đua năm 2024

Cập nhật: 13/03/2024

Sáng 12/3/2024, tại hội trường Sở Y tế tỉnh Cà Mau, Khối thi đua số 6 tổ chức hội nghị ký kết giao ước thi đua năm 2024.
Khối thi đua số 6 gồm 3 đơn vị: Sở Y tế, Sở Tư pháp, Sở Nội vụ.
Đồng chí Lê Văn An, Phó Giám đốc Sở Y tế, chủ trì hội nghị.
"""
REVIEW = """Cụm thi đua số 2 tổng kết phong trào thi đua năm 2023

(15/01/2024)

Ngày 12/01/2024, Cụm thi đua số 2 tỉnh Phú Yên tổ chức hội nghị tổng kết phong trào thi đua năm 2023.
Hội nghị thống nhất đề nghị UBND tỉnh tặng Cờ thi đua cho Ủy ban nhân dân huyện Đồng Xuân.
"""
OTHER = """Khai mạc hội chợ trái cây

Sáng 5/6/2024, tỉnh Tiền Giang khai mạc hội chợ trái cây với 120 gian hàng. Ban tổ chức chờ đón 30.000 lượt khách.
"""
