"""The secrets in links, such as those that open a terminal or a report, and the codes that are read aloud."""

from hashlib import sha256
from secrets import choice, token_urlsafe

KEY_BYTES = 32
CODE_LENGTH = 8
# No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: told apart by ear and by eye. No vowel, so that no code is a word.
CODE_ALPHABET = "34679CDFGHJKMNPQRTWXY"


def new_key():
    """Return a new key: 256 random bits as text that is safe behind the # of a link."""
    return token_urlsafe(KEY_BYTES)


def draw_code():
    """Return a new code of eight characters to read aloud (about 35 random bits; it lives for minutes)."""
    return "".join(choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def as_typed(code):
    """Return a code without what people type around it: small letters, blanks, hyphens."""
    return "".join(character for character in code.upper() if character.isalnum())


def hash_of(secret):
    """SHA-256 of a key, a code or a sender's address, in hexadecimal; only this is ever stored."""
    return sha256(secret.encode()).hexdigest()
