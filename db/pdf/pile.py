"""A pile of papers as one: a bookmark and a part of the structure each, with the paper's own below."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, String

from db.pdf import script
from db.pdf.tagging import about


def pile(
    papers: Sequence[tuple[str, bytes]], title: str = "", step: Callable[[int], None] = lambda _: None
) -> bytes:
    """One PDF of `papers` (title, PDF), in their order, called `title`; each begins a bookmark of its own.

    `step` is told how many papers are in. Raises pikepdf.PdfError for what is no PDF.
    """
    with ExitStack() as open_papers:
        whole = open_papers.enter_context(Pdf.new())
        parts = _Parts(whole)
        with whole.open_outline() as outline:
            for number, (name, data) in enumerate(papers, 1):
                paper = open_papers.enter_context(Pdf.open(BytesIO(data)))
                first = len(whole.pages)
                whole.pages.extend(paper.pages)
                parts.add(paper, first)
                item = OutlineItem(script.plain(name), first)
                with paper.open_outline() as own:
                    item.children.extend(_moved(one, first) for one in own.root)
                outline.root.append(item)
                if "/Lang" in paper.Root and "/Lang" not in whole.Root:
                    whole.Root.Lang = String(str(paper.Root.Lang))
                step(number)
        parts.write()
        told = script.plain(title or papers[0][0])
        whole.docinfo["/Title"] = String(told)
        about(whole, told)
        out = BytesIO()
        whole.save(out, deterministic_id=True, min_version="1.7")
        return out.getvalue()


def protected(paper: bytes, password: str) -> bytes:
    """The PDF `paper`, which nobody opens without `password` (AES-256); reading aloud stays allowed."""
    from pikepdf import Encryption, Permissions

    with Pdf.open(BytesIO(paper)) as pdf:
        out = BytesIO()
        pdf.save(
            out,
            encryption=Encryption(
                owner=password, user=password, R=6, allow=Permissions(accessibility=True, modify_other=False)
            ),
        )
        return out.getvalue()


class _Parts:
    """The structure of a pile: one tree, in which each paper is a part."""

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._root: Any = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document: Any = whole.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array())
        )
        self._root.K = Array([self._document])
        self._numbers = Array()

    def add(self, paper: Pdf, first: int) -> None:
        """Take the structure of `paper`, whose pages stand in the pile from `first` on."""
        own: Any = paper.Root.get("/StructTreeRoot")
        if own is None:
            return
        tree = self._whole.copy_foreign(own)
        part = tree.K[0]
        part.S, part.P = Name.Part, self._document
        self._document.K.append(part)
        for marks in tree.ParentTree.Nums:
            if isinstance(marks, Array):
                page = self._whole.pages[first].obj
                page.StructParents = len(self._numbers) // 2
                self._numbers.append(page.StructParents)
                self._numbers.append(marks)
                first += 1

    def write(self) -> None:
        """Put the tree into the pile."""
        if len(self._document.K):
            self._root.ParentTree = self._whole.make_indirect(Dictionary(Nums=self._numbers))
            self._root.ParentTreeNextKey = len(self._numbers) // 2
            self._whole.Root.StructTreeRoot = self._root


def _moved(item: OutlineItem, first: int) -> OutlineItem:
    """`item` and all below it, for a pile in which the paper begins at page `first`."""
    moved = OutlineItem(item.title, first + _page_of(item.destination))
    moved.children.extend(_moved(child, first) for child in item.children)
    return moved


def _page_of(place: object) -> int:
    """The page, from 0, that a bookmark leads to; the first where it cannot be told."""
    if not isinstance(place, Array) or not len(place):
        return 0
    try:
        page: Any = Page(place[0])
        return int(page.index)
    except ValueError:
        return 0
