from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from db.errors import NotAllowed
from desktop.kit.ask import WindowAsk
from desktop.kit.choice_field import Choice
from desktop.kit.dialog import CalmDialog
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.text_field import TextArea
from desktop.kit.ticks import Pick

KEY = Qt.Key


@pytest.fixture
def window(show):
    return show(QWidget())


@pytest.fixture
def answer(in_next_dialog):
    """A function that says what the user does with the next dialog; it is asked once."""
    seen = []

    def will(do):
        def act(dialog):
            seen.append(dialog.windowTitle())
            do(dialog)

        in_next_dialog(act)

    yield will
    assert len(seen) == 1


@pytest.fixture
def asking(words):
    return WindowAsk(words)


def press(qtbot, key):
    return lambda dialog: qtbot.keyClick(dialog, key)


@pytest.mark.parametrize(
    ("careful", "key", "said"),
    [
        (False, KEY.Key_Return, True),
        (False, KEY.Key_Escape, False),
        (True, KEY.Key_Return, False),
        (True, KEY.Key_Escape, False),
    ],
)
def test_enter_says_yes_unless_care_is_due_and_escape_always_no(
    qtbot, window, answer, asking, careful, key, said
):
    answer(press(qtbot, key))
    assert (
        asking.confirm(window, "Luk sagen?", yes="Luk sagen", why="Den kan læses.", careful=careful) is said
    )


def test_the_title_of_a_dialog_names_nobody(window, answer, asking):
    titles = []
    answer(lambda dialog: (titles.append(dialog.windowTitle()), dialog.yes.click()))
    assert asking.confirm(window, "Luk sagen om Emil?", yes="Luk")
    assert titles == ["Tæt På"]


def test_one_of_several_is_chosen_by_the_arrows(qtbot, window, answer, asking):
    choices = [Choice("all", "Alle"), Choice("few", "Nogle")]

    def choose(dialog):
        first, second = dialog.findChildren(Pick)
        assert first.isChecked()
        qtbot.keyClick(first, KEY.Key_Down)
        assert second.isChecked()
        dialog.yes.click()

    answer(choose)
    assert asking.choose(window, "Hvem må læse det?", choices, yes="Vælg") == "few"


def test_choosing_can_be_cancelled(qtbot, window, answer, asking):
    answer(press(qtbot, KEY.Key_Escape))
    assert asking.choose(window, "Hvem?", [Choice(1, "Alle")], yes="Vælg") is None


def test_a_text_is_asked_for_and_never_empty(qtbot, window, answer, asking):
    def write(dialog):
        area = dialog.findChild(TextArea)
        assert not dialog.yes.isEnabled()
        qtbot.keyClicks(area, "Fordi mor er syg")
        assert dialog.yes.isEnabled()
        dialog.yes.click()

    answer(write)
    assert asking.text(window, "Hvorfor?", yes="Flyt") == "Fordi mor er syg"


def test_a_text_is_answered_from_the_keyboard_where_enter_begins_a_line(qtbot, window, answer, asking):
    def write(dialog):
        area = dialog.findChild(TextArea)
        qtbot.keyClick(area, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert dialog.isVisible()  # nothing is written yet
        qtbot.keyClicks(area, "Mor er syg")
        qtbot.keyClick(area, KEY.Key_Return)
        qtbot.keyClicks(area, "og far rejser")
        qtbot.keyClick(area, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)

    answer(write)
    assert asking.text(window, "Hvorfor?", yes="Flyt") == "Mor er syg\nog far rejser"


def test_a_text_can_be_cancelled(qtbot, window, answer, asking):
    answer(press(qtbot, KEY.Key_Escape))
    assert asking.text(window, "Hvorfor?", yes="Flyt", value="Noget") is None


def test_a_refusal_is_told_with_its_remedy(window, answer, asking, words):
    error = NotAllowed("The disk is full.", "Nothing was changed. Free some space, then try again.")

    def read(dialog):
        texts = [label.text() for label in dialog.findChildren(Label)]
        assert words.t(error.message) in texts
        assert words.t(error.remedy) in texts
        dialog.yes.click()

    answer(read)
    asking.tell(window, error)


@pytest.fixture
def settings(tmp_path):
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    return QSettings(QSettings.Scope.UserScope, "QtProject")


def test_saving_gives_the_path_and_leaves_no_trace(qtbot, window, answer, asking, settings, tmp_path):
    folder = tmp_path / "Familien Sørensen"
    folder.mkdir()

    def save(dialog):
        assert dialog.labelText(QFileDialog.DialogLabel.Accept) == "Gem"
        assert dialog.labelText(QFileDialog.DialogLabel.Reject) == "Annullér"
        dialog.setDirectory(str(folder))
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(folder / "plan.pdf"))
        dialog.accept()

    answer(save)
    assert asking.where_to_save(window, "plan.pdf") == folder / "plan.pdf"
    settings.sync()
    assert "Sørensen" not in Path(settings.fileName()).read_text("utf-8")
    assert not [key for key in settings.allKeys() if key.startswith("FileDialog")]


