"""At a locked door that does not open: IT's key file, the newest whole backup; what a first start asks."""

import json
from datetime import UTC, datetime

import pyrage
import pytest
import stores

from db.actions import office, upkeep
from db.errors import NotAllowed
from db.rules.fingerprint import fingerprint
from db.store import cases, header, keys, pages
from db.store.keys import SlotKind
from db.store.leaves import Leaves
from db.store.open import unlock_by_passphrase
from db.words import Words
from desktop.kit.banner import Banner
from desktop.lock.first_start import FirstStart
from desktop.main_window import MainWindow
from desktop.settings import Settings
from desktop.upkeep import Upkeep

PASSPHRASE = "gul cykel regn lampe"
NEW = "en helt anden lang sætning"
NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """One pass of Argon2id for each new passphrase instead of half a second's."""
    monkeypatch.setattr(keys, "fitting_passes", lambda: 1)


@pytest.fixture(scope="module")
def family(tmp_path_factory):
    """A store with one family and a backup beside it, and IT's identity, whose recipient opens it."""
    identity = pyrage.x25519.Identity.generate()
    folder = tmp_path_factory.mktemp("family")
    path = stores.filled(folder, 1, PASSPHRASE, "a.taetpaa", recovery=str(identity.to_public()))
    with stores.at_work(path, PASSPHRASE) as desk:
        upkeep.make_now(desk, upkeep.Plan())
    return path, identity


@pytest.fixture
def store(family, tmp_path):
    for file in family[0].parent.rglob("*"):
        if file.is_file() and file.suffix != ".lock":
            to = tmp_path / file.relative_to(family[0].parent)
            to.parent.mkdir(exist_ok=True)
            to.write_bytes(file.read_bytes())
    return tmp_path / "a.taetpaa"


@pytest.fixture
def start(store, show):
    started = []

    def begun(store=store):
        window = MainWindow(
            Words("da"),
            store=store,
            now=lambda: NOW,
            settings=Settings(),
            settings_file=store.parent / "window.json",
        )
        started.append(window)
        return show(window, 1200, 800)

    yield begun
    for window in started:
        window.leave()


def key_file(folder, identity):
    file = folder / "it.key"
    file.write_text(f"# it\n{identity}\n")
    return file


def asked_for(window):
    window.lock_screen.lost.click()
    return window.opening.way_back.dialog


def filled(dialog, file, new=NEW):
    dialog._choose = lambda _: file
    dialog.pick.click()
    for field in (dialog.new, dialog.again):
        field.line.setText(new)


def test_its_key_opens_it_and_only_the_new_passphrase_does_afterwards(qtbot, start, store, family, tmp_path):
    window = start()
    dialog = asked_for(window)
    assert any(fingerprint(str(family[1].to_public())) in one.text() for one in _labels(dialog))
    dialog.yes.click()
    assert dialog.fault.isVisible()
    assert dialog.new.fault.isVisible()
    before = {path.name: path.read_bytes() for path in store.parent.glob("a.taetpaa*") if path.is_file()}
    filled(dialog, key_file(tmp_path, pyrage.x25519.Identity.generate()))
    dialog.yes.click()
    qtbot.waitUntil(lambda: "nøglefil" in dialog.fault.text(), timeout=20_000)
    assert store.read_bytes() == before["a.taetpaa"]
    filled(dialog, key_file(tmp_path, family[1]))
    dialog.yes.click()
    qtbot.waitUntil(lambda: not window.is_locked, timeout=30_000)
    assert "ny nøgle" in window.page.banner.accessibleName()
    assert ".backup" in window.page.banner.accessibleName()
    assert len(cases.ids(window.page.tools.desk.db)) == 1
    kinds = [slot.kind for slot in header.read(store).slots]
    assert kinds == [SlotKind.PASSPHRASE, SlotKind.RECOVERY]
    window.lock()
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: window.lock_screen.field.fault.text() != "", timeout=20_000)
    assert window.is_locked


def test_without_a_new_key_only_the_passphrase_changes(qtbot, start, store, family, tmp_path):
    window = start()
    salt = header.read(store).salt
    dialog = asked_for(window)
    filled(dialog, key_file(tmp_path, family[1]))
    dialog.renew.setChecked(False)
    dialog.yes.click()
    qtbot.waitUntil(lambda: not window.is_locked, timeout=30_000)
    assert "ny nøgle" not in window.page.banner.accessibleName()
    assert header.read(store).salt == salt


def test_without_it_the_recovery_code_opens_it_once(qtbot, start, store):
    found = header.read(store)
    with unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        code, key = keys.new_code(), bytes(unlocked.key)
    secret = keys.code_read(code)
    slot = keys.passphrase_slot(secret, key, found.store, today=NOW.date(), passes=1, kind=SlotKind.CODE)
    header.write(store, found.model_copy(update={"slots": (found.slots[0], slot)}))
    window = start()
    dialog = asked_for(window)
    assert not dialog.pick.isVisible()
    assert dialog.code.isVisible()
    for field in (dialog.new, dialog.again):
        field.line.setText(NEW)
    dialog.yes.click()
    assert dialog.fault.isVisible()
    dialog.code.line.setText(keys.new_code())
    dialog.yes.click()
    qtbot.waitUntil(lambda: "koden åbner ikke" in dialog.fault.text(), timeout=20_000)
    dialog.code.line.setText(code.lower())
    dialog.renew.setChecked(False)
    dialog.yes.click()
    qtbot.waitUntil(lambda: not window.is_locked, timeout=30_000)
    assert [one.kind for one in header.read(store).slots] == [SlotKind.PASSPHRASE]


