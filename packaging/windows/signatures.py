"""Signatures of Windows programs: those of the Python that is built in are verified, our own are made.

For a release SIGN_CERTIFICATE and SIGN_KEY name PEM files and SIGN_TIMESTAMP the timestamp service; without
them a test certificate is made, which no machine trusts.
"""

import os
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
MICROSOFT: Final = HERE / "microsoft-root.pem"
SYSTEM: Final = Path("/etc/ssl/certs/ca-certificates.crt")
PUBLISHER: Final = "O=Python Software Foundation/CN=Python Software Foundation"
_MOMENT: Final = "Timestamp time: "
_FORM: Final = "%b %d %H:%M:%S %Y GMT"
_NAME: Final = "Tæt På"


def lacking() -> str:
    """What to do where `osslsigncode` cannot leave revocations aside; empty if it can."""
    said = subprocess.run(("osslsigncode", "verify", "--help"), capture_output=True, text=True, check=False)
    if "-ignore-cdp" in said.stdout + said.stderr:
        return ""
    return (
        "This osslsigncode is too old (2.9 does it). Debian 12 has a newer one in its backports:\n"
        "  apt-get install -t bookworm-backports osslsigncode\n"
    )


def verified_python(folder: Path) -> list[str]:
    """What was verified of the embeddable Python in `folder`, a line each; ValueError if one is not sound.

    Programs and libraries must bear the Python Software Foundation's Authenticode signature. Microsoft's
    runtime bears Microsoft's, whose root is in no list here: it is told and not verified.
    """
    told = []
    for path in sorted(folder.glob("*")):
        if path.suffix not in (".exe", ".dll", ".pyd"):
            continue
        if path.name.startswith("vcruntime"):
            told.append(f"not verified, Microsoft's: {path.name}")
            continue
        told.append(f"signed by the Python Software Foundation: {path.name} {signed_at(path):%Y-%m-%d}")
    if not any("python.exe" in line for line in told):
        raise ValueError("this is not the embeddable Python")
    return told


def signed_at(path: Path) -> datetime:
    """When the Python Software Foundation signed `path`. Raises ValueError if that does not hold.

    Its certificates live for days: they are judged as of the moment that the timestamp service vouches for. A
    revocation is not asked for, since nothing here goes to the network.
    """
    moment = stated_moment(_verify(path)[1])
    said = _verify(path, "-time", str(int(moment.timestamp())))[1]
    if not is_sound(said):
        raise ValueError(f"{path.name} is not signed by the Python Software Foundation:\n{said[-1500:]}")
    return moment


def is_sound(said: str) -> bool:
    """True if by what `osslsigncode verify` said all holds but what lies on the network: revocations.

    The digest is the file's, both chains lead to a known root, and the Python Software Foundation signed.
    """
    _, found, chain = said.partition("Signing certificate chain verified using:")
    stamped = "Timestamp verified using:" in said
    return (
        bool(found)
        and stamped
        and "MISMATCH" not in said
        and "rror:" not in said
        and f"/{PUBLISHER}" in chain
    )


def stated_moment(said: str) -> datetime:
    """The moment of the timestamp in what `osslsigncode verify` said. Raises ValueError if there is none."""
    for line in said.splitlines():
        _, found, moment = line.partition(_MOMENT)
        if found and moment.strip() != "N/A":
            return datetime.strptime(moment.strip(), _FORM).replace(tzinfo=UTC)
    raise ValueError("there is no signature with a timestamp")


def is_signed(path: Path) -> bool:
    """True if `path` bears a signature, whosever it is."""
    return "No signature found" not in _verify(path)[1]


def sign_unsigned(folder: Path, work: Path) -> None:
    """Sign every program and library below `folder` that nobody signed: rules go by publisher."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".exe", ".dll", ".pyd") and not is_signed(path):
            sign(path, work)


def sign(path: Path, work: Path) -> None:
    """Sign `path` in place; without a certificate by IT one for tests is made in `work`."""
    certificate, key = _certificate(work)
    signed = path.with_name(path.name + ".signed")
    stamp = ("-ts", os.environ["SIGN_TIMESTAMP"]) if os.environ.get("SIGN_TIMESTAMP") else ()
    words = (
        "-certs",
        certificate,
        "-key",
        key,
        "-h",
        "sha256",
        "-n",
        _NAME,
        *stamp,
        "-in",
        path,
        "-out",
        signed,
    )
    _run("osslsigncode", "sign", *words)
    signed.replace(path)


def verified_as_ours(path: Path, work: Path) -> None:
    """Raise RuntimeError unless `path` is signed as what lies in `work` is, and unchanged."""
    certificate = _certificate(work)[0]
    _run("osslsigncode", "verify", "-CAfile", certificate, "-in", path)


def _certificate(work: Path) -> tuple[Path, Path]:
    if os.environ.get("SIGN_CERTIFICATE"):
        return Path(os.environ["SIGN_CERTIFICATE"]), Path(os.environ["SIGN_KEY"])
    certificate, key = work / "test-certificate.pem", work / "test-key.pem"
    if not certificate.exists():
        made = (
            "req",
            "-x509",
            "-newkey",
            "rsa:3072",
            "-nodes",
            "-days",
            "30",
            "-keyout",
            key,
            "-out",
            certificate,
        )
        named = ("-subj", "/O=Taet Paa test/CN=Taet Paa test", "-addext", "extendedKeyUsage=codeSigning")
        _run("openssl", *made, *named)
    return certificate, key


def _verify(path: Path, *more: str) -> tuple[int, str]:
    with tempfile.NamedTemporaryFile("wb", suffix=".pem") as known:
        known.write(MICROSOFT.read_bytes() + SYSTEM.read_bytes())
        known.flush()
        words = ("-ignore-cdp", "-CAfile", known.name, "-TSA-CAfile", known.name, *more, "-in", str(path))
        done = subprocess.run(
            ("osslsigncode", "verify", *words), capture_output=True, text=True, errors="replace", check=False
        )
    return done.returncode, done.stdout + done.stderr


def _run(*words: object) -> None:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{words[0]} {words[1]}: {done.stdout[-800:]}{done.stderr[-800:]}")
