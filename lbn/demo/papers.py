"""A page of paper for the demonstration: a small PDF that says what it stands for."""


def draw_paper(title: str) -> bytes:
    """Return a PDF of one Letter page that says `title`, and that it is nobody's document."""
    lines = (f"BT /F 18 Tf 72 700 Td ({_escape(title)}) Tj ET", "BT /F 12 Tf 72 670 Td (Demonstration only.) Tj ET")
    words = "\n".join(lines).encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    paper, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(paper))
        paper += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(paper)
    paper += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return paper + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def _escape(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "()\\" else letter for letter in text)
