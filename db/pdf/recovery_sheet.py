"""The recovery sheet: who can open the store if the passphrase is forgotten. It holds no secret.

The paper with a recovery code holds one, and so nothing that says whose it is or which computer's.
"""

from datetime import date
from typing import Final

from reportlab.platypus import Flowable, Spacer

from db.pdf import press, sheet
from db.pdf.sheet import WIDE, Headline, Surround, text
from db.records.letterhead import Letterhead
from db.rules.fingerprint import fingerprint
from db.words import Words

_GAP: Final = 12


def render(recipients: tuple[str, ...], day: date, letterhead: Letterhead, words: Words) -> bytes:
    """The sheet as an A4 PDF: IT's contact from the profile, and the fingerprint of each recipient."""
    title = words.t("If the passphrase is forgotten")
    contact = " · ".join(part for part in (letterhead.municipality, letterhead.contact) if part)
    story: list[Flowable] = [
        Headline(title),
        text(words.t("Tæt På, {day}", day=words.day(day)), sheet.UNDER, WIDE, ours=True),
        Spacer(0, _GAP),
        text(_told(recipients, words), sheet.BODY, WIDE, ours=True),
        Spacer(0, _GAP),
        text(words.t("Call IT"), sheet.SECTION, WIDE, ours=True),
        text(contact or words.t("Write IT's telephone number here:"), sheet.BODY, WIDE, ours=True),
    ]
    if recipients:
        story += [Spacer(0, _GAP), text(words.t("IT's key"), sheet.SECTION, WIDE, ours=True)]
        told = words.t("Let IT read the fingerprint of their key aloud. It has to be this one:")
        story.append(text(told, sheet.BODY, WIDE, ours=True))
        story += [text(fingerprint(one), sheet.STRONG, WIDE, ours=True) for one in recipients]
    story += [
        Spacer(0, _GAP),
        text(words.t("This sheet holds no secret."), sheet.SMALL, WIDE, ours=True),
    ]
    return press.made(story, Surround(title, letterhead, title, words))


def render_code(code: str, day: date, words: Words) -> bytes:
    """The paper with `code` as an A4 PDF: no sender, no name, no place."""
    title = words.t("Recovery code")
    told = words.t(
        "This code opens the cases if the passphrase is forgotten. Whoever has it and the computer has the"
        " cases: keep it in a locked place, never with the computer, and write no name on it."
    )
    used = words.t("Once it has been used, or another one was made, it opens nothing any more.")
    story: list[Flowable] = [
        Headline(title),
        text(words.t("Tæt På, {day}", day=words.day(day)), sheet.UNDER, WIDE, ours=True),
        Spacer(0, _GAP),
        text(code, sheet.SECTION, WIDE, ours=True),
        Spacer(0, _GAP),
        text(told, sheet.BODY, WIDE, ours=True),
        text(used, sheet.BODY, WIDE, ours=True),
    ]
    return press.made(story, Surround(title, Letterhead(), title, words))


def _told(recipients: tuple[str, ...], words: Words) -> str:
    if recipients:
        return words.t(
            "IT can open the cases with their own key and set a new passphrase. Nobody else can, and the"
            " passphrase itself cannot be found again."
        )
    return words.t("No key of IT's opens this store: if the passphrase is forgotten, the cases are lost.")
