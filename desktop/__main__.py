"""The one entry point: subcommands go to the library before anything of Qt is imported."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand, or open the window if there is none; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    from db.cli.opening import asks_for_window

    if asks_for_window(given):
        from desktop.qt_features import forgo_features

        forgo_features()
        from desktop.app import run_window

        return run_window(given)
    from db.cli.main import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
