"""What a paper is built of: blocks, laid out for a width, that know their height and where they may be cut."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.pdf.page import Page


class Block(ABC):
    """A piece of a paper. `keep`: it never stands last on a page without what follows it."""

    height: float
    keep: bool = False

    @abstractmethod
    def draw(self, page: "Page", x: float, top: float) -> None:
        """Draw it with its upper left corner at `x`, `top`, in points from the page's upper left corner."""

    def split(self, room: float, *, fresh: bool) -> "tuple[Block, Block] | None":
        """Two blocks, of which the first is no higher than `room`; None where it may not be cut.

        On a `fresh` page, which has no more room to offer, it is cut even where that is ugly.
        """
        del room, fresh
        return None

    @property
    def is_gap(self) -> bool:
        """True for empty space, which falls away at the top of a page."""
        return False


class Gap(Block):
    """Empty space between blocks."""

    def __init__(self, height: float, *, keep: bool = False) -> None:
        self.height = height
        self.keep = keep

    @property
    def is_gap(self) -> bool:
        """True."""
        return True

    def draw(self, page: "Page", x: float, top: float) -> None:
        """Draw nothing."""


class Stack(Block):
    """Blocks one below the other, cut between or within them."""

    def __init__(self, blocks: Sequence[Block], *, keep: bool = False) -> None:
        self.blocks = tuple(blocks)
        self.height = sum(block.height for block in self.blocks)
        self.keep = keep

    def draw(self, page: "Page", x: float, top: float) -> None:
        """Draw them from the top."""
        for block in self.blocks:
            block.draw(page, x, top)
            top += block.height

    def split(self, room: float, *, fresh: bool) -> "tuple[Stack, Stack] | None":
        """What fits, and the rest; None if nothing fits."""
        taken, rest = fitting(self.blocks, room, fresh=fresh)
        return (Stack(taken), Stack(rest)) if taken else None


def fitting(
    blocks: Sequence[Block], room: float, *, fresh: bool
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks that fit into `room`, the last perhaps cut, and those that are left.

    Gaps at the beginning of what is left fall away. On a `fresh` page something is always
    taken, so that filling pages comes to an end whatever the blocks are.
    """
    taken: list[Block] = []
    at = 0
    while at < len(blocks):
        end = _group_end(blocks, at)
        group = blocks[at:end]
        height = sum(block.height for block in group)
        if height > room:
            return _cut(taken, blocks, at, end, room, fresh=fresh and not taken)
        taken += group
        room -= height
        at = end
    return tuple(taken), ()


def _group_end(blocks: Sequence[Block], at: int) -> int:
    """The end of the group that begins at `at`: all that keep with the next, and that next one."""
    while at < len(blocks) - 1 and blocks[at].keep:
        at += 1
    return at + 1


def _cut(
    taken: list[Block], blocks: Sequence[Block], at: int, end: int, room: float, *, fresh: bool
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Cut the group `at` to `end`, which does not fit: within its last block, or before it."""
    *kept, last = blocks[at:end]
    left = room - sum(block.height for block in kept)
    parts = last.split(left, fresh=fresh) if left > 0 else None
    if parts:
        return (*taken, *kept, parts[0]), (parts[1], *blocks[end:])
    if not fresh:
        return tuple(taken), _without_gaps(blocks[at:])
    first, *others = blocks[at:end]
    halves = first.split(room, fresh=True) if first.height > room else None
    if halves:
        return (halves[0],), (halves[1], *others, *blocks[end:])
    return (first,), _without_gaps([*others, *blocks[end:]])  # too high for any page: drawn over its edge


def _without_gaps(blocks: Sequence[Block]) -> tuple[Block, ...]:
    at = 0
    while at < len(blocks) and blocks[at].is_gap:
        at += 1
    return tuple(blocks[at:])
