"""python-dbusmock's logind, UPower and GNOME's screen saver on the bus that is named, told what to do.

Run with the system's Python. A line of standard input is a word of `DO`; the answer is a line of JSON.
"""

import json
import os
import subprocess
import sys

os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"] = sys.argv[1]

import dbus
import dbusmock

MANAGER, SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
ROOM = "/org/freedesktop/login1/session"
spawn = dbusmock.DBusTestCase.spawn_server_template
login_process, login = spawn("logind", {}, stdout=subprocess.DEVNULL)
power_process, power = spawn("upower", {}, stdout=subprocess.DEVNULL)
saver_process, saver = spawn("gnome_screensaver", {}, stdout=subprocess.DEVNULL)
login.AddSession("7", "seat0", 1000, "hanne", True)
login.AddObject(
    f"{ROOM}/auto",
    SESSION,
    dbus.Dictionary({"Id": "7", "Active": True}, signature="sv"),
    dbus.Array([], signature="(ssss)"),
)
own = dbus.Interface(dbus.SystemBus().get_object("org.freedesktop.login1", f"{ROOM}/7"), dbusmock.MOCK_IFACE)


def active(whether):
    """The session's property, as it is sent."""
    return dbus.Dictionary({"Active": whether}, signature="sv")


def lid(closed):
    """The lid of the laptop is closed or opened, and UPower says so."""
    changed = dbus.Dictionary({"LidIsClosed": closed}, signature="sv")
    power.UpdateProperties("org.freedesktop.UPower", changed, dbus_interface=dbusmock.MOCK_IFACE)


def words(*told):
    """What a signal carries, as it is sent."""
    return dbus.Array(told, signature="v")


def held():
    """What logind is asked to wait for."""
    return [[str(word) for word in one[:4]] for one in login.ListInhibitors(dbus_interface=MANAGER)]


DO = {
    "held": held,
    "sleep": lambda: login.EmitSignal(MANAGER, "PrepareForSleep", "b", words(True)),
    "wake": lambda: login.EmitSignal(MANAGER, "PrepareForSleep", "b", words(False)),
    "lock": lambda: own.EmitSignal(SESSION, "Lock", "", words()),
    "leave": lambda: own.UpdateProperties(SESSION, active(False)),
    "come": lambda: own.UpdateProperties(SESSION, active(True)),
    "lid": lambda: lid(True),
    "lid up": lambda: lid(False),
    "saver": lambda: saver.SetActive(True),
    "no saver": lambda: saver.SetActive(False),
}

try:
    for line in sys.stdin:
        sys.stdout.write(json.dumps(DO[line.strip()]()) + "\n")
        sys.stdout.flush()
finally:
    for process in (login_process, power_process, saver_process):
        process.terminate()
        process.wait()
