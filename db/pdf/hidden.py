"""What a finished PDF says outside its pages, by the paper it belongs to."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from pikepdf import Dictionary, OutlineItem, Pdf, Stream, String

_FONTS: Final = frozenset({"/Font", "/FontDescriptor"})
_SAID: Final = ("/Alt", "/ActualText", "/E", "/T", "/Title")


class Hidden:
    """The texts of properties, outline, structure, notes and attachments of a file of one or more papers.

    `ends` are the pages before which each paper ends. What stands in the structure belongs to the
    paper on whose page it is, an entry of the outline to the paper in whose place it stands; all
    else belongs to each of them.
    """

    def __init__(self, paper: bytes, ends: Sequence[int]) -> None:
        self._own: list[list[str]] = [[] for _ in ends]
        self._of_all: list[str] = []
        with Pdf.open(BytesIO(paper)) as pdf:
            pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
            for number in range(1, int(pdf.trailer.Size)):  # one by one: a list of all holds up the window
                one = pdf.get_object(number, 0)
                if isinstance(one, Dictionary | Stream):
                    self._add(one, pages, ends)
            self._add_outline(pdf)
            self._of_all.append(str(pdf.open_metadata()))
            for file in pdf.attachments.values():
                self._of_all.append(file.filename)
                self._of_all.append(file.get_file().read_bytes().decode("utf-8", "replace"))

    def of(self, number: int) -> tuple[str, ...]:
        """The texts of the paper `number`, from 0, and those of no paper."""
        return (*self._own[number], *self._of_all)

    def _add(self, one: Any, pages: dict[tuple[int, int], int], ends: Sequence[int]) -> None:
        kind = str(one.get("/Type", ""))
        if kind == "/StructElem":
            if said := [str(one[key]) for key in _SAID if key in one]:
                page = one.get("/Pg")
                self._place(page, pages, ends).extend(said)
        elif kind not in _FONTS and not ("/Title" in one and "/Parent" in one):
            self._of_all.extend(_strings(one))

    def _place(self, page: Any, pages: dict[tuple[int, int], int], ends: Sequence[int]) -> list[str]:
        number = None if page is None else pages.get(page.objgen)
        if number is None:
            return self._of_all
        return self._own[bisect_right(ends, number)]

    def _add_outline(self, pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            matched = len(outline.root) == len(self._own)
            for number, item in enumerate(outline.root):
                (self._own[number] if matched else self._of_all).extend(_titles(item))


def _titles(item: OutlineItem) -> Iterator[str]:
    yield item.title
    for child in item.children:
        yield from _titles(child)


def _strings(holder: Any) -> Iterator[str]:
    for _, value in holder.items():
        if isinstance(value, String):
            yield str(value)
        elif isinstance(value, Dictionary) and not value.is_indirect:
            yield from _strings(value)
