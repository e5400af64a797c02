"""The library calls that the vault rests on, against the vectors of the standards."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

# RFC 3394, sections 4.1 to 4.6: key-encryption key, key data, ciphertext.
KEY_WRAP = [
    (
        "000102030405060708090A0B0C0D0E0F",
        "00112233445566778899AABBCCDDEEFF",
        "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
    ),
    (
        "000102030405060708090A0B0C0D0E0F1011121314151617",
        "00112233445566778899AABBCCDDEEFF",
        "96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D",
    ),
    (
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
        "00112233445566778899AABBCCDDEEFF",
        "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
    ),
    (
        "000102030405060708090A0B0C0D0E0F1011121314151617",
        "00112233445566778899AABBCCDDEEFF0001020304050607",
        "031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2",
    ),
    (
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
        "00112233445566778899AABBCCDDEEFF0001020304050607",
        "A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1",
    ),
    (
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
        "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F",
        "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21",
    ),
]

# RFC 5869, appendix A.1 to A.3: input, salt, info, length, output.
HKDF_SHA256 = [
    (
        "0b" * 22,
        "000102030405060708090a0b0c",
        "f0f1f2f3f4f5f6f7f8f9",
        42,
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    ),
    (
        bytes(range(0x50)).hex(),
        bytes(range(0x60, 0xB0)).hex(),
        bytes(range(0xB0, 0x100)).hex(),
        82,
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
        "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
    ),
    (
        "0b" * 22,
        "",
        "",
        42,
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    ),
]


@pytest.mark.parametrize(("wrapping", "key", "wrapped"), KEY_WRAP)
def test_key_wrap_agrees_with_rfc_3394(wrapping: str, key: str, wrapped: str) -> None:
    assert aes_key_wrap(bytes.fromhex(wrapping), bytes.fromhex(key)).hex() == wrapped.lower()
    assert aes_key_unwrap(bytes.fromhex(wrapping), bytes.fromhex(wrapped)).hex() == key.lower()


@pytest.mark.parametrize(("material", "salt", "info", "length", "output"), HKDF_SHA256)
def test_key_derivation_agrees_with_rfc_5869(material: str, salt: str, info: str, length: int, output: str) -> None:
    found = HKDF(SHA256(), length, bytes.fromhex(salt), bytes.fromhex(info)).derive(bytes.fromhex(material))
    assert found.hex() == output


def test_sealing_agrees_with_the_gcm_specification() -> None:
    """Test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation": AES-256 with associated data."""
    key = "feffe9928665731c6d6a8f9467308308" * 2
    plain = (
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
        "b16aedf5aa0de657ba637b39"
    )
    sealed = (
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
        "c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
    )
    place = "feedfacedeadbeeffeedfacedeadbeefabaddad2"
    found = AESGCM(bytes.fromhex(key)).encrypt(
        bytes.fromhex("cafebabefacedbaddecaf888"), bytes.fromhex(plain), bytes.fromhex(place)
    )
    assert found.hex() == sealed
