"""A finished paper is read back, and refused if it holds what its reader may not read.

`db.pdf.press` does this for every paper whose `Surround` names what is withheld
(`db.rules.withheld.withheld` says what that is), so a page beside a form is checked like the file.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from db.errors import NotAllowed
from db.pdf.hidden import Hidden
from db.pdf.opened import opened
from db.rules.withheld import Withheld, squeezed
from db.words import Words, later

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_HEAD: Final = 60.0
"""How much of a page's top and foot, in points, is the paper's own and interrupts what runs on."""
Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper of a finished file: its pages from `first` to before `end`, and what it may not hold."""

    first: int
    end: int
    withheld: Sequence[Withheld]


class Held(NotAllowed):
    """A finished file holds what the reader of one of its papers may not read: number `paper`, from 0."""

    def __init__(self, paper: int, error: NotAllowed) -> None:
        super().__init__(error.message, error.remedy, **error.facts)
        self.paper = paper


def refuse_withheld(
    paper: bytes, printed: Sequence[Printed], words: Words, step: Step = lambda _: None
) -> None:
    """Raise Held, naming the field and never the value, if a paper of the PDF `paper` holds what it may not.

    Read are its text across lines and pages, properties, outline, notes, alternative texts
    and attachments; what belongs to no paper counts for all. A value that is a word of the
    program's own sentences is no leak. `step` is told how many papers were read.
    """
    if not any(one.withheld for one in printed):
        return
    hidden = Hidden(paper, [one.end for one in printed])
    with opened(paper) as document:
        for number, one in enumerate(printed):
            step(number)
            told = (*_pages(document, one.first, one.end), *hidden.of(number))
            try:
                refuse_told(told, one.withheld, words)
            except NotAllowed as error:
                raise Held(number, error) from error


def refuse_told(texts: Iterable[str], withheld: Sequence[Withheld], words: Words) -> None:
    """Raise NotAllowed, naming the field and never the value, if `texts` hold one of `withheld`."""
    told = "|".join(squeezed(text) for text in texts)
    for one in withheld:
        value = squeezed(one.value)
        if (value in told or _turned(value, told)) and not _is_ours(one.value, words):
            raise NotAllowed(
                later("The paper is not made: it would hold what its reader may not read ({field})."),
                later("Take it out of the text that holds it, or say who may read it."),
                field=one.field,
            )


def _turned(value: str, told: str) -> bool:
    """Arabic is drawn from left to right, and may be read so."""
    return not value.isascii() and value[::-1] in told


def _pages(document: "PdfDocument", first: int, end: int) -> tuple[str, str]:
    """The text of some pages, once as it stands and once without what stands around the story."""
    whole, inner = [], []
    for number in range(first, end):
        page = document[number]
        told = page.get_textpage()
        wide, tall = page.get_size()
        whole.append(told.get_text_bounded())
        inner.append(told.get_text_bounded(0, _HEAD, wide, tall - _HEAD))
        told.close()
        page.close()
    return "".join(whole), "".join(inner)


def _is_ours(value: str, words: Words) -> bool:
    """Whether `value` begins a word of a sentence that the program itself says."""
    return f" {_spoken(value)}" in _said(words.language)


@cache
def _said(language: str) -> str:
    return " " + _spoken(" ".join(Words(language).everything()))


def _spoken(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
