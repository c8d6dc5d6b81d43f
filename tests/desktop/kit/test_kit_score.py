import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible

from desktop.kit.score_field import ScoreField

KEY = Qt.Key


@pytest.fixture
def field(show, words):
    shown = show(ScoreField("Mor", words), 400, 80)
    shown.setFocus()
    return shown


@pytest.mark.parametrize(
    ("keys", "score"),
    [
        ("7", 7),
        ("0", 0),
        ("10", 10),
        ("1", 1),
        ("12", 2),
        ("100", 0),
        ((KEY.Key_Right,), 0),
        ((KEY.Key_Right, KEY.Key_Right, KEY.Key_Left), 0),
        ((KEY.Key_End,), 10),
        ((KEY.Key_End, KEY.Key_Up), 10),
        ((KEY.Key_End, KEY.Key_Home), 0),
        ((KEY.Key_Home, KEY.Key_Down), 0),
        ((KEY.Key_End, KEY.Key_Delete), None),
        ((KEY.Key_End, KEY.Key_Backspace), None),
    ],
)
def test_a_score_is_given_by_keys(qtbot, field, keys, score):
    for key in keys:
        (qtbot.keyClicks if isinstance(key, str) else qtbot.keyClick)(field.bar, key)
    assert field.value() == score


def test_a_zero_long_after_a_one_is_a_zero(qtbot, field):
    qtbot.keyClicks(field.bar, "1")
    field.bar._one.stop()
    qtbot.keyClicks(field.bar, "0")
    assert field.value() == 0


@pytest.mark.parametrize("score", range(11))
def test_a_score_is_given_by_the_mouse(qtbot, field, score):
    start, end = field.bar._track()
    at = QPoint(round(start + (end - start) * score / 10), field.bar.height() // 2)
    qtbot.mouseClick(field.bar, Qt.MouseButton.LeftButton, pos=at)
    assert field.value() == score


def test_the_same_score_again_is_no_news(qtbot, field):
    qtbot.keyClicks(field.bar, "4")
    with qtbot.assertNotEmitted(field.edited):
        qtbot.keyClicks(field.bar, "4")


def test_no_score_is_not_zero(field):
    assert field.value() is None
    empty = field.bar.grab().toImage()
    field.show_value(0)
    assert field.value() == 0
    assert field.bar.grab().toImage() != empty


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_outside_is_refused(field, score):
    with pytest.raises(ValueError, match="0-10"):
        field.show_value(score)


def test_a_reader_hears_whose_score_it_is(field):
    assert field.bar.accessibleName() == "Mor: ikke vurderet"
    field.show_value(6)
    assert field.bar.accessibleName() == "Mor: 6 ud af 10"
    spoken = QAccessible.queryAccessibleInterface(field.bar)
    assert spoken.role() == QAccessible.Role.Slider


def test_other_keys_are_left_to_the_window(qtbot, field):
    qtbot.keyClick(field.bar, KEY.Key_F1)
    assert field.value() is None
