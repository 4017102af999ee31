"""Every column of a list is explained in Vietnamese too."""

import pytest

from review.columns import COMMON, columns, explained
from store import Registry
from store.web_lists import LISTINGS


@pytest.mark.parametrize("name", LISTINGS)
def test_every_column_is_explained_in_vietnamese_and_no_other(workspace, name):
    with Registry.open(workspace, create=False) as registry:
        table = next(table for table in registry.tables() if table.name == name)
    ours = explained("vi")
    known = [column.name for column in table.columns]
    assert [column for column in known if column not in {**ours[COMMON], **ours[name]}] == []
    assert [column for column in ours[name] if column not in known] == []
    assert dict(columns(table, "en")) == {column.name: column.about for column in table.columns}


def test_the_page_of_the_data_shows_them(browser):
    page = browser.get("/data").text
    assert "Năm thi đua được khen." in page
    assert 'lang="en"' not in page.partition("<main")[2].partition("</main>")[0]
