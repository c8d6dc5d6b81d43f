"""What malformed files are made of: sound ones of each kind, of which a few values are others.

A file of random bytes is refused by its first reader. Most of these are whole as files and wrong inside,
so that the checks of rows, fields, references and digests meet them too.
"""

import json
import tomllib
from datetime import date

from hypothesis import strategies as st

from db.exchange.tar import END, heading, padding
from db.rules.list_fields import Holds

SENTINEL = "Vildmosegaard"
_DAY = "day:"
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from([SENTINEL, "2026-02-30", "2026-13-01T25:00:00+01:00", "p999", "12,50", "-1", [], {}]),
    st.lists(st.integers(), max_size=2),
)
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), ODD, st.sampled_from("vkdt")), min_size=1, max_size=4)
CUTS = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6)), min_size=1, max_size=5)
DAYS = st.dates(date(1900, 1, 1), date(2035, 1, 1)).map(lambda day: day.strftime("%d.%m.%Y"))
NAMES = st.sampled_from(["Ida Skov", "Bo Krog", "Aksel Lund Holm", "Ayşe Kaya", "Þórdís Ö", SENTINEL])
NUMBERS = st.sampled_from([f"2026-{number:04}" for number in range(1, 5)])
YES = st.sampled_from(["ja", "nej", "x", "", "0"])
CPR = st.sampled_from(["", "0101140007", "010114-0007", "310299-1234", "290216 4321", "101010101"])
SOUND_CELLS = {
    Holds.NUMBER: NUMBERS,
    Holds.CHILD: NAMES,
    Holds.PERSON: NAMES,
    Holds.STATUS: st.sampled_from(["aktiv", "lukket", "visitation", "", "active"]),
    Holds.ROLE: st.sampled_from(["mor", "far", "lærer", "other", ""]),
    Holds.PERSON_PHONE: st.sampled_from(["20 30 40 50", "+45 20304050", ""]),
    Holds.PERSON_EMAIL: st.sampled_from(["a@b.dk", ""]),
    **dict.fromkeys((Holds.CPR, Holds.PERSON_CPR), CPR),
    **dict.fromkeys(
        (Holds.OPENED, Holds.CLOSED, Holds.BORN, Holds.EXPECTED, Holds.PERSON_BORN),
        st.one_of(DAYS, st.just("")),
    ),
    **dict.fromkeys((Holds.PROTECTED, Holds.CUSTODY, Holds.LIVES), YES),
}
"""A sound cell of each column; of one that is not named any text."""
_SIGNS = ('"', ";", "\r\n", "\x00", "-", "\u202e", " ", SENTINEL * 30, "måske")
ODD_CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *["29-02-2025", "31.12.26", "3/3", "010114-12345", "999999-9999", "=1+1", "1e400", "måske", "ßﬁ"],
            *_SIGNS,
        ]
    ),
)


@st.composite
def lists(draw):
    """The columns of a list, its rows, and which of its cells are odd."""
    more = draw(st.lists(st.sampled_from([one for one in Holds if one is not Holds.NUMBER]), max_size=9))
    columns = list(dict.fromkeys([Holds.NUMBER, Holds.CHILD, *more]))
    if draw(st.integers(0, 9)) == 0:
        columns.remove(draw(st.sampled_from(columns)))
    columns = draw(st.permutations(columns))
    texts = st.text(max_size=9)
    rows = [
        [draw(SOUND_CELLS.get(column, texts)) for column in columns] for _ in range(draw(st.integers(1, 6)))
    ]
    for _ in range(draw(st.integers(1, 3))):
        row = draw(st.sampled_from(rows))
        if row:
            row[draw(st.integers(0, len(row) - 1))] = draw(ODD_CELLS)
    return columns, rows


def places(node, found):
    """Every container in `node` with each of its keys."""
    each = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in each:
        found.append((node, key))
        places(value, found)
    return found


def changed(tree, changes):
    """A copy of `tree` with values, keys and lines changed, taken away or doubled."""
    whole = json.loads(json.dumps(tree))
    for at, odd, how in changes:
        if not (every := places(whole, [])):
            break
        node, key = every[at % len(every)]
        if how == "v":
            node[key] = odd
        elif how == "d":
            del node[key]
        elif isinstance(node, list):
            node.append(node[key])
        else:
            node[f"{SENTINEL}{key}" if how == "k" else key] = [node[key], odd]
    return whole


def with_cuts(data, cuts):
    """`data` with bytes written over it, put in or left out."""
    whole = bytearray(data)
    for at, new in cuts:
        place = at % (len(whole) + 1)
        whole[place : place + at % 5] = new
    return bytes(whole)


def toml_tree(text):
    """The TOML `text` as plain values; a day becomes a marked text, so that it stays one."""
    return json.loads(json.dumps(tomllib.loads(text), default=lambda day: f"{_DAY}{day.isoformat()}"))


def toml(tree):
    """`tree` as TOML, every table on one line."""
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in tree.items()).encode(
        "utf-8", "replace"
    )


def _value(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str) and value.startswith(_DAY):
        return value.removeprefix(_DAY)
    if isinstance(value, bool) or value is None:
        return str(bool(value)).lower()
    return str(value) if isinstance(value, int | float) else json.dumps(value)


def tar(parts, at):
    """A tar file of `parts`, each a name and its bytes."""
    return b"".join(heading(name, len(data), at) + data + padding(len(data)) for name, data in parts) + END
