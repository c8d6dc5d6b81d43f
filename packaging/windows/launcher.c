/* Starts the program in a process of its own name: the window (taetpaa.exe) or the command line (taetpaa-cli.exe).
   Python runs in it, isolated: it reads no variable, no registry and no folder but the program's own. */

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <string.h>

typedef int (*python_main)(int, wchar_t **);

static const wchar_t *const FIRST[] = {L"-I", L"-X", L"utf8", L"-m", L"desktop"};
enum { COUNT = sizeof FIRST / sizeof *FIRST, LONGEST = 32768 };

static int start(int given, wchar_t **words)
{
    static wchar_t path[LONGEST];
    DWORD length = GetModuleFileNameW(NULL, path, LONGEST - 32);
    if (length == 0 || length >= LONGEST - 32)
        return 1;
    wchar_t **all = calloc(given + COUNT + 1, sizeof *all);
    wchar_t *name = wcsrchr(path, L'\\');
    if (all == NULL || name == NULL)
        return 1;
    all[0] = _wcsdup(path);
    for (int i = 0; i < COUNT; i++)
        all[i + 1] = (wchar_t *)FIRST[i];
    for (int i = 1; i < given; i++)
        all[COUNT + i] = words[i];
    wcscpy(name + 1, PYTHON);
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    HMODULE python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    python_main run = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    return run ? run(given + COUNT, all) : 1;
}

int wmain(int given, wchar_t **words)
{
    return start(given, words);
}

#ifdef WINDOW
int WINAPI wWinMain(HINSTANCE self, HINSTANCE other, PWSTR line, int show)
{
    (void)self, (void)other, (void)line, (void)show;
    return start(__argc, __wargv);
}
#endif
