"""A small logind on a bus of its own: says on standard output what it is asked, sends what it is told to.

Run with the system's Python. A line of standard input is a JSON list: path, interface, signal, type,
and the arguments.
"""

import json
import os
import sys

from gi.repository import Gio, GLib

LOGIN = "org.freedesktop.login1"
XML = """<node><interface name='org.freedesktop.login1.Manager'>
<method name='Inhibit'><arg direction='in' type='s'/><arg direction='in' type='s'/>
<arg direction='in' type='s'/><arg direction='in' type='s'/><arg direction='out' type='h'/></method>
<method name='GetSession'><arg direction='in' type='s'/><arg direction='out' type='o'/></method>
<signal name='PrepareForSleep'><arg type='b'/></signal></interface>
<interface name='org.freedesktop.login1.Session'><property name='Id' type='s' access='read'/>
<property name='Active' type='b' access='read'/></interface></node>"""
MANAGING, SESSION = Gio.DBusNodeInfo.new_for_xml(XML).interfaces
active = True


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def on_released(handle, _):
    os.close(handle)
    say("released")
    return False


def on_call(_, sender, path, interface, method, given, answer):
    if method == "GetSession":
        answer.return_value(GLib.Variant("(o)", (f"/org/freedesktop/login1/session/_{given[0]}",)))
        return
    reading, writing = os.pipe()
    GLib.io_add_watch(reading, GLib.IO_HUP, on_released)
    handles = Gio.UnixFDList.new()
    place = handles.append(writing)
    os.close(writing)
    say("inhibit " + " ".join(given.unpack()))
    answer.return_value_with_unix_fd_list(GLib.Variant("(h)", (place,)), handles)


def on_property(_, sender, path, interface, name):
    return GLib.Variant("s", "7") if name == "Id" else GLib.Variant("b", active)


def on_line(_, condition):
    global active
    line = sys.stdin.readline()
    if not line:
        loop.quit()
        return False
    path, interface, name, kind, arguments = json.loads(line)
    if name == "PropertiesChanged":
        active = arguments[1]["Active"]
    bus.emit_signal(None, path, interface, name, GLib.Variant(kind, tuple(arguments)) if kind else None)
    return True


flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
bus = Gio.DBusConnection.new_for_address_sync(sys.argv[1], flags, None, None)
bus.register_object("/org/freedesktop/login1", MANAGING, on_call, None, None)
for session in ("auto", "_7"):
    bus.register_object(f"/org/freedesktop/login1/session/{session}", SESSION, None, on_property, None)
Gio.bus_own_name_on_connection(bus, LOGIN, 0, lambda *_: say("ready"), None)
GLib.io_add_watch(0, GLib.IO_IN | GLib.IO_HUP, on_line)
loop = GLib.MainLoop()
loop.run()
