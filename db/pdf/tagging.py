"""The structure of a paper, for those who hear it: what is drawn is marked, and the tree written afterwards.

While a paper is drawn, its canvas carries `Tags`. What is drawn inside `marked` belongs to an
`Element`; everything else is decoration (an artifact: heads, feet, lines, grounds). `written`
puts the tree into the finished file (PDF/UA-1, ISO 14289-1).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final, Union
from xml.sax.saxutils import escape

_CELLS: Final = frozenset({"TH", "TD"})
_HEADINGS: Final = {"H1": 1, "H2": 2, "H3": 3, "H4": 4}
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(slots=True, eq=False)
class Element:
    """A part of the structure: `tag` is a standard type (P, H1, Table …), `""` for what is never marked.

    `alt` is said instead of a picture, `actual` instead of text drawn in another order. `kids`
    are parts and (page, mark), both from 0. What is cut over pages stays one element.
    """

    tag: str
    alt: str = ""
    actual: str = ""
    kids: list[Union["Element", tuple[int, int]]] = field(default_factory=list)
    placed: bool = False


class Tags:
    """What a canvas notes of the structure while it draws."""

    def __init__(self) -> None:
        self.root = Element("Document", placed=True)
        self._open = [self.root]
        self._page = self._mark = 0
        self._quiet = 0

    def begin(self, part: Element) -> None:
        """What is drawn from now on is a `part` of its own."""
        self.root.kids.append(part)
        part.placed = True
        self._open = [part]

    def turn(self) -> None:
        """The next page begins."""
        self._page += 1
        self._mark = 0

    def place(self, element: Element) -> None:
        """Put `element` into the one that is open, if it has no place yet; no heading stands in a cell."""
        if not element.placed:
            parent = self._open[-1]
            if parent.tag in _CELLS and element.tag in _HEADINGS:
                element.tag = "P"
            parent.kids.append(element)
            element.placed = True

    def mark(self, element: Element) -> int | None:
        """The number on this page of what is drawn next for `element`; None where it is decoration."""
        if self._quiet or not element.tag:
            return None
        self.place(element)
        number = self._mark
        self._mark += 1
        element.kids.append((self._page, number))
        return number

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """What is placed now is part of `element`."""
        if not self._quiet:
            self.place(element)
        self._open.append(element)
        yield
        self._open.pop()

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """What is drawn now was said before: it is decoration."""
        self._quiet += 1
        yield
        self._quiet -= 1


@contextmanager
def marked(canvas: Any, element: Element | None) -> Iterator[None]:
    """What is drawn on `canvas` now is `element`'s; decoration without one. May not be nested."""
    tags: Tags | None = getattr(canvas, "tags", None)
    number = None if tags is None or element is None else tags.mark(element)
    if number is None or element is None:
        yield
        return
    canvas._code.append(f"EMC\n/{element.tag} <</MCID {number}>> BDC")
    yield
    canvas._code.append("EMC\n/Artifact BMC")


@contextmanager
def within(canvas: Any, element: Element) -> Iterator[None]:
    """What is marked on `canvas` now is part of `element`."""
    tags: Tags | None = getattr(canvas, "tags", None)
    if tags is None:
        yield
        return
    with tags.inside(element):
        yield


@contextmanager
def decoration(canvas: Any) -> Iterator[None]:
    """What is drawn on `canvas` now was said before, such as a heading row that is repeated."""
    tags: Tags | None = getattr(canvas, "tags", None)
    if tags is None:
        yield
        return
    with tags.quiet():
        yield


def written(paper: bytes, root: Element, title: str) -> bytes:
    """The PDF `paper`, whose marks are those of `root`, with its structure, its title and language in it."""
    from pikepdf import ObjectStreamMode, Pdf

    with Pdf.open(BytesIO(paper)) as pdf:
        tree = Tree(pdf)
        tree.write(root)
        about(pdf, title)
        out = BytesIO()
        # The structure is thousands of small objects: packed, they are a third, and sooner written.
        packed = ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, min_version="1.7", object_stream_mode=packed)
        return out.getvalue()


def about(pdf: Any, title: str) -> None:
    """Say of `pdf` what a reader aloud asks first: its title, its language, and that it is tagged."""
    from pikepdf import Dictionary, Name

    language = str(pdf.Root.get("/Lang", "da-DK"))
    packet = _XMP.format(title=escape(title), language=escape(language))
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


class Tree:
    """The structure tree of a file, written part by part."""

    def __init__(self, pdf: Any) -> None:
        from pikepdf import Array, Dictionary, Name

        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._marks: list[dict[int, Any]] = [{} for _ in self._pages]
        self._level = 0
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))

    def write(self, root: Element) -> None:
        """Write `root` and all below it, and tell each page whose its marks are."""
        from pikepdf import Array, Dictionary, Name

        self.root.K.append(self._element(root, self.root))
        numbers = Array()
        for at, (page, marks) in enumerate(zip(self._pages, self._marks, strict=True)):
            page.StructParents = at
            page.Tabs = Name.S
            numbers.append(at)
            numbers.append(self._pdf.make_indirect(Array([marks[number] for number in sorted(marks)])))
        self.root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = len(self._pages)
        self._pdf.Root.StructTreeRoot = self.root

    def _element(self, element: Element, parent: Any) -> Any:
        from pikepdf import Array, Dictionary, Name, String

        made = Dictionary(Type=Name.StructElem, S=Name(f"/{self._tag(element)}"), P=parent)
        if element.alt:
            made.Alt = String(element.alt)
        if element.actual:
            made.ActualText = String(element.actual)
        if element.tag == "TH":
            made.A = Dictionary(O=Name.Table, Scope=Name.Column)
        made = self._pdf.make_indirect(made)
        marks = [kid for kid in element.kids if isinstance(kid, tuple)]
        if marks:
            made.Pg = self._pages[marks[0][0]]
        if len(marks) == 1 == len(element.kids):
            made.K = self._mark(marks[0], made, marks[0][0])
        else:
            page = marks[0][0] if marks else 0
            made.K = Array(
                [
                    self._element(kid, made) if isinstance(kid, Element) else self._mark(kid, made, page)
                    for kid in element.kids
                ]
            )
        return made

    def _mark(self, kid: tuple[int, int], made: Any, usual: int) -> Any:
        """The mark `kid` of the part `made`, which stands on the page `usual` unless it is said."""
        from pikepdf import Dictionary, Name

        page, mark = kid
        self._marks[page][mark] = made
        return mark if page == usual else Dictionary(Type=Name.MCR, Pg=self._pages[page], MCID=mark)

    def _tag(self, element: Element) -> str:
        """The element's type; a heading is never more than one level below the heading before it."""
        level = _HEADINGS.get(element.tag)
        if level is None:
            if element.tag == "Part":
                self._level = 0
            return element.tag
        self._level = min(level, self._level + 1)
        return f"H{self._level}"
