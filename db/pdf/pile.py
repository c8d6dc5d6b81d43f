"""A pile of papers as one: a bookmark each, with the paper's own bookmarks below."""

from collections.abc import Sequence
from io import BytesIO

from pikepdf import OutlineItem, Pdf

from db.pdf import script


def pile(papers: Sequence[tuple[str, bytes]]) -> bytes:
    """One PDF of `papers` (title, PDF), in their order; each begins a bookmark of its own."""
    whole = Pdf.new()
    opened = [Pdf.open(BytesIO(data)) for _, data in papers]
    try:
        with whole.open_outline() as outline:
            for (title, _), paper in zip(papers, opened, strict=True):
                first = len(whole.pages)
                whole.pages.extend(paper.pages)
                outline.root.append(OutlineItem(script.plain(title), first))
        if opened and "/Lang" in opened[0].Root:
            whole.Root.Lang = opened[0].Root.Lang
        out = BytesIO()
        whole.save(out, deterministic_id=True)
        return out.getvalue()
    finally:
        for paper in opened:
            paper.close()
