"""PDFs whose structure, pages, contents or pictures are not what they should be."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from PIL import Image

from benchmarks.odd_inputs.raw_pdf import CATALOG, FONT, TEXT, TREE, deflated, page, pdf, stream, with_image

MANY = 1_000_000
BOXES = {
    "200 inches": b"[0 0 14400 14400]",
    "a billion points": b"[0 0 1e9 1e9]",
    "10 to the 400": b"[0 0 1e400 1e400]",
    "negative": b"[0 0 -595 -842]",
    "reversed": b"[595 842 0 0]",
    "of no size": b"[0 0 0 0]",
    "a line": b"[0 0 595 0]",
    "a speck": b"[0 0 0.001 0.001]",
    "a strip": b"[0 0 14400 3]",
    "of three numbers": b"[0 0 595]",
    "of strings": b"[(0) (0) (595) (842)]",
    "of names": b"/A4",
    "indirect": b"9 0 R",
    "far from the origin": b"[1000000 1000000 1000595 1000842]",
}
PAGES = {
    "crop box outside": b"/CropBox [5000 5000 6000 6000]",
    "user unit 1000": b"/UserUnit 1000",
    "user unit 0": b"/UserUnit 0",
    "rotated by 45": b"/Rotate 45",
    "rotated by -90": b"/Rotate -90",
    "rotated by a lot": b"/Rotate 99999999990",
    "rotated by a name": b"/Rotate /Left",
    "annotations of nothing": b"/Annots [99 0 R 3 0 R null 7]",
    "its own annotation": b"/Annots [3 0 R]",
    "page action": b"/AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
}
CONTENTS = {
    "a million saves": b"q " * MANY,
    "restores without saves": b"Q " * 1000 + TEXT,
    "a million letters": b"BT /F1 1 Tf 72 700 Td " + b"(a) Tj " * MANY + b"ET",
    "a million lines": b"0 0 m " + b"595 842 l 0 0 l " * (MANY // 2) + b"S",
    "letters without a font": b"BT /F9 13 Tf 72 700 Td (KE HOACH) Tj ET",
    "letters of size 0": b"BT /F1 0 Tf 72 700 Td (KE HOACH) Tj ET",
    "letters of a kilometre": b"BT /F1 3000000 Tf 72 700 Td (KE HOACH) Tj ET",
    "letters off the page": b"BT /F1 13 Tf 72000 70000 Td (KE HOACH) Tj ET",
    "a matrix of zeros": b"0 0 0 0 0 0 cm " + TEXT,
    "a matrix of infinities": b"1e38 1e38 1e38 1e38 1e38 1e38 cm " + TEXT,
    "an array in an array": b"[" * 100_000 + b"]" * 100_000 + b" TJ",
    "a dictionary in a dictionary": b"/A " + b"<< /A " * 100_000 + b">> " * 100_000 + b"BDC EMC",
    "a string without an end": b"BT /F1 13 Tf (KE HOACH",
    "operators of nobody": b"foo bar 1 2 3 baz " * 10_000 + TEXT,
    "an inline picture without an end": b"BI /W 1000 /H 1000 /BPC 8 /CS /G ID abc",
    "an inline picture of 60000": b"BI /W 60000 /H 60000 /BPC 8 /CS /RGB ID abc EI",
    "clip in clip": b"0 0 595 842 re W n " * 100_000 + TEXT,
    "dashes": b"[" + b"0.0001 " * 1000 + b"] 0 d 0 0 m 595 842 l S " * 100,
    "zeros": bytes(MANY),
}
IMAGES = {
    "60000 x 60000": b"/Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceGray",
    "a negative picture": b"/Width -100 /Height -100 /BitsPerComponent 8 /ColorSpace /DeviceGray",
    "a picture of no width": b"/Width 0 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceGray",
    "3 bits": b"/Width 100 /Height 100 /BitsPerComponent 3 /ColorSpace /DeviceGray",
    "no colours": b"/Width 100 /Height 100 /BitsPerComponent 8",
    "unknown colours": b"/Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceOfNobody",
    "colours of themselves": b"/Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace 6 0 R",
    "a mask of itself": b"/Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray /SMask 5 0 R",
    "JBIG2 of junk": b"/Width 2000 /Height 3000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode",
    "JPX of junk": b"/Width 2000 /Height 3000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /JPXDecode",
    "CCITT of junk": b"/Width 2000 /Height 3000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode "
    b"/DecodeParms << /K -1 /Columns 2000 /Rows 3000 >>",
    "CCITT of 60000 columns": b"/Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray "
    b"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 60000 /Rows 60000 >>",
    "JPEG of junk": b"/Width 2000 /Height 3000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode",
    "run lengths of junk": b"/Width 2000 /Height 3000 /BitsPerComponent 8 /ColorSpace /DeviceGray "
    b"/Filter /RunLengthDecode",
    "LZW of junk": b"/Width 2000 /Height 3000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /LZWDecode",
    "a filter of nobody": b"/Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /Nobody",
    "a hundred filters": b"/Width 100 /Height 100 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter ["
    + b"/ASCIIHexDecode " * 100
    + b"]",
}
CATALOGS = {
    "portfolio": b"/Collection << /View /D >> /Names << /EmbeddedFiles << /Names [(a.pdf) 7 0 R] >> >>",
    "XFA": b"/AcroForm << /Fields [] /XFA [(template) 7 0 R] >> /NeedsRendering true",
    "JavaScript": b"/OpenAction << /S /JavaScript /JS (while\\(true\\){}) >>",
    "launch": b"/OpenAction << /S /Launch /F (/bin/sh) >>",
    "outlines of themselves": b"/Outlines 7 0 R",
    "names of themselves": b"/Names << /Dests 7 0 R >>",
    "labels": b"/PageLabels << /Nums [0 << /S /Nothing >> -5 null] >>",
    "hidden content": b"/OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >>",
    "a signature": b"/AcroForm << /SigFlags 3 /Fields [7 0 R] >>",
}


def odd_pdfs() -> Iterator[tuple[str, bytes]]:
    """Names and contents."""
    for name, box in BOXES.items():
        yield f"box {name}", pdf({3: page(box=b"/MediaBox " + box), 9: b"[0 0 595 842]"})
    for name, entries in PAGES.items():
        yield name, pdf({3: page(entries)})
    for name, content in CONTENTS.items():
        yield name, pdf({4: deflated(content)})
    for name, entries in IMAGES.items():
        yield name, with_image(entries, bytes(range(256)) * 20, {6: b"[/Indexed 6 0 R 255 6 0 R]"})
    for name, entries in CATALOGS.items():
        catalog = CATALOG.replace(b">>", entries + b" >>")
        loop = b"<< /First 7 0 R /Next 7 0 R /Parent 7 0 R /Kids [7 0 R] /Type /OCG /Name (x) /FT /Sig >>"
        yield name, pdf({1: catalog, 7: loop})
    yield from _trees()
    yield from _structures()
    yield from _streams()
    yield from _recursions()


def _trees() -> Iterator[tuple[str, bytes]]:
    yield "a million pages claimed", pdf({2: TREE.replace(b"Count 1", b"Count 1000000")})
    yield "a million kids", pdf({2: b"<< /Type /Pages /Kids [%s] /Count 1000000 >>" % (b"3 0 R " * MANY)})
    yield "six thousand pages", pdf({2: b"<< /Type /Pages /Kids [%s] /Count 6000 >>" % (b"3 0 R " * 6000)})
    yield "minus one page", pdf({2: TREE.replace(b"Count 1", b"Count -1")})
    yield "no count", pdf({2: b"<< /Type /Pages /Kids [3 0 R] >>"})
    yield "no kids", pdf({2: b"<< /Type /Pages /Count 3 >>"})
    yield "kids of nothing", pdf({2: b"<< /Type /Pages /Kids [null 99 0 R 3 0 R 1 0 R (a)] /Count 5 >>"})
    yield "a tree of itself", pdf({2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 4 >>"})
    cycle = {2: b"<< /Type /Pages /Kids [7 0 R] /Count 3 >>", 7: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 3 >>"}
    yield "a tree in a circle", pdf(cycle)
    depth = 5000
    deep = {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(10, 10 + depth)}
    yield "a tree of 5000 levels", pdf({2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>", **deep, 10 + depth: page()})
    yield "a catalog for a page", pdf({2: b"<< /Type /Pages /Kids [1 0 R] /Count 1 >>"})
    yield "a page without contents", pdf({4: b"null"})
    yield "a page without anything", pdf({3: b"<< /Type /Page >>"})
    yield "a page that is a number", pdf({3: b"42"})


def _structures() -> Iterator[tuple[str, bytes]]:
    sound = pdf()
    yield "offsets off by one", pdf(shift=1)
    yield "offsets beyond the end", pdf(shift=MANY)
    yield "no end mark", pdf(ending=b"")
    yield "no trailer", sound[: sound.rindex(b"trailer")]
    yield "no cross references", sound[: sound.rindex(b"xref\n0")]
    yield "no header", sound.partition(b"\n")[2]
    yield "a kilobyte before", b"x" * 900 + sound
    yield "ten kilobytes before", b"x" * 10_000 + sound
    yield "ten kilobytes after", sound + b"x" * 10_000
    yield "a megabyte of zeros after", sound + bytes(MANY)
    yield "twice", sound + sound
    yield "version 9.9", pdf(header=b"%PDF-9.9\n")
    yield "carriage returns", sound.replace(b"\n", b"\r")
    yield "a trailer before itself", pdf(trailer=b"/Prev %d" % sound.rindex(b"xref\n0"))
    yield "a size of a billion", sound.replace(b"/Size 5", b"/Size 1000000000")
    yield "a million cross references", sound.replace(b"xref\n0 5\n", b"xref\n0 1000000\n")
    yield "no root", sound.replace(b"/Root 1 0 R", b"")
    yield "the root elsewhere", sound.replace(b"/Root 1 0 R", b"/Root 4 0 R")
    yield "encrypted by nobody", pdf(trailer=b"/Encrypt << /Filter /Nobody /V 9 >>")
    yield "encrypted with half a key", pdf(trailer=b"/Encrypt << /Filter /Standard /V 2 /R 3 /O (a) /U (b) /P -4 >>")
    yield "only a header", b"%PDF-1.7\n"
    yield "only a name", b"%PDF-"


def _streams() -> Iterator[tuple[str, bytes]]:
    yield "too short a length", pdf({4: stream(TEXT, length=b"5")})
    yield "too long a length", pdf({4: stream(TEXT, length=b"500000")})
    yield "a negative length", pdf({4: stream(TEXT, length=b"-5")})
    yield "a length of itself", pdf({4: stream(TEXT, length=b"4 0 R")})
    yield "a damaged stream", pdf({4: stream(zlib.compress(TEXT)[:-12] + b"junk", b"/Filter /FlateDecode")})
    yield "deflate in deflate in deflate", pdf({4: deflated(b" " * (300 * MANY), times=3)})
    yield "two gigabytes of spaces", pdf({4: _spaces(2_000)})
    gray = b"/Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode"
    yield "3.6 gigabytes of picture", with_image(gray, _zeros(3_600))
    tall = b"/Width 1 /Height 30000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode"
    yield "1 x 30000", with_image(tall, zlib.compress(bytes(30_000)))
    jpeg = io.BytesIO()
    Image.effect_noise((800, 1100), 60).save(jpeg, "JPEG")
    entries = b"/Width 800 /Height 1100 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode"
    yield "half a JPEG", with_image(entries, jpeg.getvalue()[: len(jpeg.getvalue()) // 2])
    yield "a JPEG of another size", with_image(entries.replace(b"800", b"8000"), jpeg.getvalue())
    jpx = io.BytesIO()
    Image.effect_noise((800, 1100), 60).save(jpx, "JPEG2000")
    entries = b"/Width 800 /Height 1100 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /JPXDecode"
    yield "half a JPEG 2000", with_image(entries, jpx.getvalue()[: len(jpx.getvalue()) // 2])
    mask = {7: stream(b"abc", b"/Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace /DeviceGray")}
    yield "a mask that is damaged", with_image(entries + b" /SMask 7 0 R", jpx.getvalue(), mask)


def _spaces(megabytes: int) -> bytes:
    """A stream of so many megabytes of spaces, without making them all at once."""
    return stream(_squeezed(b" ", megabytes), b"/Filter /FlateDecode")


def _zeros(megabytes: int) -> bytes:
    return _squeezed(b"\0", megabytes)


def _squeezed(byte: bytes, megabytes: int) -> bytes:
    squeezer, block = zlib.compressobj(9), byte * MANY
    return b"".join(squeezer.compress(block) for _ in range(megabytes)) + squeezer.flush()


def _recursions() -> Iterator[tuple[str, bytes]]:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /Fm %d 0 R >> >>"
    resources = b"<< /XObject << /Fm 5 0 R >> >>"

    def forms(*draws: tuple[int, int, int]) -> bytes:
        """Forms that draw forms: (number, number of the one drawn, how often)."""
        made = {number: stream(b"/Fm Do " * times, form % drawn) for number, drawn, times in draws}
        return pdf({3: page(resources=resources), 4: stream(b"/Fm Do"), **made})

    yield "a form of itself", forms((5, 5, 1))
    yield "two forms of each other", forms((5, 6, 2), (6, 5, 2))
    yield "forms of ten forms of ten forms", forms(*((n, n + 1, 10) for n in range(5, 17)))
    yield "forms in forms", forms(*((n, n + 1, 1) for n in range(5, 3000)))
    glyph = stream(b"1000 0 d0 BT /F1 13 Tf (a) Tj ET")
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0]"
        b" /CharProcs << /a 6 0 R >>"
        b" /Encoding << /Type /Encoding /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1000]"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    letters = {3: page(resources=b"<< /Font << /F1 5 0 R >> >>"), 4: stream(b"BT /F1 13 Tf 72 700 Td (aa) Tj ET")}
    yield "a font of itself", pdf({**letters, 5: font, 6: glyph})
    descriptor = b"<< /Type /FontDescriptor /FontFile2 6 0 R >>"
    broken = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor %s >>" % descriptor
    yield "a font of junk", pdf({**letters, 5: broken, 6: stream(b"\0\1\0\0" + bytes(range(256)) * 8)})
    tiling = (
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 0.001 /YStep 0.001"
        b" /Resources << /Pattern << /P 5 0 R >> >>"
    )
    paint = b"/Pattern cs /P scn 0 0 595 842 re f"
    patterned = {3: page(resources=b"<< /Pattern << /P 5 0 R >> >>"), 4: stream(paint)}
    yield "a pattern of itself", pdf({**patterned, 5: stream(paint, tiling)})
    shading = b"<< /Type /Pattern /PatternType 2 /Shading << /ShadingType 2 /Coords [0 0 0 0] /Function 5 0 R >> >>"
    yield "a shading of junk", pdf({**patterned, 5: shading})
    group = form % 5 + b" /Group << /S /Transparency /I true >>"
    masked = b"<< /ExtGState << /G << /SMask << /S /Luminosity /G 5 0 R >> >> >> /XObject << /Fm 5 0 R >> >>"
    yield "a soft mask of itself", pdf({3: page(resources=masked), 4: stream(b"/G gs /Fm Do"), 5: stream(TEXT, group)})
    notes = b" ".join(b"<< /Subtype /Text /Rect [0 0 9 9] /Contents (x) >>" for _ in range(50_000))
    yield "fifty thousand annotations", pdf({3: page(b"/Annots [%s]" % notes, resources=FONT)})
