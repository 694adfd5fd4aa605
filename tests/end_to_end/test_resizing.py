"""The resizing examples, over the wire: the size stated, and the pixels an oracle expects.

Sources are one photograph at 640 x 427, 1280 x 853 and 100 x 67, stored without loss.
"""

import cloudinary.uploader
import pytest

from tests.deployment import CLOUD, Deployment
from tests.end_to_end import oracle
from tests.end_to_end.oracle import (
    Expectation,
    cropped,
    cut,
    filled,
    padded,
    scaled,
    then,
    unchanged,
)
from tests.http import get, get_patiently
from tests.photographs import encoded, rocket

SOURCES = {"camera-640": (640, 427), "camera": (1280, 853), "camera-100": (100, 67)}

# Checklist id, source, transformation, size, oracle.
EXAMPLES: list[tuple[str, str, str, tuple[int, int], Expectation]] = [
    ("S4-002", "camera-640", "w_150", (150, 100), scaled(150, 100)),
    ("S4-003", "camera-640", "c_scale,w_0.5", (320, 214), scaled(320, 214)),
    (
        "S4-004",
        "camera",
        "c_scale,w_100/c_scale,w_iw",
        (1280, 858),
        then(scaled(100, 67), scaled(1280, 858)),
    ),
    ("S4-005", "camera-640", "ar_4:3,c_fill,w_200", (200, 150), filled(200, 150)),
    ("S4-006", "camera-640", "ar_1.0,c_fill,w_200", (200, 200), filled(200, 200)),
    ("S4-007", "camera-640", "ar_1.5,c_crop,w_450", (450, 300), cropped(450, 300)),
    ("S4-008", "camera-640", "c_crop,w_320", (320, 214), cropped(320, 214)),
    ("S4-009", "camera-640", "ar_16:9,c_fill", (640, 360), cropped(640, 360)),
    ("S4-010", "camera-640", "ar_9:16,c_fill", (240, 427), cropped(240, 427)),
    ("S4-013", "camera", "c_scale,fl_ignore_aspect_ratio,h_150", (1280, 150), scaled(1280, 150)),
    ("S4-017", "camera-640", "w_200", (200, 133), scaled(200, 133)),
    ("S4-018", "camera-640", "c_crop,h_200,w_200", (200, 200), cropped(200, 200)),
    ("S4-020", "camera-640", "c_crop,h_200,w_200", (200, 200), cropped(200, 200)),
    ("S4-021", "camera-640", "c_scale,h_200,w_200", (200, 200), scaled(200, 200)),
    ("S4-022", "camera-640", "c_fill,h_200,w_200", (200, 200), filled(200, 200)),
    (
        "S4-023",
        "camera-640",
        "b_brown,c_pad,h_200,w_200",
        (200, 200),
        padded(200, 200, (200, 133), "brown"),
    ),
    ("S4-024", "camera", "c_fill,h_250,w_250", (250, 250), filled(250, 250)),
    ("S4-024 up", "camera-100", "c_fill,h_250,w_250", (250, 250), filled(250, 250)),
    ("S4-025", "camera", "c_fill,h_100,w_300", (300, 100), filled(300, 100)),
    (
        "S4-026",
        "camera",
        "c_fill,g_north_east,h_250,w_250",
        (250, 250),
        filled(250, 250, "north_east"),
    ),
    ("S4-027", "camera", "c_lfill,h_200,w_150", (150, 200), filled(150, 200)),
    ("S4-028", "camera-100", "c_lfill,h_200,w_150", (100, 67), unchanged()),
    ("S4-029", "camera", "ar_1.0,c_lfill,h_200", (200, 200), filled(200, 200)),
    ("S4-030", "camera", "c_lfill,g_west,h_200,w_150", (150, 200), filled(150, 200, "west")),
    ("S4-035", "camera", "c_crop,h_200,w_200", (200, 200), cropped(200, 200)),
    (
        "S4-036",
        "camera-640",
        "c_crop,g_north_east,h_250,w_200",
        (200, 250),
        cropped(200, 250, "north_east"),
    ),
    ("S4-037", "camera-640", "ar_1.5,c_crop,w_450", (450, 300), cropped(450, 300)),
    ("S4-040", "camera-640", "c_crop,h_170,w_300,x_170,y_40", (300, 170), cut(170, 40, 300, 170)),
    ("S4-041", "camera-640", "c_crop,h_0.4,w_0.5,x_0.3,y_0.1", (320, 171), cut(192, 43, 320, 171)),
    (
        "S4-042",
        "camera-640",
        "c_crop,h_170,w_300,x_170,y_40/c_scale,w_0.5",
        (150, 85),
        then(cut(170, 40, 300, 170), scaled(150, 85)),
    ),
    ("S4-043", "camera-640", "c_thumb,h_150,w_150", (150, 150), filled(150, 150)),
    ("S4-044", "camera-640", "c_thumb,g_center,h_150,w_150", (150, 150), filled(150, 150)),
    ("S4-055", "camera", "c_scale,h_150,w_150", (150, 150), scaled(150, 150)),
    ("S4-056", "camera", "c_scale,w_150", (150, 100), scaled(150, 100)),
    ("S4-057", "camera", "c_scale,w_0.25", (320, 213), scaled(320, 213)),
    ("S4-058", "camera", "ar_1:2,c_scale,w_100", (100, 200), scaled(100, 200)),
    ("S4-059", "camera-100", "c_scale,w_4.0", (400, 268), scaled(400, 268)),
    ("S4-060", "camera", "c_fit,h_250,w_250", (250, 167), scaled(250, 167)),
    ("S4-061", "camera", "ar_1.0,c_fit,h_150", (150, 100), scaled(150, 100)),
    ("S4-062", "camera", "c_limit,h_250,w_250", (250, 167), scaled(250, 167)),
    ("S4-063", "camera-100", "c_limit,w_250", (100, 67), unchanged()),
    ("S4-064", "camera", "ar_1.0,c_limit,h_150", (150, 100), scaled(150, 100)),
    ("S4-065", "camera-640", "c_mfit,h_250,w_250", (640, 427), unchanged()),
    ("S4-066", "camera-100", "ar_1.0,c_mfit,h_150", (150, 101), scaled(150, 101)),
    (
        "S4-067",
        "camera",
        "b_brown,c_pad,h_250,w_250",
        (250, 250),
        padded(250, 250, (250, 167), "brown"),
    ),
    (
        "S4-068",
        "camera",
        "ar_2:1,b_brown,c_pad,h_150",
        (300, 150),
        padded(300, 150, (225, 150), "brown"),
    ),
    (
        "S4-069",
        "camera",
        "b_brown,c_pad,g_west,h_150,w_300",
        (300, 150),
        padded(300, 150, (225, 150), "brown", (0, 0)),
    ),
    (
        "S4-071",
        "camera",
        "b_green,c_lpad,h_150,w_400",
        (400, 150),
        padded(400, 150, (225, 150), "green"),
    ),
    (
        "S4-072",
        "camera",
        "ar_0.66,b_green,c_lpad,w_100",
        (100, 152),
        padded(100, 152, (100, 67), "green"),
    ),
    (
        "S4-073",
        "camera",
        "ar_1.0,b_green,c_lpad,w_1.1",
        (1408, 1408),
        padded(1408, 1408, (1280, 853), "green"),
    ),
    (
        "S4-074",
        "camera",
        "b_green,c_lpad,g_north,h_300,w_300",
        (300, 300),
        padded(300, 300, (300, 200), "green", (0, 0)),
    ),
    (
        "S4-075",
        "camera-100",
        "b_green,c_mpad,h_200,w_200",
        (200, 200),
        padded(200, 200, (100, 67), "green"),
    ),
    ("S4-076", "camera", "ar_1.0,c_mpad,w_200", (1280, 853), unchanged()),
    (
        "S4-077",
        "camera-100",
        "b_green,c_mpad,g_north_west,h_125,w_175,x_20,y_10",
        (175, 125),
        padded(175, 125, (100, 67), "green", (20, 10)),
    ),
    (
        "S4-078",
        "camera-100",
        "b_green,c_mpad,h_1.1,w_1.1",
        (110, 74),
        padded(110, 74, (100, 67), "green"),
    ),
    ("S4-079", "camera", "c_fit,g_north,h_250,w_250", (250, 167), scaled(250, 167)),
    ("S4-082 east", "camera", "c_fill,g_east,h_250,w_250", (250, 250), filled(250, 250, "east")),
    ("S4-082 west", "camera", "c_fill,g_west,h_250,w_250", (250, 250), filled(250, 250, "west")),
    ("S4-115 2", "camera", "c_scale,w_100/dpr_2.0", (200, 133), scaled(200, 133)),
    ("S4-115 3", "camera", "c_fill,h_100,w_100/dpr_3.0", (300, 300), filled(300, 300)),
    ("S4-117", "camera-640", "dpr_2.0", (640, 427), unchanged()),
]
# S4-081: each of the nine points keeps its own part.
EXAMPLES += [
    (
        f"S4-081 {point}",
        "camera-640",
        f"c_crop,g_{point},h_200,w_200",
        (200, 200),
        cropped(200, 200, point),
    )
    for point in oracle.COMPASS
]

