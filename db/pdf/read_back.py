"""A finished paper is read back, and refused if it holds what its reader may not read.

`db.pdf.sheet.made` does this for every paper whose `Surround` names what is withheld
(`db.rules.withheld.withheld` says what that is), so a page beside a form is checked like the file.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import Any, Final

from db.errors import NotAllowed
from db.pdf.opened import opened
from db.rules.withheld import Withheld, squeezed
from db.words import Words, later

_SKIPPED: Final = frozenset({"/Font", "/FontDescriptor"})
_HEAD: Final = 60.0
"""How much of a page's top and foot, in points, is the paper's own and interrupts what runs on."""


def refuse_withheld(paper: bytes, withheld: Sequence[Withheld], words: Words) -> None:
    """Raise NotAllowed, naming the field and never the value, if the PDF `paper` holds one of `withheld`.

    Read are its text across lines and pages, properties, outline, notes, alternative texts
    and attachments. A value that is a word of the program's own sentences is no leak.
    """
    if not withheld:
        return
    refuse_told((*_pages(paper), *_hidden(paper)), withheld, words)


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


def _pages(paper: bytes) -> Iterator[str]:
    """The text of all pages, once as it stands and once without what stands around the story."""
    whole, inner = [], []
    with opened(paper) as document:
        for page in document:
            told = page.get_textpage()
            wide, tall = page.get_size()
            whole.append(told.get_text_bounded())
            inner.append(told.get_text_bounded(0, _HEAD, wide, tall - _HEAD))
            told.close()
            page.close()
    yield "".join(whole)
    yield "".join(inner)


def _hidden(paper: bytes) -> Iterator[str]:
    """What a PDF says outside its pages."""
    from pikepdf import Dictionary, Pdf, Stream

    with Pdf.open(BytesIO(paper)) as pdf:
        yield str(pdf.open_metadata())
        for one in pdf.objects:
            if isinstance(one, Dictionary | Stream) and str(one.get("/Type", "")) not in _SKIPPED:
                yield from _strings(one)
        for file in pdf.attachments.values():
            yield file.filename
            yield file.get_file().read_bytes().decode("utf-8", "replace")


def _strings(holder: Any) -> Iterator[str]:
    from pikepdf import Dictionary, String

    for _, value in holder.items():
        if isinstance(value, String):
            yield str(value)
        elif isinstance(value, Dictionary) and not value.is_indirect:
            yield from _strings(value)


def _is_ours(value: str, words: Words) -> bool:
    """Whether `value` begins a word of a sentence that the program itself says."""
    return f" {_spoken(value)}" in _said(words.language)


@cache
def _said(language: str) -> str:
    return " " + _spoken(" ".join(Words(language).everything()))


def _spoken(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
