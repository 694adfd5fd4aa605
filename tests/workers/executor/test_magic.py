import pytest

from planner.steps import Resize
from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import rendered
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.magic import sniff
from workers.executor.survey.probe import probe


@pytest.mark.parametrize(
    ("kind", "name"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("GIF", "gif")],
)
def test_the_formats_that_are_let_in_are_known_by_their_first_bytes(kind: str, name: str) -> None:
    assert sniff(encoded(rocket(64, 48), kind)) == name


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100), "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heix" + bytes(100), "heic"),
        (b"%PDF-1.7\n", "pdf"),
        (b"8BPS\0\1" + bytes(40), "psd"),
        (b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(40), "jxl"),
        (b"\xff\x0a" + bytes(40), "jxl"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"  <svg onload='alert(1)'/>", "svg"),
        (b"<!-- a drawing -->" + b" " * 2000 + b"<svg/>", "svg"),
    ],
)
def test_a_file_is_what_it_begins_with(head: bytes, name: str) -> None:
    """F21."""
    assert sniff(head) == name


REFUSED = [
    (b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2" + bytes(100), "MP4 or QuickTime video"),
    (b"%!PS-Adobe-3.0 EPSF-3.0\n", "PostScript"),
    (b"<!DOCTYPE html><html><body><svg xmlns='http://www.w3.org/2000/svg'/></body></html>", "HTML"),
    (b"<!DOCTYPE html><html><body>no</body></html>", "HTML"),
    (b"<?xml version='1.0'?><rss/>", "XML"),
    (b"PK\x03\x04" + bytes(40), "ZIP"),
    (b"#?RADIANCE\n", "Radiance HDR"),
]


@pytest.mark.parametrize(
    ("data", "name"),
    REFUSED,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_of_another_format_is_refused_by_name(data: bytes, name: str) -> None:
    """F21: its name, such as photo.jpg, has no say. 415 when asked for, 400 when uploaded."""
    with pytest.raises(RenderRefused) as rendering:
        rendered(data, Resize(10, 10))
    with pytest.raises(RenderRefused) as uploading:
        probe(memoryview(data), Limits())
    assert (rendering.value.status, uploading.value.status) == (415, 400)
    assert name in rendering.value.message
    assert name in uploading.value.message


@pytest.mark.parametrize("data", [b"", b"\0", b"hello", bytes(1000), b"RIFF\0\0\0\0AVI LIST"])
def test_bytes_that_are_no_file_at_all_are_refused(data: bytes) -> None:
    with pytest.raises(RenderRefused, match="Invalid image file") as refusal:
        probe(memoryview(data), Limits())
    assert refusal.value.status == 400


@pytest.mark.parametrize("head", [b"GIF89a", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"])
def test_html_with_image_magic_is_refused(head: bytes) -> None:
    """F21."""
    with pytest.raises(RenderRefused, match="Invalid image file"):
        probe(memoryview(head + b"<html><script>alert(1)</script></html>"), Limits())
