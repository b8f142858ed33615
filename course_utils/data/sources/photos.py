"""Photos from a folder, one sub-folder a person: read with care, because anything may lie there."""

import os
import stat
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# No format among them starts another program (as EPS does) or reads further files.
FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "PPM")
MOST_PIXELS = 80_000_000
SMALLEST_SIDE = 24
FEWEST_PHOTOS = 5
LEFT_BY_SYSTEMS = ("thumbs.db", "desktop.ini", "__macosx")


class Unusable(Exception):
    """A file is skipped; the message is a clause that says why."""


@dataclass(frozen=True, eq=False, repr=False)
class Photos:
    """Photos of people, all of one size.

    Attributes
    ----------
    images : numpy.ndarray
        uint8 `(n, size, size, 3)`.
    labels : numpy.ndarray
        int64 `(n,)`, each an index into `class_names`.
    class_names : tuple of str
        Names of the people, which are those of their folders, in alphabetical order.
    skipped : tuple of (str, str)
        Each file or folder that was left out, by its path within the folder, and the reason.
    """

    images: np.ndarray
    labels: np.ndarray
    class_names: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        """Describe the photos in a line, whatever their number."""
        return f"Photos: {len(self.images)} of {len(self.class_names)} people, {len(self.skipped)} files skipped"


def read_photos(folder: str | os.PathLike, size: int = 48) -> Photos:
    """Read photos `<folder>/<person>/<photo>`; nothing in the folder is changed.

    The middle square of a photo is taken, the right way up, and scaled down; a transparent background becomes white.
    JPEG, PNG, GIF (its first picture), BMP, TIFF, WebP and PPM are read, in any mode: grey, palette, transparency,
    16 bits, CMYK. Names that start with a dot are passed over. Everything else that cannot be used is skipped and
    listed with the reason: files that are empty, damaged or no pictures, pictures below 24 pixels a side or above 80
    megapixels, the same picture a second time, links that lead out of the folder.

    Parameters
    ----------
    folder : str or path
        Holds one folder for each of at least 2 people, with at least 5 usable photos.
    size : int
        Height and width of the returned images in pixels.
    """
    folder = Path(folder).expanduser()
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is not a folder. Name one that holds <person>/<photo>.")
    skipped: list[tuple[str, str]] = []
    people = [path for path in _listing(folder, folder, skipped) if _is_person(path, folder, skipped)]
    images, labels, known = [], [], {}
    for label, person in enumerate(people):
        for path in _listing(person, folder, skipped):
            name = path.relative_to(folder).as_posix()
            try:
                _stay_inside(path, folder)
                image = read_photo(path, size)
                earlier = known.setdefault(image.tobytes(), name)
                if earlier is not name:
                    raise Unusable(f"the same picture as {earlier}")
            except Unusable as reason:
                skipped.append((name, str(reason)))
            else:
                images.append(image)
                labels.append(label)
    names = tuple(path.name for path in people)
    _require_enough(folder, names, np.bincount(np.array(labels, int), minlength=len(names)), skipped)
    return Photos(np.stack(images), np.array(labels, np.int64), names, tuple(skipped))


