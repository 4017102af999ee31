"""The reference is behind as soon as a command or an option is not in it."""

from thidua.reference import PAGE, page


def test_the_reference_is_up_to_date():
    old = PAGE.read_text(encoding="utf-8")
    assert old == page(old), "run `python -m thidua.reference`"
