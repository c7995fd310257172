"""Spreadsheets, and files that mean harm: a clear answer soon, and little memory taken."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import Refused
from bot.domain.import_tables import read_table
from bot.domain.imports import rows_of

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
SOON_SECONDS = 10.0
ROOT = Path(__file__).parents[2]
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = (
    f'<styleSheet {SPACE}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(sheet: bytes | str, names: int = 1) -> bytes:
    """An XLSX whose sheets have that inside."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{RELATIONS}/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {SPACE} xmlns:r="{RELATIONS}"><sheets>'
        + "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="s{n}"/>' for n in range(1, names + 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        + "".join(
            f'<Relationship Id="s{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, names + 1)
        )
        + f'<Relationship Id="y" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
        for number in range(1, names + 1):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", sheet)
    return out.getvalue()


def sheet(*rows: str, first: int = 1) -> str:
    lines = "".join(f'<row r="{n}">{cells}</row>' for n, cells in enumerate(rows, first))
    return f"<worksheet {SPACE}><sheetData>{lines}</sheetData></worksheet>"


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def read(content: bytes):
    return read_table(content, "Asia/Tehran", NOW, {})


def test_a_spreadsheet_gives_its_numbers_moments_and_what_its_formulas_came_to():
    content = workbook(
        sheet(
            text("A1", "تاریخ") + text("B1", "لایک") + text("C1", "کامنت") + text("D1", "نوع"),
            '<c r="A2" s="1"><v>46346.5</v></c><c r="B2"><v>1200</v></c>'
            '<c r="C2"><f>1+44</f><v>45</v></c>' + text("D2", "ریلز"),
            '<c r="A3" s="1"><v>46347.5</v></c>' + text("B3", "۳۲۰") + '<c r="C3"><f>A1</f></c>',
        )
    )
    found = read(content)
    first, second = (row for batch in found.batches for row in rows_of(batch))
    assert first.counts == {"likes": 1200, "comments": 45}
    assert first.post["kind"] == "reel"
    assert first.post["published_at"] == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert second.counts == {"likes": 320}


def test_lines_are_counted_from_the_top_of_the_sheet():
    content = workbook(sheet(text("A3", "likes"), '<c r="A4"><v>5</v></c>', text("A5", "x"), first=3))
    assert [bad.line for bad in read(content).bad] == [5]


def bomb(size: int) -> bytes:
    """An XLSX of kilobytes that unpacks to so many bytes."""
    out = io.BytesIO(workbook(sheet(text("A1", "likes"))))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/media/a", "w") as part:
        for _ in range(size // 1_000_000):
            part.write(bytes(1_000_000))
    return out.getvalue()


def lying(content: bytes) -> bytes:
    """The same archive, whose directory says that its last part is small."""
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 24] + (1_000).to_bytes(4, "little") + content[at + 28 :]


HARM = {
    "import-zip": lambda: workbook("x").replace(b"xl/workbook.xml", b"xl/workbonk.xml"),
    "import-too-heavy": lambda: bomb(400_000_000),
    "import-broken": lambda: lying(bomb(200_000_000)),
    "import-too-wide": lambda: workbook(
        sheet(text("A1", "likes") + text("XFD1", "x"), text("A2", "5"))
        .replace('<row r="2">', '<row r="1048576">')
        .replace('"A2"', '"A1048576"')
    ),
}


@pytest.mark.parametrize("key", HARM)
def test_a_spreadsheet_that_means_harm_is_refused_soon(key: str):
    content = HARM[key]()
    began = time.monotonic()
    with pytest.raises(Refused, match=f"^{key}$"):
        read(content)
    assert time.monotonic() - began < SOON_SECONDS


def test_a_spreadsheet_that_was_cut_off_is_refused():
    whole = workbook(sheet(text("A1", "likes"), '<c r="A2"><v>5</v></c>'))
    for part in (0.2, 0.5, 0.9, 0.99):
        with pytest.raises(Refused, match="import-broken"):
            read(whole[: int(len(whole) * part)])


LARGE = """
import random, sys
from pathlib import Path
from datetime import UTC, datetime
from bot.domain.errors import Refused
from bot.domain.import_tables import read_table
chance = random.Random(1)
columns = "post_id,published_at,kind,topic,caption,likes,comments,saves,reach,views"
row = "p{0},2026-01-01T12:{1:02}:00,photo,مانتو زمستانه,a caption that says something about it,{0},2,3,4,5"
made = {
    "noise": lambda: chance.randbytes(10_000_000),
    "letters": lambda: bytes(chance.choices(range(32, 127), k=10_000_000)),
    "columns": lambda: b"likes," * 1_000_000 + b"\\n" + b"5," * 1_000_000,
    "quotes": lambda: b"likes,caption\\n5," + b'"\\n",' * 3_000_000,
    "commas": lambda: (b"likes\\n" + b"," * 200_000) * 60,
    "rows": lambda: "\\n".join([columns, *(row.format(n, n % 60) for n in range(100_000)), ""]).encode(),
    "bad": lambda: b"likes,reach\\n" + b"x,y\\n" * 100_000,
    "more": lambda: b"likes,reach\\n" + b"1,2\\n" * 1_000_000,
}[sys.argv[1]]()
try:
    found = read_table(made, "Asia/Tehran", datetime(2026, 11, 22, tzinfo=UTC), {})
    print(found.readable, found.bad_count)
except Refused as refused:
    print(refused.key)
# Not `getrusage`: what that tells begins with the size of the process that started this one.
status = Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.mark.parametrize(
    ("what", "answer"),
    [
        ("noise", "import-not-text"), ("letters", "import-"), ("columns", "import-too-wide"),
        ("quotes", "import-too-wide"), ("commas", "import-too-wide"), ("rows", "100000 0"),
        ("bad", "0 100000"), ("more", "import-too-long"),
    ],
)  # fmt: skip
def test_a_large_file_takes_little_time_and_memory(what: str, answer: str):
    began = time.monotonic()
    command = [sys.executable, "-c", LARGE, what]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    said, megabytes = done.stdout.splitlines()
    assert said.startswith(answer)
    assert int(megabytes) < 300
    assert time.monotonic() - began < 3 * SOON_SECONDS
