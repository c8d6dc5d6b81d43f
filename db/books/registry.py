"""What IT has settled by group policy: Windows' registry, where only administrators write.

The names are those of `resources/policy.toml`; `packaging/windows/templates.py` makes the template for IT.
"""

import sys
from typing import Any, Final

from db.errors import NotAllowed
from db.words import later

KEY: Final = "Software\\Policies\\TaetPaa"
NAMED: Final = f"HKLM\\{KEY}"
_REMEDY: Final = later("The strictest settings apply until IT has corrected this policy.")


def values() -> dict[str, Any]:
    """Each value that stands there, by its name; {} where there is none, and on other systems.

    Raises NotAllowed if the key is there and cannot be read.
    """
    if sys.platform != "win32":
        return {}
    import winreg

    try:
        with winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE, KEY, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        ) as key:
            count = winreg.QueryInfoKey(key)[1]
            found = [winreg.EnumValue(key, at) for at in range(count)]
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise NotAllowed(later("{place}: the policies cannot be read."), _REMEDY, place=NAMED) from error
    return {name: value for name, value, _ in found if name}
