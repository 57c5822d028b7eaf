"""A folder of images: each is turned, cut, scaled and kept, or named and counted."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.data import load_data
from engine.data.dataset import Dataset
from engine.data.image_folder import ENDINGS
from engine.data.report import Cancelled
from engine.errors import DataError
from engine.experiment.data import ImageFolder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two classes of two grey images each: dark cats of 10 to 20, bright dogs of 200 to 210."""
    for name, low in (("dog", 200), ("cat", 10)):
        (tmp_path / name).mkdir()
        for number in range(2):
            grey = np.linspace(low, low + 10, 64).reshape(8, 8)
            Image.fromarray(grey.astype(np.uint8)).save(tmp_path / name / f"{number}.png")
    return tmp_path


def load(folder: Path, width: int = 8, height: int = 8, colour: bool = False) -> Dataset:
    return load_data(
        ImageFolder(path=str(folder), width=width, height=height, colour=colour, test_share=0), 1
    )


def picture(folder: Path, image: Image.Image, name: str = "a.png", **settings) -> np.ndarray:
    """What is read of an image, (channels, height, width), which takes the place of the cats."""
    for old in (folder / "cat").iterdir():
        old.unlink()
    options = {"exif": settings.pop("exif")} if "exif" in settings else {}
    image.save(folder / "cat" / name, **options)
    data = load(folder, **settings)
    assert data.facts.class_names == ("cat", "dog")
    return data.columns[0].reshape(data.facts.shape)


def test_sub_folders_are_the_classes(folder: Path) -> None:
    data = load(folder)
    assert data.facts.class_names == ("cat", "dog")
    assert data.targets.tolist() == [0, 0, 1, 1]
    assert (data.facts.kind, data.facts.shape) == ("images", (1, 8, 8))
    assert data.columns.dtype == np.uint8
    assert [*data.columns[0][[0, -1]], *data.columns[2][[0, -1]]] == [10, 20, 200, 210]
    assert data.facts.notes == ()


def test_images_are_cut_around_their_centre_and_scaled(folder: Path) -> None:
    wide = np.zeros((8, 24), np.uint8)
    wide[:, 8:16] = 100  # the middle of three squares
    wide[:, 16:] = 250
    assert np.all(picture(folder, Image.fromarray(wide)) == 100)
    assert picture(folder, Image.fromarray(wide), width=4, height=2).shape == (1, 2, 4)
    checks = np.indices((64, 64)).sum(axis=0) % 2 * 255
    grey = picture(folder, Image.fromarray(checks.astype(np.uint8)))
    assert np.all(np.abs(grey.astype(int) - 127) <= 2)  # averaged, not picked


def test_colours_have_a_channel_each(folder: Path) -> None:
    red = Image.new("RGB", (8, 8), (250, 20, 5))
    read = picture(folder, red, colour=True)
    assert read.shape == (3, 8, 8)
    assert [channel.mean() for channel in read] == [250, 20, 5]
    assert picture(folder, red).mean() == pytest.approx(0.299 * 250 + 0.587 * 20 + 0.6, abs=1)


def test_a_picture_is_turned_as_its_camera_says(folder: Path) -> None:
    grey = np.zeros((8, 8), np.uint8)
    grey[0] = 250  # the upper edge is bright
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90° clockwise to be seen upright
    turned = picture(folder, Image.fromarray(grey), exif=exif)[0]
    assert turned[:, -1].mean() == 250
    assert turned[:, 0].mean() == 0


def test_transparent_becomes_white_and_16_bits_become_8(folder: Path) -> None:
    assert np.all(picture(folder, Image.new("RGBA", (8, 8), (0, 0, 0, 0))) == 255)
    assert np.all(picture(folder, Image.new("LA", (8, 8), (0, 255))) == 0)
    palette = Image.new("P", (8, 8), 1)
    palette.putpalette([0, 0, 0, 60, 60, 60])
    assert np.all(picture(folder, palette) == 60)
    deep = Image.fromarray(np.full((8, 8), 100 * 256 + 9, np.uint16))
    assert np.all(picture(folder, deep) == 100)
    assert np.all(picture(folder, deep, colour=True) == 100)
    assert np.all(picture(folder, Image.new("1", (8, 8), 1)) == 255)
    assert np.all(picture(folder, Image.new("CMYK", (8, 8)), name="a.jpg") >= 254)


