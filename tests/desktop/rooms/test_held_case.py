"""A case that can only be read says so, and what is typed in it is refused in words."""

import pyrage
import pytest

from db.actions import packages
from db.store import cases
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import PARTS

RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())


@pytest.fixture
def page(tools, show):
    return show(CasePage(tools, PARTS), 1200, 800)


def test_a_case_of_ones_own_says_nothing(page, tools):
    page.show_case(cases.ids(tools.desk.db)[0], "overview")
    assert not page.held.isVisible()


def test_a_case_that_was_handed_over_says_so_and_takes_no_text(qtbot, page, tools, tmp_path):
    case_id = cases.ids(tools.desk.db)[0]
    with qtbot.waitCallback() as done:
        tools.writer.run(
            lambda desk: packages.hand_over(desk, [case_id], to=RECIPIENT, out=tmp_path / "p.age"),
            done=done,
            failed=_raised,
        )
    page.show_case(case_id, "plan")
    assert page.held.isVisible()
    assert page.held.accessibleName().startswith("Sagen er overdraget den 23. november 2026.")


def _raised(error):
    raise error
