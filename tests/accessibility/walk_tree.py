"""Walks the accessibility bus: every control of the program that is shown, as JSON on standard output.

Runs on the system's own Python, which has Debian's pyatspi.
"""

import json
import sys

import pyatspi

_LISTS = ("table", "list", "tree table")  # a list of thousands of rows is one control


def node(item, states, path):
    return {
        "role": item.getRoleName(),
        "name": item.name,
        "focusable": states.contains(pyatspi.STATE_FOCUSABLE),
        "enabled": states.contains(pyatspi.STATE_ENABLED),
        "showing": states.contains(pyatspi.STATE_SHOWING),
        "path": path,
    }


def walk(item, path, found, depth=0):
    """Every part that is there to be seen: rooms that are hidden stay in the tree, and are left out."""
    if item is None or depth > 60:
        return
    states = item.getState()
    if depth and not states.contains(pyatspi.STATE_VISIBLE):
        return
    here = node(item, states, path)
    found.append(here)
    if here["role"] in _LISTS:
        return
    for place in range(item.childCount):
        walk(item.getChildAtIndex(place), f"{path}/{place}:{here['role']}", found, depth + 1)


def main():
    wanted = sys.argv[1]
    desktop = pyatspi.Registry.getDesktop(0)
    found = []
    for place in range(desktop.childCount):
        app = desktop.getChildAtIndex(place)
        if app is not None and app.name == wanted:
            walk(app, "", found)
    json.dump([one for one in found if one["showing"] or one["role"] == "application"], sys.stdout)


if __name__ == "__main__":
    main()
