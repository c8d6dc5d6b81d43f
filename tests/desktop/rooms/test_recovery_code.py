"""The recovery code in Settings: shown once, its paper names nobody, and only where policy allows one."""

import getpass
import socket
from dataclasses import replace

from db.books import policy
from db.store import keys
from desktop.rooms.settings.keys_part import KeysPart


def test_without_leave_of_policy_none_is_offered(tools, show):
    assert not show(KeysPart(tools)).code.isVisible()


def test_it_is_shown_once_and_its_paper_names_nobody(qtbot, tools, ask, show, pages_of, tmp_path):
    part = show(KeysPart(replace(tools, policy=policy.read({"recovery_code": "allowed"}))))
    part.code.click()
    qtbot.waitUntil(lambda: part.dialog is not None, timeout=20_000)
    code = part.dialog.code.text()
    assert keys.code_read(code) == code.replace("-", "")
    assert [slot.kind.value for slot in tools.desk.store.header.slots] == ["passphrase", "recovery_code"]
    ask.answers.append(tmp_path / "c.pdf")
    part.dialog.paper.click()
    assert part.dialog.saved.isVisible()
    (text,) = pages_of(tmp_path / "c.pdf")
    told = text + (tmp_path / "c.pdf").read_bytes().decode("latin-1")
    assert code in text
    for name in (socket.gethostname(), tools.desk.who, getpass.getuser(), str(tools.desk.store.path.parent)):
        assert not name or name not in told
    part.dialog.yes.click()
    assert part.slots.rows()[1].button is not None
