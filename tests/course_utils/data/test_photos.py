"""A folder of photos may hold anything: what is good is read, what is bad is named, nothing is changed."""

import os
import shutil
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from course_utils.data import load_celebrities, read_photos
from course_utils.data.sources import photos

ORIENTATION = 0x0112  # the tag in which a camera says how it was held


@pytest.fixture
def picture():
    """Return a function that makes a different picture for each number: red above blue, with a stripe."""

    def make(number: int, size: tuple[int, int] = (60, 60)) -> Image.Image:
        width, height = size
        pixels = np.zeros((height, width, 3), np.uint8)
        pixels[: height // 2, :, 0] = 200
        pixels[height // 2 :, :, 2] = 200
        pixels[:, (7 * number) % width, 1] = 100 + number
        return Image.fromarray(pixels)

    return make


@pytest.fixture
def folder(tmp_path, picture) -> Path:
    """Return a folder with ten good photos of one person and five of another."""
    root = tmp_path / "my friends"
    for name, amount, first in (("Ann", 10, 0), ("Bob O'Neil", 5, 10)):
        (root / name).mkdir(parents=True)
        for number in range(amount):
            picture(first + number).save(root / name / f"{number}.png")
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """Return a PNG of a few bytes that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def test_good_photos_are_read_and_named(folder):
    found = read_photos(folder)
    assert found.images.shape == (15, 48, 48, 3)
    assert found.images.dtype == np.uint8
    assert found.labels.tolist() == [0] * 10 + [1] * 5
    assert found.class_names == ("Ann", "Bob O'Neil")
    assert found.skipped == ()
    assert found.images[0, 10, 40].tolist() == [200, 0, 0]
    assert found.images[0, 40, 40].tolist() == [0, 0, 200]
    assert read_photos(str(folder), size=64).images.shape == (15, 64, 64, 3)


def test_bad_files_are_skipped_with_a_reason_and_stay(folder, picture, capsys):
    ann = folder / "Ann"
    good = (ann / "0.png").read_bytes()
    (ann / "empty.jpg").write_bytes(b"")
    (ann / "text.jpg").write_text("I am no picture, whatever my name says.")
    (ann / "script.eps").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n")
    (ann / "cut off.png").write_bytes(good[: len(good) // 2])
    picture(70, (400, 400)).save(ann / "whole.jpg")
    (ann / "cut off.jpg").write_bytes((ann / "whole.jpg").read_bytes()[:2500])
    (ann / "bad checksum.png").write_bytes(good[:45] + bytes([good[45] ^ 255]) + good[46:])
    picture(0, (23, 500)).save(ann / "narrow.png")
    picture(0, (1, 1)).save(ann / "dot.png")
    (ann / "bomb.png").write_bytes(bomb())
    (ann / "smaller bomb.png").write_bytes(bomb(10_000, 9_000))
    shutil.copy(ann / "0.png", ann / "copy of 0.png")
    (ann / "holiday").mkdir()
    (folder / "notes.txt").write_text("to do")
    for name in (".DS_Store", "Thumbs.db", ".hidden.png"):
        (ann / name).write_bytes(b"\0")
    before = contents(folder)
    found = read_photos(folder)
    assert len(found.images) == 16
    reasons = dict(found.skipped)
    expected = {
        "Ann/empty.jpg": "empty",
        "Ann/text.jpg": "no picture of a known format",
        "Ann/script.eps": "no picture of a known format",
        "Ann/cut off.png": "damaged or cut off",
        "Ann/cut off.jpg": "damaged or cut off",
        "Ann/bad checksum.png": "damaged or cut off|no picture",
        "Ann/narrow.png": "23x500 pixels, and 24 a side are the fewest",
        "Ann/dot.png": "1x1 pixels",
        "Ann/bomb.png": "could fill the memory",
        "Ann/smaller bomb.png": "says it has 10000x9000 pixels, and 80 megapixels are the most",
        "Ann/copy of 0.png": "the same picture as Ann/0.png",
        "Ann/holiday": "not a plain file",
        "notes.txt": "lies beside the folders of the people",
    }
    assert reasons.keys() == expected.keys()
    for name, reason in expected.items():
        assert any(words in reasons[name] for words in reason.split("|")), (name, reasons[name])
    load_celebrities(folder)
    said = capsys.readouterr().out
    assert "skipped 13, nothing deleted:" in said
    for name, reason in found.skipped:
        assert f"      - {name}: {reason}\n" in said
    assert contents(folder) == before


def test_a_long_list_of_skipped_files_is_cut(folder, capsys):
    for number in range(30):
        (folder / "Ann" / f"{number:02}.txt").write_text("no picture")
    load_celebrities(folder)
    said = capsys.readouterr().out
    assert said.count("no picture of a known format") == 20
    assert "and 10 more (read_photos(folder).skipped lists all)" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a privilege before it makes links")
def test_links_out_of_the_folder_are_refused(folder, tmp_path, picture):
    secret = tmp_path / "secret"
    secret.mkdir()
    for number in range(6):
        picture(50 + number).save(secret / f"{number}.png")
    ann = folder / "Ann"
    (ann / "link.png").symlink_to(secret / "0.png")
    (ann / "up.png").symlink_to("../../secret/1.png")
    (ann / "broken.png").symlink_to(tmp_path / "nothing")
    (ann / "loop.png").symlink_to("loop.png")
    (folder / "Mallory").symlink_to(secret, target_is_directory=True)
    picture(60).save(ann / "inside.png")
    (folder / "Bob O'Neil" / "friend.png").symlink_to("../Ann/inside.png")
    found = read_photos(folder)
    reasons = dict(found.skipped)
    for name in ("Ann/link.png", "Ann/up.png", "Mallory"):
        assert reasons[name] == "it is a link that leads out of the folder"
    for name in ("Ann/broken.png", "Ann/loop.png"):
        assert reasons[name] == "it is a link that leads nowhere"
    assert reasons["Bob O'Neil/friend.png"] == "the same picture as Ann/inside.png"
    assert found.class_names == ("Ann", "Bob O'Neil")
    assert (np.bincount(found.labels) == [11, 5]).all()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_does_not_hang(folder):
    os.mkfifo(folder / "Ann" / "pipe.jpg")
    assert dict(read_photos(folder).skipped)["Ann/pipe.jpg"] == "it is not a plain file"


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="rights are other on Windows")
def test_what_may_not_be_read_is_skipped(folder, monkeypatch):
    def refuse(path, **_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Image, "open", refuse)  # the administrator may read everything, so rights cannot test this
    with pytest.raises(ValueError, match="reading it is not permitted"):
        read_photos(folder)


# --- any mode, the right way up


def save_16_bits(picture: Image.Image, path: Path) -> None:
    grey = np.asarray(picture.convert("L"), np.uint16) * 257
    Image.fromarray(grey).save(path)


def save_float(picture: Image.Image, path: Path) -> None:
    Image.fromarray(np.asarray(picture.convert("L"), np.float32) / 255).save(path)


MODES = {
    "grey.png": lambda picture, path: picture.convert("L").save(path),
    "1 bit.png": lambda picture, path: picture.convert("L").point(lambda v: 255 * (v > 40)).convert("1").save(path),
    "palette.gif": lambda picture, path: picture.convert("P").save(path),
    "palette.png": lambda picture, path: picture.quantize(16).save(path),
    "CMYK.jpg": lambda picture, path: picture.convert("CMYK").save(path, quality=95),
    "LAB.tif": lambda picture, path: in_lab(picture).save(path),
    "grey with alpha.png": lambda picture, path: picture.convert("LA").save(path),
    "16 bits.png": save_16_bits,
    "16 bits.tif": save_16_bits,
    "float.tif": save_float,
    "colour.webp": lambda picture, path: picture.save(path, lossless=True),
    "colour.bmp": lambda picture, path: picture.save(path),
    "colour.ppm": lambda picture, path: picture.save(path),
}


def in_lab(picture: Image.Image) -> Image.Image:
    from PIL import ImageCms

    profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    return ImageCms.applyTransform(picture, ImageCms.buildTransform(*profiles, "RGB", "LAB"))


@pytest.mark.parametrize("name", MODES)
def test_any_mode_is_read(name, tmp_path, picture):
    original = picture(1, (48, 48))
    MODES[name](original, tmp_path / name)
    image = photos.read_photo(tmp_path / name, 48).astype(int)
    is_colour = name.split(".")[0] in ("colour", "palette", "CMYK", "LAB")
    wanted = np.asarray(original if is_colour else original.convert("L").convert("RGB"), int)
    if name.startswith("1 bit"):
        wanted = 255 * (wanted > 40)
    assert image.shape == (48, 48, 3)
    rows = [5, 20, 30, 45]  # away from edges, which JPEG blurs
    assert np.abs(image[rows, 20] - wanted[rows, 20]).max() <= (40 if name.startswith(("CMYK", "LAB")) else 10)


def test_what_is_transparent_becomes_white(tmp_path, picture):
    seen = picture(1).convert("RGBA")
    alpha = np.full((60, 60), 255, np.uint8)
    alpha[:, :30] = 0
    seen.putalpha(Image.fromarray(alpha))
    seen.save(tmp_path / "alpha.png")
    image = photos.read_photo(tmp_path / "alpha.png", 48)
    assert image[10, 5].tolist() == [255, 255, 255]
    assert image[10, 40].tolist() == [200, 0, 0]
    palette = picture(1).quantize(8)
    palette.info["transparency"] = palette.getpixel((30, 10))
    palette.save(tmp_path / "palette.png", transparency=palette.getpixel((30, 10)))
    image = photos.read_photo(tmp_path / "palette.png", 48)
    assert image[10, 24].tolist() == [255, 255, 255]
    assert image[40, 24].tolist() != [255, 255, 255]


@pytest.mark.parametrize("tag", range(1, 9))
def test_photos_stand_upright_however_the_camera_was_held(tag, tmp_path, picture):
    upright = picture(3, (64, 64))
    stored = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }[tag]
    turned = upright
    for step in stored:
        turned = turned.transpose(step)
    exif = Image.Exif()
    exif[ORIENTATION] = tag
    turned.save(tmp_path / "photo.png", exif=exif)
    upright.save(tmp_path / "upright.png")
    assert (photos.read_photo(tmp_path / "photo.png", 48) == photos.read_photo(tmp_path / "upright.png", 48)).all()


@pytest.mark.parametrize("size", [(300, 100), (100, 300), (4000, 3000), (24, 24)])
def test_the_middle_square_is_taken(size, tmp_path):
    width, height = size
    side = min(size)
    pixels = np.full((height, width, 3), 255, np.uint8)
    left, upper = (width - side) // 2, (height - side) // 2
    pixels[upper : upper + side, left : left + side] = (10, 120, 60)
    Image.fromarray(pixels).save(tmp_path / "photo.jpg", quality=95)
    image = photos.read_photo(tmp_path / "photo.jpg", 48).astype(int)
    assert np.abs(image[4:-4, 4:-4] - [10, 120, 60]).max() < 12


@pytest.mark.parametrize(("value", "kind", "grey"), [(0.5, np.float32, 128), (51, np.int32, 51), (257, np.int32, 1)])
def test_deep_grey_is_measured_against_the_next_usual_white(value, kind, grey, tmp_path):
    Image.fromarray(np.full((60, 60), value, kind)).save(tmp_path / "deep.tif")
    assert np.abs(photos.read_photo(tmp_path / "deep.tif", 48).astype(int) - grey).max() <= 1


def test_values_that_are_no_numbers_are_refused(tmp_path):
    Image.fromarray(np.full((60, 60), np.nan, np.float32)).save(tmp_path / "deep.tif")
    with pytest.raises(photos.Unusable, match="no numbers"):
        photos.read_photo(tmp_path / "deep.tif", 48)


# --- splitting


def test_unequal_classes_are_split_by_class_and_reported(folder, capsys):
    faces = load_celebrities(folder)
    assert np.bincount(faces.y_train).tolist() == [6, 3]
    assert np.bincount(faces.y_validation).tolist() == [2, 1]
    assert np.bincount(faces.y_test).tolist() == [2, 1]
    assert capsys.readouterr().out == (
        f"data: photos in {folder}; 2 people; 9 training, 3 validation and 3 test images\n"
        "      unequal classes (training/validation/test): Ann 6/2/2, Bob O'Neil 3/1/1\n"
    )
    assert faces.source == "photos in my friends"
    found = read_photos(folder)
    pieces = np.concatenate([faces.x_train, faces.x_validation, faces.x_test])
    labels = np.concatenate([faces.y_train, faces.y_validation, faces.y_test])
    wanted = {image.tobytes(): label for image, label in zip(found.images, found.labels, strict=True)}
    assert {image.tobytes(): label for image, label in zip(pieces, labels, strict=True)} == wanted


def test_the_split_depends_on_the_seed_alone(folder):
    first, again, other = (load_celebrities(folder, seed=seed) for seed in (1, 1, 2))
    assert (first.x_train == again.x_train).all()
    assert (first.x_train != other.x_train).any()


def test_fewer_photos_of_each_can_be_asked_for(folder):
    faces = load_celebrities(folder, num_train=2, num_test=1, label_noise=0.5)
    assert len(faces.x_train) == 4
    assert np.bincount(faces.y_test).tolist() == [1, 1]
    assert np.bincount(faces.y_validation).tolist() == [2, 1]


# --- what is refused


def test_too_few_people_or_photos_are_a_clear_error(folder, tmp_path):
    (folder / "Bob O'Neil" / "0.png").write_bytes(b"")
    with pytest.raises(
        ValueError, match=r"too few usable photos of Bob O'Neil \(4\); at least 5.*Bob O'Neil/0.png: the file"
    ):
        load_celebrities(folder)
    shutil.rmtree(folder / "Bob O'Neil")
    with pytest.raises(ValueError, match="holds 1 folder with a person's photos; at least 2"):
        load_celebrities(folder)
    with pytest.raises(ValueError, match="holds no folders"):
        read_photos(folder / "Ann")
    (tmp_path / "void").mkdir()
    with pytest.raises(ValueError, match="holds no folders with a person's photos"):
        load_celebrities(tmp_path / "void")
    with pytest.raises(FileNotFoundError, match="is not a folder"):
        read_photos(tmp_path / "nowhere")
