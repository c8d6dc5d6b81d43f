"""What opens the store, in Settings: listed, taken away, IT's added, a sheet without a secret, a new key."""

import pyrage

from db.rules.fingerprint import fingerprint
from desktop.rooms.settings.keys_part import KeysPart


def test_it_may_be_let_in_and_taken_away_and_a_new_key_is_advised(qtbot, tools, ask, show):
    part = show(KeysPart(tools))
    part.let_in.click()
    assert part.recipient.fault.isVisible()
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    part.recipient.show_value(recipient)
    part.let_in.click()
    qtbot.waitUntil(lambda: len(part.slots.rows()) == 2)
    assert fingerprint(recipient) in part.slots.rows()[1].why.text()
    ask.answers.append(True)
    part.slots.rows()[1].button.click()
    qtbot.waitUntil(part.advice.isVisible)
    assert len(tools.desk.store.header.slots) == 1
    assert part.slots.rows()[0].button is None  # the last passphrase is not offered to be taken away


def test_the_sheet_says_whom_to_call_and_holds_no_secret(tools, ask, show, tmp_path, pages_of):
    part = show(KeysPart(tools))
    ask.answers.append(tmp_path / "r.pdf")
    part.paper.click()
    text = pages_of(tmp_path / "r.pdf")[0]
    assert "Ring til it-afdelingen" in text
    assert "AGE-SECRET" not in text


def test_a_new_key_asks_for_the_passphrase_first(qtbot, tools, show):
    part = show(KeysPart(tools))
    part.renew.click()
    assert part.passphrase.fault.isVisible()
    part.passphrase.line.setText("gul cykel regn lampe")
    with qtbot.waitSignal(part.new_key_asked) as asked:
        part.renew.click()
    assert asked.args == ["gul cykel regn lampe"]
    assert part.passphrase.line.text() == ""
