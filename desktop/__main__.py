"""The one entry point: subcommands go to the library before anything of Qt is imported."""

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand, or open the window if there is none; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    from db.cli.opening import asks_for_window, window_options

    if asks_for_window(given):
        from desktop.display import has_display

        if not has_display():
            return _without_display(given)
        from desktop.lean import forgo

        forgo()
        options = window_options(given)
        if options.smoke:
            from desktop.smoke import smoke

            return smoke(options)
        from desktop.app import run_window

        return run_window(options)
    from db.cli.main import run

    return run(given)


def _without_display(given: list[str]) -> int:
    """The smoke test needs no screen; anything else is refused in words. Returns the exit code."""
    if "--smoke" in given:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return main(given)
    from db.cli.opening import window_options
    from db.words import Words

    words = Words(window_options(given).language or "da")
    said = words.t("There is no screen to open the window on. See {program} --help.", program="taetpaa")
    sys.stderr.write(f"taetpaa: {said}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
