"""Where something stands in a TOML file, for those who have to mend it."""

import re
import tomllib


def field_line(text: str, field: str, nth: int = 1) -> int:
    """The line on which `field` is given a value or has its heading, the `nth` time; 1 if it does not."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].strip().strip("[]\"' ") == field:
            nth -= 1
            if not nth:
                return number
    return 1


def toml_line(error: tomllib.TOMLDecodeError) -> int:
    """The line that is not TOML; 1 if the file ends too early."""
    place = re.search(r"at line (\d+)", str(error))
    return int(place[1]) if place else 1
