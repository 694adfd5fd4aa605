"""What is known of an asset decides, over the running system: the vendor's SDK says it and asks."""

import io
from typing import Any
from urllib.parse import quote, urlsplit

import cloudinary.api
import cloudinary.uploader
import pytest
from PIL import Image, ImageOps

from tests.deployment import CLOUD, Deployment
from tests.http import Answer, get, get_patiently
from tests.photographs import encoded, rocket, sample_file

SAID: dict[str, Any] = {
    "tags": ["sale"],
    "context": {"productType": "shoes"},
    "metadata": {"stock-level": 12},
    "custom_coordinates": [225, 230, 250, 140],
    "face_coordinates": "220,80,200,220|420,120,180,250",
    "regions": {"hat": [[270, 77], [370, 192]], "shoes": [[320, 62], [490, 81]]},
}


def asked(deployment: Deployment, transformation: str, public_id: str) -> Answer:
    """Ask for a transformation of an asset, as a browser writes it."""
    path = f"/{CLOUD}/image/upload/{quote(transformation, safe='/,:_-!$.')}/{public_id}.png"
    return get_patiently(f"{deployment.url}{path}")


def width(answer: Answer) -> int:
    assert answer.status == 200, answer.headers.get("X-Cld-Error")
    with Image.open(io.BytesIO(answer.body)) as image:
        return image.width


@pytest.mark.parametrize(
    "condition",
    [
        "ccc_eq_1",
        "!hat!_in_rn",
        "!hat:shoes!_in_rn",
        "rc_gt_0",
        "fc_eq_2",
        "md:!stock-level!_lt_50",
        "!stock-level!_in_md",
        "ctx:!productType!_eq_!shoes!",
        "!sale!_in_tags",
    ],
)
def test_what_was_said_of_an_asset_decides(deployment: Deployment, condition: str) -> None:
    """S1-016 S1-017 S1-032 S1-033."""
    deployment.use_sdk()
    picture = encoded(rocket(), "PNG")
    cloudinary.uploader.upload(picture, public_id="facts/said", overwrite=False, **SAID)
    cloudinary.uploader.upload(
        picture, public_id="facts/unsaid", face_coordinates="1,2,3,4", overwrite=False
    )
    url = f"if_{condition}/c_scale,w_200/if_end"
    assert width(asked(deployment, url, "facts/said")) == 200
    assert width(asked(deployment, url, "facts/unsaid")) == 640


def framed() -> bytes:
    """A photograph on a white frame, at 300 dots an inch."""
    picture = ImageOps.expand(rocket(400, 200), (100, 50, 100, 150), "white")
    return encoded(picture, "PNG", dpi=(300, 300))


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("idn_eq_300", "framed"),
        ("idn_eq_72", "page"),
        ("ils_lt_0.5", "framed"),
        ("ils_gt_0.5", "page"),
        ("tar_eq_2.0", "framed"),
        ("iar_eq_1.5", "framed"),
        ("cp_eq_1_and_px_eq_0_and_py_eq_0_and_dpr_eq_1", "both"),
        ("!cover!_in_pgnames", "none"),
    ],
)
def test_what_the_content_says_of_itself_decides(
    deployment: Deployment, condition: str, holds: str
) -> None:
    deployment.use_sdk()
    files = {"framed": framed(), "page": sample_file("horse")}
    for name, file in files.items():
        cloudinary.uploader.upload(file, public_id=f"facts/{name}", overwrite=False)
        answer = asked(deployment, f"if_{condition}/c_scale,w_77/if_end", f"facts/{name}")
        assert (width(answer) == 77) == (holds in (name, "both"))


def test_a_tag_makes_nothing_anew_whose_plan_stays_the_same(deployment: Deployment) -> None:
    deployment.use_sdk()
    cloudinary.uploader.upload(encoded(rocket(), "PNG"), public_id="facts/tagged")
    plain, decided = "c_scale,w_90", "if_!late!_in_tags/c_scale,w_80/if_end/r_9"
    before = [asked(deployment, text, "facts/tagged").headers["ETag"] for text in (plain, decided)]
    cloudinary.api.update("facts/tagged", tags="early")
    made = cloudinary.api.resource("facts/tagged")["derived"]
    assert len(made) == 2
    again = [asked(deployment, text, "facts/tagged").headers["ETag"] for text in (plain, decided)]
    assert again == before
    assert cloudinary.api.resource("facts/tagged")["derived"] == made
    cloudinary.api.update("facts/tagged", tags="early,late")
    assert asked(deployment, plain, "facts/tagged").headers["ETag"] == before[0]
    assert width(asked(deployment, decided, "facts/tagged")) == 80
    assert len(cloudinary.api.resource("facts/tagged")["derived"]) == 3


def test_faces_that_nobody_has_looked_for_and_durations_are_named(deployment: Deployment) -> None:
    deployment.use_sdk()
    cloudinary.uploader.upload(encoded(rocket()), public_id="facts/faceless")
    base = f"{deployment.url}/{CLOUD}/image/upload"
    unknown = get(f"{base}/if_fc_gt_0/w_90/if_end/facts/faceless.jpg")
    assert (unknown.status, unknown.headers["Cache-Control"]) == (501, "no-store")
    assert "fc_gt_0" in unknown.headers["X-Cld-Error"]
    wrong = get(f"{base}/if_du_gt_3/w_90/if_end/facts/faceless.jpg")
    assert wrong.status == 400
    assert "Images have no duration" in wrong.headers["X-Cld-Error"]


def test_an_eager_transformation_of_explicit_is_a_hit(deployment: Deployment) -> None:
    """S1-002"""
    deployment.use_sdk()
    cloudinary.uploader.upload(encoded(rocket()), public_id="facts/explicit")
    wish = {"raw_transformation": "if_ccc_eq_2/c_fill,h_50,w_60/if_end"}
    answer = cloudinary.uploader.explicit(
        "facts/explicit",
        type="upload",
        custom_coordinates=[[1, 2, 300, 40], [5, 6, 70, 80]],
        eager=[wish],
    )
    (entry,) = answer["eager"]
    assert (entry["width"], entry["height"]) == (60, 50)
    path = urlsplit(entry["url"]).path
    hit = get(f"{deployment.url}{path}", {"Prefer": "respond-async"})
    assert (hit.status, width(hit)) == (200, 60)
