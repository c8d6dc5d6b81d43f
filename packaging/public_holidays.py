"""Writes the table of public holidays anew: after an update of the package `holidays`."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from db.public_holidays import TABLE, computed

FIRST, LAST = 1950, 2150


def main() -> None:
    """Write every year from the first to the last, each on a line of its own."""
    years = {str(year): [f"{day:%m-%d}" for day in sorted(computed(year))] for year in range(FIRST, LAST + 1)}
    lines = ",\n".join(f' "{year}": {json.dumps(days)}' for year, days in years.items())
    TABLE.write_text(f"{{\n{lines}\n}}\n", "utf-8")


if __name__ == "__main__":
    main()