def test_a_store_that_it_cannot_open_says_so(start, store, ask):
    found = header.read(store)
    header.write(store, found.model_copy(update={"slots": found.slots[:1]}))
    window = start()
    window.opening._way_back()._ask = ask
    window.lock_screen.lost.click()
    assert len(ask.told) == 1
    assert window.opening.way_back.dialog is None


@pytest.mark.parametrize("how", ["first page", "gone", "header"])
def test_a_store_that_does_not_open_offers_the_newest_whole_backup(qtbot, start, store, how):
    if how == "first page":
        data = bytearray(store.read_bytes())
        data[2000] ^= 1
        store.write_bytes(data)
    elif how == "gone":
        store.unlink()
    else:
        header.header_path(store).write_text("{}")
    window = start()
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(window.lock_screen.newest.isVisible, timeout=20_000)
    assert window.lock_screen.field.fault.isVisible()
    window.lock_screen.newest.click()
    assert window.opening.way_back is None
    window.lock_screen.field.line.setText(PASSPHRASE)
    window.lock_screen.newest.click()
    qtbot.waitUntil(lambda: window.opening.way_back.dialog is not None, timeout=20_000)
    dialog = window.opening.way_back.dialog
    assert "Sager 1" in dialog.alike.text()
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog.yes.click()
    qtbot.waitUntil(lambda: not window.is_locked, timeout=20_000)
    assert len(cases.ids(window.page.tools.desk.db)) == 1
    assert not window.lock_screen.newest.isVisible()


def test_of_a_store_from_a_newer_release_no_older_backup_is_offered(qtbot, start, store):
    place = header.header_path(store)
    raw = {**json.loads(place.read_text()), "version": header.VERSION + 1}
    raw["checksum"] = header._checksum({name: told for name, told in raw.items() if name != "checksum"})
    place.write_text(json.dumps(raw))
    window = start()
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: "nyere udgave" in window.lock_screen.field.fault.text(), timeout=20_000)
    assert not window.lock_screen.newest.isVisible()


def test_what_is_whole_of_a_damaged_store_can_be_read_and_not_written(qtbot, start, store):
    data = bytearray(store.read_bytes())
    pages = len(data) // 4096
    for page in range(pages // 2, pages):
        data[page * 4096 + 900] ^= 1
    store.write_bytes(data)
    window = start()
    window.lock_screen.offer_backup()
    window.lock_screen.field.line.setText(PASSPHRASE)
    window.lock_screen.whole.click()
    qtbot.waitUntil(lambda: not window.is_locked, timeout=30_000)
    notices = [one.accessibleName() for one in window.page.findChildren(Banner) if one.isVisible()]
    assert any("Det kan kun læses" in one for one in notices)
    for room in ("cases", "calendar", "settings"):
        window.page.open_room(room)
    told = []
    window.writer.run(lambda desk: office.name_caseworker(desk, "Ny"), done=told.append, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], NotAllowed)
    window.lock()
    assert window.is_locked
    assert store.read_bytes() == data
    assert not [file.name for file in store.parent.iterdir() if ".whole" in file.name]


def test_damage_that_is_found_while_the_desk_is_open_is_offered_a_way_back_at_the_next_lock(
    qtbot, start, store
):
    with (
        unlock_by_passphrase(store, PASSPHRASE) as unlocked,
        pages.reading(store, bytes(unlocked.key)) as page,
    ):
        root = Leaves(page).roots()["history"]
    data = bytearray(store.read_bytes())
    data[(root - 1) * 4096 + 900] ^= 1
    store.write_bytes(data)
    window = start()
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: not window.is_locked, timeout=20_000)
    with qtbot.waitSignal(window.page.damaged, timeout=20_000):
        beside = window.page.findChild(Upkeep)
        beside._plan = upkeep.Plan(hours=0)
        beside._on_time()
    window.lock()
    assert window.lock_screen.newest.isVisible()
    assert window.lock_screen.whole.isVisible()


def test_a_damaged_backup_is_passed_over_and_without_any_it_says_so(qtbot, start, store):
    store.unlink()
    for file in store.parent.rglob("*.backup"):
        file.write_bytes(file.read_bytes()[:-2000])
    window = start()
    window.lock_screen.offer_backup()
    window.lock_screen.field.line.setText(PASSPHRASE)
    window.lock_screen.newest.click()
    qtbot.waitUntil(lambda: "ingen hel" in window.lock_screen.field.fault.text(), timeout=20_000)
    assert window.opening.way_back.dialog is None


def test_the_first_start_asks_for_as_many_characters_as_policy(words, show):
    first = show(FirstStart(words), 700, 700)
    first.obey(25)
    first.name.line.setText("Hanne Lind")
    first._on_passphrase(PASSPHRASE)
    assert "25" in first.passphrase.help.text()
    for field in (first.passphrase, first.again):
        field.line.setText(PASSPHRASE)
    first.understood.setChecked(True)
    first.button.click()
    assert first.passphrase.fault.isVisible()


def test_a_name_that_no_file_can_have_is_refused_at_the_first_start_in_words(qtbot, start, tmp_path):
    window = start(tmp_path / ("x" * 300))
    first = window._first
    window._on_first("Hanne Lind", PASSPHRASE)
    qtbot.waitUntil(lambda: "et andet navn" in first.fault.text(), timeout=20_000)
    assert not first._busy
    assert first.name.isEnabled()


def _labels(dialog):
    from desktop.kit.labels import Label

    return dialog.findChildren(Label)
