"""Every screen over the real accessibility bus and by Tab alone: names, roles, focus, no trap."""

import pytest
from screens import SCREENS
from staging import staged

CONTROLS = {
    "push button",
    "toggle button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "password text",
    "entry",
    "slider",
    "page tab",
    "table",
    "list",
    "spin button",
    "link",
}


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    return staged(tmp_path_factory.mktemp("usual"), 1.0)


def test_no_screen_of_the_tour_is_left_out(usual):
    assert sorted(usual) == sorted(SCREENS)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_has_a_role_a_name_and_takes_focus(usual, screen):
    controls = [one for one in usual[screen]["tree"] if one["role"] in CONTROLS]
    assert controls, "nothing of the window is on the bus"
    nameless = [one for one in controls if not one["name"].strip()]
    assert nameless == []
    unreachable = [
        one for one in controls if one["enabled"] and not one["focusable"] and one["role"] != "page tab"
    ]
    assert unreachable == []


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_reaches_everything_and_comes_round(usual, screen):
    tab = usual[screen]["tab"]
    assert tab["round"], tab["stops"][-5:]
    assert tab["missed"] == []
