import base64
import hashlib

import pytest
from cryptography.fernet import Fernet

from nongcai.foundation import sealing

SECRET = "一个够长的密钥"


@pytest.mark.parametrize("said", [b"", b"\x00", "答复".encode(), b"x" * 100_000])
def test_opens_what_it_sealed(said):
    assert sealing.unseal(sealing.seal(said, SECRET), SECRET) == said


def test_does_not_show_what_is_sealed():
    assert b"4711" not in sealing.seal(b"4711", SECRET)


def test_seals_the_same_never_alike():
    assert sealing.seal(b"same", SECRET) != sealing.seal(b"same", SECRET)


def test_opens_what_was_sealed_as_a_token():
    old = Fernet(base64.urlsafe_b64encode(hashlib.sha256(SECRET.encode()).digest())).encrypt("旧".encode())

    assert sealing.unseal(old, SECRET) == "旧".encode()


@pytest.mark.parametrize("place", [0, 1, 13, -1])
def test_is_not_opened_where_a_byte_was_changed(place):
    sealed = bytearray(sealing.seal(b"4711", SECRET))
    sealed[place] ^= 1

    with pytest.raises(sealing.WrongKeyError):
        sealing.unseal(bytes(sealed), SECRET)


@pytest.mark.parametrize("what", [b"", b"\x01", b"\x01" + b"x" * 12, b"gAAAA", "不是".encode()])
def test_is_not_opened_where_it_is_no_seal(what):
    with pytest.raises(sealing.WrongKeyError):
        sealing.unseal(what, SECRET)


def test_is_not_opened_with_another_secret():
    with pytest.raises(sealing.WrongKeyError):
        sealing.unseal(sealing.seal(b"4711", SECRET), "另一个")
