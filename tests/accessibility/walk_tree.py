"""Walks the accessibility bus: every control of the program that is shown, as JSON on standard output.

Runs on the system's own Python, which has Debian's pyatspi.
"""

import json
import sys

import pyatspi

CONTROLS = {
    "push button",
    "toggle button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "password text",
    "entry",
    "slider",
    "page tab",
    "table",
    "list",
    "spin button",
    "menu item",
    "link",
}


def node(item, path):
    states = item.getState()
    return {
        "role": item.getRoleName(),
        "name": item.name,
        "description": item.description,
        "focusable": states.contains(pyatspi.STATE_FOCUSABLE),
        "enabled": states.contains(pyatspi.STATE_ENABLED),
        "showing": states.contains(pyatspi.STATE_SHOWING),
        "path": path,
    }


def walk(item, path, found, depth=0):
    if item is None or depth > 60:
        return
    here = node(item, path)
    found.append(here)
    if here["role"] in ("table", "list", "tree table"):
        return  # a list of thousands of rows is one control
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
