"""A profile that IT signed with the stock program `minisign`, here 0.11: every change is seen."""

import json

import pytest

from db.books import minisign, municipality, policy

KEY = "RWTDU61rxUyC/0qDOXsjX4cgJdQSIbkp/iTJLRv3lvIiDHtGSiqfPQs/"
OTHER = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
PROFILE = b"municipality = 'Nordfjord'\n"
SUMS = "bc64545591d838ca2148a93480f6c0e9a036f59a81efbf9039badc910a838df3  profile.toml\n"
HASHED = """untrusted comment: signature from minisign secret key
RUTDU61rxUyC/5xomi+cmi2n6avQesjl0HQ5QS1J3eKfmBUWG6rkL76W/MpBroOxKEmbHYFCkIK79wRCJP9moF+e6nKUQDD3Qgg=
trusted comment: profil 3
3CvmOf2dbWWZf8w94pD5CCM+DZxzB36y7pkJUSP9eERYJgonJEmVI5VxxcdLfdnM1ZBv1lBsD3B4D1zinuZgCw==
"""
PLAIN = """untrusted comment: signature from minisign secret key
RWTDU61rxUyC/+3aLqa7K4vTJM+w+hySKXQ6FwrcKhQ/eGgP/PBcODPEDHd6IrxKZyftrxMkuAvVgggs59yZCoH0xek1/Sz4tQU=
trusted comment: profil 2
z9SE7Y5ThMjLPB1Atl0E1BfPBwifY3HqWhNpoVb71m1Bi5s/OtV0Ifro3fWDucnv8b/cYv6dn2zGcwYTjhuCAg==
"""


@pytest.fixture
def signed(tmp_path):
    """The folder of a profile as IT signed it."""
    folder = tmp_path / "profile"
    folder.mkdir()
    for name, content in (("profile.toml", PROFILE), ("SHA256SUMS", SUMS.encode())):
        (folder / name).write_bytes(content)
    (folder / "SHA256SUMS.minisig").write_text(HASHED, "utf-8")
    return folder


@pytest.fixture
def by_it(tmp_path, monkeypatch):
    file = tmp_path / "policy.toml"
    monkeypatch.setattr(policy, "policy_file", lambda: file)
    return lambda text: file.write_text(text, "utf-8")


@pytest.mark.parametrize(("signature", "comment"), [(HASHED, "profil 3"), (PLAIN, "profil 2")])
def test_both_kinds_of_signature_that_minisign_makes(signature, comment):
    key = minisign.public_key(f"untrusted comment: x\n{KEY}\n")
    assert key.name == "FF824CC56BAD53C3"
    assert minisign.verify(key, SUMS.encode(), signature) == comment
    assert minisign.verify(key, SUMS.encode(), signature.replace("\n", "\r\n")) == comment


@pytest.mark.parametrize(
    "signature",
    [
        "",
        HASHED.replace("profil 3", "profil 4"),
        HASHED.replace("RUTDU61r", "RUTDU61s"),
        HASHED.replace("RUTDU61r", "RWTDU61r"),
        HASHED.replace("5xomi", "5xomj"),
        HASHED.replace("3CvmOf", "3CvmOg"),
        HASHED.replace("Qgg=", "Qgg"),
        "\n".join(HASHED.splitlines()[:3]),
    ],
)
def test_a_signature_that_was_touched_does_not_fit(signature):
    with pytest.raises(minisign.Unfit):
        minisign.verify(minisign.public_key(KEY), SUMS.encode(), signature)


@pytest.mark.parametrize("text", ["", "RW", KEY[:-4], "RW" + "A" * 10, HASHED])
def test_what_is_no_key_is_none(text):
    with pytest.raises(minisign.Unfit):
        minisign.public_key(text)


def test_check_says_signed_unsigned_or_wrong(taetpaa, signed, by_it):
    def checked(*more):
        return taetpaa("profile", "check", signed, *more, passphrase=None)

    assert "prøve underskriften med" in checked().out
    assert "Den er underskrevet med it-afdelingens nøgle" in checked("--key", KEY).out
    wrong = checked("--key", OTHER)
    assert (wrong.code, "passer ikke til it-afdelingens nøgle" in wrong.err) == (1, True)
    by_it(f'profile_key = "{KEY}"\n')
    assert "Den er underskrevet med it-afdelingens nøgle" in checked().out
    (signed / "letters").mkdir()
    (signed / "letters" / "own.txt").write_text("x", "utf-8")
    added = checked()
    assert (added.code, "letters/own.txt" in added.err) == (1, True)
    (signed / "letters" / "own.txt").unlink()
    (signed / "profile.toml").write_text("municipality = 'Sydfjord'\n", "utf-8")
    assert "profile.toml er ikke" in checked().err
    (signed / "SHA256SUMS.minisig").unlink()
    assert "ikke hel" in checked().err
    (signed / "SHA256SUMS").unlink()
    unsigned = checked()
    assert (unsigned.code, "Den er ikke underskrevet." in unsigned.out) == (0, True)
    by_it(f'profile_signature = "required"\nprofile_key = "{KEY}"\n')
    assert checked().code == 1


def test_the_list_is_what_the_stock_program_writes(taetpaa, signed):
    for name in ("SHA256SUMS", "SHA256SUMS.minisig"):
        (signed / name).unlink()
    assert taetpaa("profile", "sums", signed, passphrase=None).code == 0
    assert (signed / "SHA256SUMS").read_bytes() == SUMS.encode()
    assert taetpaa("profile", "sums", signed / "nowhere", passphrase=None).code == 1


def test_an_unsigned_profile_is_left_out_where_policy_wants_a_signature(taetpaa, signed, by_it):
    def stated():
        found = municipality.read(signed)
        return found.profile.letterhead.municipality, [str(fault) for fault in found.faults]

    assert stated() == ("Nordfjord", [])
    by_it(f'profile_signature = "required"\nprofile_key = "{KEY}"\n')
    assert stated() == ("Nordfjord", [])
    by_it(f'profile_signature = "required"\nprofile_key = "{OTHER}"\n')
    assert stated() == ("", ["The profile's signature is not that of IT's key."])
    by_it('profile_signature = "required"\n')
    assert stated()[0] == ""
    by_it(f'profile_signature = "required"\nprofile_key = "{KEY}"\n')
    (signed / "SHA256SUMS.minisig").unlink()
    (signed / "SHA256SUMS").unlink()
    assert stated() == ("", ["The profile is not signed."])
    told = taetpaa("--profile", signed, "policy", "--json", passphrase=None)
    assert json.loads(told.out)
    assert "Profilen er ikke underskrevet." in told.err


def test_a_faulty_policy_lets_no_unsigned_profile_in(signed, by_it):
    by_it(f'profile_signature = "optional"\nprofile_key = "{KEY}"\nidle = 4\n')
    found = municipality.read(signed)
    assert found.profile.letterhead.municipality == ""
    assert len(found.faults) == 2


def test_an_unsigned_profile_cannot_say_that_none_is_needed(taetpaa, signed):
    (signed / "profile.toml").write_text('[policy]\nprofile_signature = "optional"\n', "utf-8")
    told = taetpaa("--lang", "en", "profile", "check", signed, passphrase=None)
    assert (told.code, "profile_signature is not known here" in told.err) == (1, True)