def read_photo(path: Path, size: int, crop: tuple[int, int, int, int] | None = None) -> np.ndarray:
    """Read one photo as uint8 `(size, size, 3)`, or raise `Unusable` with the reason.

    `crop` is the part to take, its left, upper, right and lower edge in pixels; the middle square unless given.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unusable("it is not a plain file")
        if status.st_size == 0:
            raise Unusable("the file is empty")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow remarks about odd metadata
            with Image.open(path, formats=FORMATS) as photo:
                return _scaled(photo, size, crop)
    except Unusable:
        raise
    except Image.DecompressionBombError as error:
        raise Unusable(_too_large()) from error
    except UnidentifiedImageError as error:
        raise Unusable("it is no picture of a known format (JPEG, PNG, GIF, BMP, TIFF, WebP or PPM)") from error
    except PermissionError as error:
        raise Unusable("reading it is not permitted") from error
    except Exception as error:  # a damaged file can make Pillow raise nearly anything
        raise Unusable(f"it is damaged or cut off ({type(error).__name__})") from error


def _scaled(photo, size: int, crop: tuple[int, int, int, int] | None) -> np.ndarray:
    from PIL import Image, ImageOps

    width, height = photo.size
    if width * height > MOST_PIXELS:  # known from the header, before anything is unpacked
        raise Unusable(_too_large(width, height))
    if min(width, height) < SMALLEST_SIDE:
        raise Unusable(f"it has {width}x{height} pixels, and {SMALLEST_SIDE} a side are the fewest")
    if crop is None:
        photo.draft(None, (4 * size, 4 * size))  # a large JPEG is unpacked at a fraction of its size
    photo = ImageOps.exif_transpose(photo)
    if crop is None:
        side = min(photo.size)
        left, upper = (photo.width - side) // 2, (photo.height - side) // 2
        crop = (left, upper, left + side, upper + side)
    if photo.mode.startswith(("I", "F")):
        photo, white = photo.convert("F"), _white(photo)
    elif photo.has_transparency_data:
        photo = photo.convert("RGBA")
    elif photo.mode in ("1", "P"):  # their pixels are no brightness and cannot be averaged
        photo = photo.convert("RGB")
    photo = photo.resize((size, size), Image.Resampling.LANCZOS, box=crop)
    if photo.mode == "F":
        photo = Image.fromarray(np.rint(np.clip(np.asarray(photo) / white, 0, 1) * 255).astype(np.uint8))
    return np.asarray(_in_colour(photo))


def _white(photo) -> float:
    """Return the value of white in a picture with deep grey values, which does not say it: the next usual limit."""
    darkest, brightest = photo.getextrema()
    if not np.isfinite([darkest, brightest]).all():
        raise Unusable("it holds values that are no numbers")
    if photo.mode.startswith("I;16"):
        return 65535.0
    return next((limit for limit in (1.0, 255.0, 65535.0) if brightest <= limit), float(brightest))


def _in_colour(photo):
    """Return a photo of 8 bits and any mode in RGB."""
    from PIL import Image, ImageCms

    if photo.mode == "LAB":
        profiles = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        return ImageCms.applyTransform(photo, ImageCms.buildTransform(*profiles, "LAB", "RGB"))
    if photo.mode == "RGBA":
        photo = Image.alpha_composite(Image.new("RGBA", photo.size, "white"), photo)
    return photo.convert("RGB")


def _too_large(width: int = 0, height: int = 0) -> str:
    says = f"it says it has {width}x{height} pixels" if width else "it says it is huge"
    return f"{says}, and {MOST_PIXELS // 1_000_000} megapixels are the most: unpacking it could fill the memory"


def _listing(folder: Path, root: Path, skipped: list[tuple[str, str]]) -> list[Path]:
    """Return what lies in a folder, in alphabetical order, without what operating systems leave behind."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        skipped.append((folder.relative_to(root).as_posix(), f"it cannot be listed ({error.strerror or error})"))
        return []
    return [path for path in paths if not path.name.startswith(".") and path.name.lower() not in LEFT_BY_SYSTEMS]


def _is_person(path: Path, root: Path, skipped: list[tuple[str, str]]) -> bool:
    try:
        _stay_inside(path, root)
        if not path.is_dir():
            raise Unusable("it lies beside the folders of the people, not in one of them")
    except Unusable as reason:
        skipped.append((path.name, str(reason)))
        return False
    return True


def _stay_inside(path: Path, root: Path) -> None:
    """Refuse links that lead out of the folder, or nowhere, before they are followed."""
    try:
        inside = path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:
        raise Unusable("it is a link that leads nowhere") from error
    if not inside:
        raise Unusable("it is a link that leads out of the folder")


def _require_enough(folder: Path, names: tuple[str, ...], counts: np.ndarray, skipped: list[tuple[str, str]]) -> None:
    where = f"{folder} holds"
    left_out = f" Skipped: {'; '.join(list_skipped(skipped))}." if skipped else ""
    if len(names) < 2:
        raise ValueError(
            f"{where} {len(names) or 'no'} folder{'s' * (len(names) != 1)} with a person's photos; at least 2 are "
            f"needed, <person>/<photo>: a folder for each person.{left_out}"
        )
    too_few = [f"{name} ({count})" for name, count in zip(names, counts, strict=True) if count < FEWEST_PHOTOS]
    if too_few:
        raise ValueError(
            f"{where} too few usable photos of {', '.join(too_few)}; at least {FEWEST_PHOTOS} of each person are "
            f"needed, to train, to validate and to test. Add photos, or move the folder of that person away.{left_out}"
        )


def list_skipped(skipped: Sequence[tuple[str, str]], most: int = 20) -> list[str]:
    """Return names and reasons of skipped files in words, those of the first `most` of them."""
    words = [f"{name}: {reason}" for name, reason in skipped[:most]]
    if len(skipped) > most:
        words.append(f"and {len(skipped) - most} more (read_photos(folder).skipped lists all)")
    return words