def test_of_an_animation_the_first_picture_counts(folder: Path) -> None:
    first, second = (Image.new("L", (8, 8), grey) for grey in (40, 200))
    for old in (folder / "cat").iterdir():
        old.unlink()
    first.save(folder / "cat" / "a.gif", save_all=True, append_images=[second])
    assert np.all(load(folder).columns[0] == 40)


def test_what_cannot_be_decoded_is_named_and_counted_and_the_others_kept(folder: Path) -> None:
    good = (folder / "cat" / "0.png").read_bytes()
    for number in range(4):
        (folder / "dog" / f"bad{number}.png").write_bytes(good[: 20 + number])
    (folder / "dog" / "notes.txt").write_text("no image")
    (folder / "dog" / ".hidden.png").write_bytes(b"")
    data = load(folder)
    assert len(data.columns) == 4
    (note,) = data.facts.notes
    assert note.startswith("4 of 8 images were left out: dog/bad0.png cannot be decoded; ")
    assert note.endswith("and 1 more.")


def png(width: int, height: int) -> bytes:
    """A PNG file that says it is so large, and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        sum_ = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", sum_)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0")), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("side", [9_000, 10_000, 40_000])
def test_an_image_of_a_billion_pixels_is_refused_before_it_is_decoded(
    folder: Path, side: int
) -> None:
    (folder / "cat" / "bomb.png").write_bytes(png(side, side))
    (note,) = load(folder).facts.notes
    assert "cat/bomb.png has" in note
    assert "at most 80,000,000 can be" in note


def test_links_that_lead_out_are_refused(folder: Path, tmp_path_factory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    Image.new("L", (8, 8)).save(outside / "secret.png")
    (folder / "cat" / "link.png").symlink_to(outside / "secret.png")
    with pytest.raises(DataError, match=r"link\.png: is a link that leads out"):
        load(folder)
    (folder / "cat" / "link.png").unlink()
    (folder / "bird").symlink_to(outside)
    with pytest.raises(DataError, match=r"bird: is a link that leads out"):
        load(folder)
    (folder / "bird").unlink()
    (folder / "cat" / "link.png").symlink_to(folder / "dog" / "0.png")  # which stays inside
    assert len(load(folder).columns) == 5


def test_a_folder_must_have_two_classes(folder: Path) -> None:
    with pytest.raises(DataError, match="is not a folder"):
        load(folder / "cat" / "0.png")
    with pytest.raises(DataError, match="is not a folder"):
        load(folder / "nowhere")
    with pytest.raises(DataError, match="has 0 sub-folders with images"):
        load(folder / "cat")
    for image in (folder / "cat").iterdir():
        image.write_bytes(b"no image")
    with pytest.raises(DataError, match=r"leaves 1 class with images.*cat/0\.png cannot"):
        load(folder)


def test_more_than_four_gigabytes_are_refused(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr("engine.data.image_folder.MOST_BYTES", 4 * 64 - 1)
    with pytest.raises(DataError, match="choose a smaller size"):
        load(folder)


def test_reading_can_be_given_up(folder: Path) -> None:
    shares: list[float] = []

    def give_up(share: float) -> None:
        shares.append(share)
        if share >= 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        load_data(ImageFolder(path=str(folder)), 1, give_up)
    assert shares == [0, 0.25, 0.5]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    ending=st.sampled_from(sorted(ENDINGS)),
    content=st.binary(max_size=40),
    place=st.integers(0, 300),
    whole=st.booleans(),
)
def test_whatever_the_bytes_the_image_is_read_or_left_out(
    folder: Path, ending: str, content: bytes, place: int, whole: bool
) -> None:
    path = folder / "cat" / f"random{ending}"
    Image.new("RGB", (9, 7), (200, 100, 50)).convert("1" if ending == ".pbm" else "RGB").save(path)
    good = path.read_bytes()
    path.write_bytes(content if whole else good[:place] + content + good[place + len(content) :])
    data = load(folder)
    event(f"read: {len(data.columns) == 5}")
    assert len(data.columns) == 5 - len(data.facts.notes)
    assert data.columns.shape[1] == 64
    path.unlink()
