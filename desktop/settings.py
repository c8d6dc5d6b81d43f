"""What a person chose for the window: nothing in it says anything about any family."""

import json
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from db.paths import own_folder
from db.words import LANGUAGES
from desktop.kit.palette import Theme
from desktop.kit.style import Look


@dataclass(frozen=True, slots=True)
class Settings:
    """Theme, text size and language of the window."""

    theme: str = Theme.LIGHT.value
    text_factor: float = 1.0
    language: str = "da"

    @property
    def look(self) -> Look:
        """The look that was chosen."""
        return Look(Theme(self.theme), self.text_factor)


def settings_file() -> Path:
    """Where the window's settings lie."""
    return own_folder() / "window.json"


def installed_language() -> str:
    """The language that was chosen when the program was installed on this Windows; else "da"."""
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            with suppress(OSError), winreg.OpenKey(root, "Software\\TaetPaa") as key:
                found = winreg.QueryValueEx(key, "Language")[0]
                return str(found) if found in LANGUAGES else "da"
    return "da"


def read(file: Path) -> Settings:
    """The settings in `file`; the usual ones for what is missing or faulty there."""
    usual = Settings(language=installed_language())
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return usual
    if not isinstance(found, dict):
        return usual
    theme, factor, language = (found.get(name) for name in ("theme", "text_factor", "language"))
    return Settings(
        theme=theme if theme in set(Theme) else usual.theme,
        text_factor=float(factor) if isinstance(factor, int | float) else usual.text_factor,
        language=language if language in LANGUAGES else usual.language,
    )


def write(file: Path, settings: Settings) -> None:
    """Keep `settings`; a folder that refuses is no reason to stop, the next start has the old ones."""
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = file.with_name(file.name + ".part")
        part.write_text(json.dumps(asdict(settings)), "utf-8")
        part.replace(file)
