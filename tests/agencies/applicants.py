"""A reviewed program with its office, and the steps of an application, for the tests of all of them."""

import io
import zipfile
from datetime import UTC, date, datetime

from agencies.actions.application_review import claim_application
from agencies.actions.applications import begin_application, confirm_application, submit_application
from agencies.actions.programs import load_program
from agencies.actions.required_documents import upload_document
from agencies.models import Jurisdiction, Program
from agencies.packs import read_pack
from tests import cast

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 18, tzinfo=UTC)
DUE = date(2026, 12, 7)  # ten business days later; Thanksgiving is none
PDF = b"%PDF-1.7\nA plan.\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 17 + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0some picture\xff\xd9"
WORD = (
    '<Types><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def san_diego():
    """San Diego's program as its pack has it, with its county and Olive at its office."""
    load_program(pack=read_pack(cast.NEW_YORK.with_name("san_diego.toml")), at=datetime(2026, 1, 1, tzinfo=UTC))
    program = Program.objects.get(slug="san_diego")
    Jurisdiction.objects.get_or_create(slug="ca-san-diego", state="CA", name="San Diego", kind="county", fips="06073")
    cast.user("Olive", role="operator", program=program)
    return program


def facts_of(program, **changes):
    """What somebody says who applies for an ambulance service of the county."""
    return {
        "agency_name": "Mesa Ambulance",
        "kind": "ems",
        "jurisdiction": Jurisdiction.objects.get(state="CA"),
        "coordinator_name": "Ana",
        "coordinator_email": "ana@mesa.example",
        **changes,
    }


def draft(program, **changes):
    return begin_application(program=program, approvers={}, today=TODAY, **facts_of(program, **changes))


def upload_all(application, data=PDF):
    """Upload a PDF as each document that is asked for."""
    for document in application.required_documents.all():
        upload_document(document=document, data=data, kind="pdf", today=TODAY)


def at_the_office(program, **changes):
    """An application whose address is confirmed."""
    application = draft(program, **changes)
    upload_all(application)
    submit_application(application=application, today=TODAY, at=AT)
    return confirm_application(application=application, today=TODAY, at=AT)


def in_review(program, by, **changes):
    return claim_application(application=at_the_office(program, **changes), by=by, today=TODAY)


def words(answer):
    """A page with its white space folded."""
    return " ".join(answer.content.decode().split())


def docx(parts=None, *, types=WORD):
    """A Word document as a zip of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name, content in (parts or {"word/document.xml": "<w:document/>"}).items():
            archive.writestr(name, content)
    return file.getvalue()