# Checklist id, transformation, what the answer must name.
REFUSED = [
    ("S4-011", "ar_1.5,c_scale", "ar"),
    ("S4-012", "ar_1.5,c_imagga_crop", "imagga_crop"),
    ("S4-032", "c_fill_pad", "fill_pad"),
    ("S4-052", "c_auto_pad,g_face", "auto_pad"),
]


@pytest.fixture(scope="module")
def cameras(deployment: Deployment) -> Deployment:
    """The three sources, uploaded by the vendor's SDK."""
    deployment.use_sdk()
    for name, size in SOURCES.items():
        cloudinary.uploader.upload(encoded(rocket(*size), "PNG"), public_id=name)
    return deployment


@pytest.mark.parametrize(
    ("transformation", "source", "size", "expectation"),
    [
        pytest.param(transformation, source, size, expectation, id=f"{row}: {transformation}")
        for row, source, transformation, size, expectation in EXAMPLES
    ],
)
def test_each_example_of_resizing_has_its_size_and_its_pixels(
    cameras: Deployment,
    transformation: str,
    source: str,
    size: tuple[int, int],
    expectation: Expectation,
) -> None:
    url = f"{cameras.url}/{CLOUD}/image/upload/{transformation}/{source}.png"
    answer = get_patiently(url)
    assert answer.status == 200, answer.headers["X-Cld-Error"]
    delivered = oracle.picture(answer.body)
    assert delivered.size == size
    expected = expectation(rocket(*SOURCES[source]))
    assert oracle.difference(delivered, expected) < 2.0


@pytest.mark.parametrize(
    ("transformation", "named"),
    [pytest.param(text, named, id=f"{row}: {text}") for row, text, named in REFUSED],
)
def test_what_resizing_excludes_is_refused_by_name(
    cameras: Deployment, transformation: str, named: str
) -> None:
    url = f"{cameras.url}/{CLOUD}/image/upload/{transformation}/camera.png"
    answer = get(url)
    assert answer.status == 400
    assert named in answer.headers["X-Cld-Error"]
