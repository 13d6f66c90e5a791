"""What is frozen: a document's text and its fingerprint, written once."""

from typing import Any, TypeVar

from django.db import models

from lbn.reporting.documents import Document, UnknownFormat, read_document
from lbn.reporting.documents.canonical import fingerprint

AnyDocument = TypeVar("AnyDocument", bound=Document)


class ContentChanged(ValueError):
    """What is stored is not what was frozen: it may not be shown. Restore it from a backup."""


class Frozen(models.Model):
    """A row that holds a frozen document: its canonical text, and the SHA-256 of that."""

    content = models.TextField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        abstract = True

    @staticmethod
    def freeze(document: Document) -> dict[str, Any]:
        """Return the fields that hold `document`."""
        return {"content": document.text, "content_hash": document.sha256}

    def read_as(self, kind: type[AnyDocument]) -> AnyDocument:
        """Return the document, which is of `kind`; raises `ContentChanged` where what is stored is something else."""
        if fingerprint(self.content) != self.content_hash:
            raise ContentChanged(self._accuse("was changed"))
        try:
            document = read_document(self.content)
        except UnknownFormat as cause:
            raise ContentChanged(self._accuse("cannot be read")) from cause
        if not isinstance(document, kind):
            raise ContentChanged(self._accuse("is of another kind"))
        return document

    def _accuse(self, what: str) -> str:
        return f"The stored text of {self._meta.verbose_name} {self.pk} {what}. Restore it from a backup."
