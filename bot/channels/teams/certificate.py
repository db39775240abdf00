"""The certificate that the bot proves itself with, in place of a secret."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

SMALLEST_BITS = 2048


@dataclass(frozen=True)
class Certificate:
    """A certificate and its private key. `thumbprint` is base64url of the SHA-256 of its DER, as x5t#S256 has it."""

    key: RSAPrivateKey = field(repr=False)
    thumbprint: str
    valid_from: datetime
    valid_until: datetime

    @classmethod
    def read(cls, path: Path, key_path: Path) -> Certificate:
        """The certificate in one PEM file with the key in the same or another one.

        Raises OSError where a file can't be read, and ValueError, in a few words, where it doesn't hold what it must.
        """
        pem, key_pem = path.read_bytes(), key_path.read_bytes()
        try:
            certificate = x509.load_pem_x509_certificate(pem)
        except ValueError as error:
            raise ValueError("no certificate in it") from error
        try:
            key = serialization.load_pem_private_key(key_pem, password=None)
        except (ValueError, TypeError) as error:
            raise ValueError("no private key without a password in it") from error
        if not isinstance(key, RSAPrivateKey) or key.key_size < SMALLEST_BITS:
            raise ValueError(f"the key is not RSA of {SMALLEST_BITS} bits or more")
        public = certificate.public_key()
        if not isinstance(public, RSAPublicKey) or public.public_numbers() != key.public_key().public_numbers():
            raise ValueError("the key is not the certificate's")
        return cls(
            key,
            base64.urlsafe_b64encode(certificate.fingerprint(hashes.SHA256())).decode().rstrip("="),
            certificate.not_valid_before_utc,
            certificate.not_valid_after_utc,
        )

    def days_left(self, now: datetime | None = None) -> int:
        """Whole days until it ends; below 0 once it has ended."""
        return (self.valid_until - (now or datetime.now(timezone.utc))).days
