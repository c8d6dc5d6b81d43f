"""A pile of papers as one file: a bookmark and a part of the structure each, with the paper's own below."""

from collections.abc import Callable, Iterable
from io import BytesIO

from pikepdf import Encryption, Pdf, Permissions

from db.pdf.press import Press
from db.pdf.sheet import Paper
from db.words import Words


def pile(
    papers: Iterable[tuple[str, Paper]],
    title: str,
    words: Words,
    step: Callable[[int], None] = lambda _: None,
) -> bytes:
    """One PDF of `papers` (name, paper), in their order, called `title`; each is drawn when it is asked for.

    `step` is told how many papers of the finished file are read back. Raises Held, naming paper
    and field, if it holds what one of them withholds.
    """
    press = Press(title, words)
    for name, paper in papers:
        press.add(paper, name)
    return press.finished(step)


def protected(paper: bytes, password: str) -> bytes:
    """The PDF `paper`, which nobody opens without `password` (AES-256); reading aloud stays allowed."""
    with Pdf.open(BytesIO(paper)) as pdf:
        out = BytesIO()
        pdf.save(
            out,
            encryption=Encryption(
                owner=password, user=password, R=6, allow=Permissions(accessibility=True, modify_other=False)
            ),
        )
        return out.getvalue()