def test_what_other_programs_remember_is_left_to_them(qtbot, window, answer, asking, settings):
    settings.setValue("FileDialog/sidebarWidth", 123)
    settings.sync()
    answer(lambda dialog: dialog.reject())
    assert asking.which_folder(window) is None
    again = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert [int(again.value(key)) for key in again.allKeys()] == [123]


def test_a_file_is_opened_by_its_ending(window, answer, asking, settings, tmp_path):
    (tmp_path / "a.json").write_text("{}")

    def choose(dialog):
        assert dialog.nameFilters() == ["Filer (*.json *.age)"]
        assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setDirectory(str(tmp_path))
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(tmp_path / "a.json"))
        dialog.accept()

    answer(choose)
    assert asking.what_to_open(window, ["json", "age"]) == tmp_path / "a.json"


def test_a_dialog_is_as_high_as_its_text(qtbot, window, wear):
    wear("light", 2.0)
    dialog = CalmDialog(window, "Hvorfor?", "En lang begrundelse. " * 20, yes="Flyt", no="Annullér")
    dialog.show()
    for label in dialog.findChildren(Label):
        assert label.height() >= label.heightForWidth(label.width())
    dialog.close()


def test_the_scripted_user_answers_in_order(ask, window):
    ask.answers = [True, "few"]
    assert ask.confirm(window, "Luk?", yes="Luk") is True
    assert ask.choose(window, "Hvem?", [], yes="Vælg") == "few"
    with pytest.raises(AssertionError, match="unexpected"):
        ask.text(window, "Hvorfor?", yes="Flyt")
    assert ask.asked == ["Luk?", "Hvem?"]


def test_a_dialog_is_never_higher_than_the_screen_and_its_fields_scroll(qtbot, wear):
    wear(factor=2.0)
    dialog = CalmDialog(None, "Ny aftale", yes="Skriv den ind", no="Annullér")
    fields = [LineField(f"Felt {number}") for number in range(12)]
    for field in fields:
        dialog.body.addWidget(field)
    fields[0].setFocus()
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert fields[0].hasFocus()
    assert dialog.height() < dialog.screen().availableGeometry().height()
    qtbot.waitUntil(lambda: dialog.yes.geometry().bottom() < dialog.height())
    assert fields[-1].visibleRegion().isEmpty()
    fields[-1].setFocus()
    qtbot.waitUntil(lambda: not fields[-1].visibleRegion().isEmpty())


def test_a_low_dialog_stands_whole(qtbot, look):
    dialog = CalmDialog(None, "Ny aftale", yes="Skriv den ind")
    field = LineField("Titel")
    dialog.body.addWidget(field)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    assert field.parentWidget() is dialog


def test_a_fault_makes_a_dialog_higher_and_squeezes_nothing(qtbot, look):
    dialog = CalmDialog(None, "Ny aftale", yes="Skriv den ind")
    fields = [LineField("Titel"), LineField("Sted")]
    for field in fields:
        dialog.body.addWidget(field)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    stood = fields[1].line.height()
    fields[0].show_fault("Skriv, hvad mødet handler om. " * 4)
    fault = fields[0].fault
    qtbot.waitUntil(lambda: fault.height() >= fault.heightForWidth(fault.width()))
    assert fields[1].line.height() == stood
    assert fields[0].line.height() == stood


def test_the_printers_dialog_cancels_with_our_word(window, asking, monkeypatch):
    named = []

    def given_up(dialog):
        named.extend(button.text() for button in dialog.findChildren(QPushButton))
        return 0

    monkeypatch.setattr("PySide6.QtPrintSupport.QPrintDialog.exec", given_up)
    assert asking.printer(window, "Tæt På") is None
    assert "Annullér" in named
