"""A pile of papers as one: a bookmark each, with the paper's own bookmarks below."""

from collections.abc import Sequence
from contextlib import ExitStack
from io import BytesIO
from typing import Any

from pikepdf import Array, OutlineItem, Page, Pdf, String

from db.pdf import script


def pile(papers: Sequence[tuple[str, bytes]]) -> bytes:
    """One PDF of `papers` (title, PDF), in their order; each begins a bookmark of its own.

    Raises pikepdf.PdfError for what is no PDF.
    """
    with ExitStack() as open_papers:
        whole = open_papers.enter_context(Pdf.new())
        with whole.open_outline() as outline:
            for title, data in papers:
                paper = open_papers.enter_context(Pdf.open(BytesIO(data)))
                first = len(whole.pages)
                whole.pages.extend(paper.pages)
                item = OutlineItem(script.plain(title), first)
                with paper.open_outline() as own:
                    item.children.extend(_moved(one, first) for one in own.root)
                outline.root.append(item)
                if "/Lang" in paper.Root and "/Lang" not in whole.Root:
                    whole.Root.Lang = String(str(paper.Root.Lang))
        out = BytesIO()
        whole.save(out, deterministic_id=True)
        return out.getvalue()


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
