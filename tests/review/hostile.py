"""An article that tries everything: what portals are hacked to serve."""

from __future__ import annotations

from tests.store.build import Maker

SCRIPT = "<script>alert('x')</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
TEXT = f"""Khối thi đua {SCRIPT} {{{{ 7*7 }}}}
Sáng 10/03/2025, Khối thi đua {SCRIPT} họp tại hội trường {IMAGE}.
Sở {IMAGE} là Khối trưởng. Dự có Nguyễn {SCRIPT}, Phó {IMAGE}. Tặng Cờ {IMAGE} cho Sở {IMAGE}. Số 1{SCRIPT}/QĐ.
"""
# What must never reach a browser as it stands.
RAW = ("<script>alert", "<img src=x", "javascript:alert")


def hostile() -> Maker:
    made = Maker(TEXT, url="http://portal.test/tin/11?q=%22%3E%3Cscript%3Ealert(1)", published="2025-03-11")
    bloc = made.bloc(f"Khối thi đua {SCRIPT}", place=IMAGE)
    event = made.event(bloc, "activity", "2025-03-10", quote="Sáng 10/03/2025", venue=IMAGE, theme=SCRIPT)
    made.member(bloc, f"Sở {IMAGE}", year=2025)
    made.leader(bloc, "head", f"Sở {IMAGE}", year=2025)
    made.official(event, f"Nguyễn {SCRIPT}", f"Phó {IMAGE}")
    made.award(event, "flag", f"Cờ {IMAGE}", f"Sở {IMAGE}", status="conferred", grantor=SCRIPT, decision=IMAGE)
    made.document(f"1{SCRIPT}/QĐ", kind=None, issuer=IMAGE)
    return made
