"""Qt's own words, in its menus and its file dialog, in the language of the window."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from db.words import Words


def speak(app: QCoreApplication, words: Words) -> bool:
    """Let Qt speak the language of `words` in `app`. False if Qt has none: it speaks English then."""
    QLocale.setDefault(QLocale("da_DK" if words.language == "da" else "en_GB"))
    if words.language == "en":
        return True
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load(f"qtbase_{words.language}", folder) and app.installTranslator(translator)
