"""Root keys wrapped by a key service: AWS KMS, or HashiCorp Vault's transit engine, through their own clients.

The root key is made here and lies here in wrapped form alone; the service unwraps it at the start. Whoever takes its
key away has closed the house. Addresses, regions and certificates are set in the clients' own ways. A service that
doesn't answer is said to be so; the key is never made anew because of it.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from underrose.ground.vault.root_trouble import RootNotHere, RootUnreachable
from underrose.ground.vault.root_wrapped import WrappedFile
from underrose.ground.vault.secret import Secret

SECONDS = 5
# Bound to the wrapped form by the service, so that another secret under the same key never opens as our root key.
_CONTEXT = {"purpose": "root key"}


class AwsKms(WrappedFile):
    """`aws:KEY`, where KEY is the id, alias or ARN of a symmetric key of AWS KMS."""

    name = "aws"

    def __init__(self, folder: Path, key: str) -> None:
        super().__init__(folder)
        self.key = key

    @property
    def where(self) -> str:
        return f"{self.path}, wrapped by AWS KMS key {self.key}"

    def wrap(self, key: Secret) -> bytes:
        answer = self._ask("encrypt", Plaintext=bytes(key))
        wrapped: bytes = answer["CiphertextBlob"]
        return wrapped

    def unwrap(self, wrapped: bytes) -> Secret:
        return Secret(self._ask("decrypt", CiphertextBlob=wrapped)["Plaintext"])

    def _ask(self, act: str, **words: bytes) -> dict[str, Any]:
        try:
            import boto3
            from botocore.config import Config
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError:
            raise _not_installed("boto3", "aws") from None
        patience = Config(connect_timeout=SECONDS, read_timeout=SECONDS, retries={"total_max_attempts": 3})
        try:
            kms = boto3.client("kms", config=patience)
            answer: dict[str, Any] = getattr(kms, act)(KeyId=self.key, EncryptionContext=_CONTEXT, **words)
        except ClientError as error:
            raise _refused("AWS KMS", error.response.get("Error", {}).get("Code", "")) from error
        except BotoCoreError as error:
            raise _silent("AWS KMS", error) from error
        return answer


class HashicorpTransit(WrappedFile):
    """`hashicorp:KEY` or `hashicorp:MOUNT/KEY`, a key of the transit engine."""

    name = "hashicorp"

    def __init__(self, folder: Path, key: str) -> None:
        super().__init__(folder)
        mount, _slash, self.key = key.rpartition("/")
        self.mount = mount or "transit"

    @property
    def where(self) -> str:
        return f"{self.path}, wrapped by HashiCorp Vault key {self.mount}/{self.key}"

    def wrap(self, key: Secret) -> bytes:
        answer = self._ask("encrypt_data", plaintext=base64.b64encode(key).decode())
        return str(answer["data"]["ciphertext"]).encode()

    def unwrap(self, wrapped: bytes) -> Secret:
        answer = self._ask("decrypt_data", ciphertext=wrapped.decode())
        return Secret(base64.b64decode(answer["data"]["plaintext"]))

    def _ask(self, act: str, **words: str) -> dict[str, Any]:
        try:
            import hvac
            from hvac.exceptions import VaultError
            from requests.exceptions import RequestException
        except ImportError:
            raise _not_installed("hvac", "hashicorp") from None
        try:
            transit = hvac.Client(token=settings.HASHICORP_TOKEN or None, timeout=SECONDS).secrets.transit
            bound = base64.b64encode(_CONTEXT["purpose"].encode()).decode()
            answer: dict[str, Any] = getattr(transit, act)(
                name=self.key, mount_point=self.mount, associated_data=bound, **words
            )
        except VaultError as error:
            raise _refused("HashiCorp Vault", type(error).__name__) from error
        except RequestException as error:
            raise _silent("HashiCorp Vault", error) from error
        return answer


def _not_installed(client: str, extra: str) -> RootNotHere:
    said = _("The client of this key service (%(client)s) is not installed: pip install 'underrose[%(extra)s]'")
    return RootNotHere(said % {"client": client, "extra": extra})


def _refused(service: str, why: str) -> RootUnreachable:
    return RootUnreachable(
        _("%(service)s refused to open the root key (%(why)s). Look at the key's state and at what this machine may do "
          "there.") % {"service": service, "why": why}
    )  # fmt: skip


def _silent(service: str, error: Exception) -> RootUnreachable:
    return RootUnreachable(
        _("%(service)s doesn't answer (%(why)s). Nothing that is sealed opens until it does.")
        % {"service": service, "why": type(error).__name__}
    )
