"""Labeled Faces in the Wild: found where it should be, complete or refused, downloaded only when asked for by name."""

import hashlib
import io
import os
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from course_utils.data import load_celebrities, read_lfw
from course_utils.data.sources import download, lfw
from course_utils.data.sources.download import RemoteFile

FOLDER = os.environ.get("COURSE_TEST_DATA", "")
needs_real_data = pytest.mark.skipif(
    not FOLDER or not (Path(FOLDER) / "lfw_home").is_dir(),
    reason="COURSE_TEST_DATA names no folder with the real lfw_home",
)


@pytest.fixture(autouse=True)
def _clean(cache_folder, monkeypatch):
    """Start without any data, and call people with five photos or more celebrities."""
    monkeypatch.delenv("SCIKIT_LEARN_DATA", raising=False)


@pytest.fixture
def small(monkeypatch):
    """Let the stand-in be what is published: two people with 6 and 5 photos, and two with fewer."""
    monkeypatch.setattr(lfw, "PHOTOS_OF_A_CELEBRITY", 5)
    monkeypatch.setattr(lfw, "NUM_CELEBRITIES", 2)
    monkeypatch.setattr(lfw, "NUM_THEIR_PHOTOS", 11)
    monkeypatch.setattr("course_utils.data.celebrities.NUM_CELEBRITIES", 2)


def write_photos(home: Path) -> None:
    random = np.random.RandomState(0)
    for person, amount in (("Zoe_Zebra", 6), ("Al_Aardvark", 5), ("Cat_Civet", 2), ("Bo_Bear", 2)):
        (home / "lfw_funneled" / person).mkdir(parents=True)
        for number in range(1, amount + 1):
            photo = Image.fromarray(random.randint(0, 255, (250, 250, 3)).astype(np.uint8))
            photo.save(home / "lfw_funneled" / person / f"{person}_{number:04}.jpg")


@pytest.fixture
def data_folder(small, tmp_path, monkeypatch) -> Path:
    """Let COURSE_DATA name a folder with the stand-in."""
    write_photos(tmp_path / "data" / "lfw_home")
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def published(small, server, tmp_path, monkeypatch):
    """Let a server of this machine publish the stand-in, packed."""
    write_photos(tmp_path / "packed")
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as packed:
        packed.add(tmp_path / "packed" / "lfw_funneled", "lfw_funneled")
    publish(server, stream.getvalue(), monkeypatch)
    return server


def publish(server, content: bytes, monkeypatch) -> None:
    server.content = content
    remote = RemoteFile(server.url, hashlib.sha256(content).hexdigest(), len(content), "lfw-funneled.tgz")
    monkeypatch.setattr(lfw, "REMOTE", remote)


@pytest.mark.parametrize("source", ["auto", "lfw"])
def test_photos_are_read_from_the_named_folder(source, data_folder, capsys):
    faces = load_celebrities(source)
    assert faces.class_names == ("Al Aardvark", "Zoe Zebra")
    assert faces.source == "LFW"
    assert [len(getattr(faces, f"x_{part}")) for part in ("train", "validation", "test")] == [7, 2, 2]
    said = capsys.readouterr().out
    assert (
        f"photos of Labeled Faces in the Wild from COURSE_DATA ({data_folder / 'lfw_home'}); 2 people; 7 train" in said
    )
    assert "Al Aardvark 3/1/1, Zoe Zebra 4/1/1" in said
    assert sorted(path.name for path in data_folder.rglob("*") if path.suffix != ".jpg") == sorted(
        ["lfw_home", "lfw_funneled", "Zoe_Zebra", "Al_Aardvark", "Cat_Civet", "Bo_Bear"]
    )


def test_other_people_go_by_their_number_of_photos(data_folder):
    assert read_lfw([2, 3]).class_names == ("Bo Bear", "Cat Civet")
    everybody = read_lfw(range(4), size=64)
    assert everybody.class_names == ("Al Aardvark", "Bo Bear", "Cat Civet", "Zoe Zebra")
    assert everybody.images.shape == (len(everybody.labels), 64, 64, 3)
    with pytest.raises(ValueError, match=r"from 0 to 3, by number of photos; got \[4\]"):
        read_lfw([0, 4])
    with pytest.raises(ValueError, match="at least 2 people are needed"):
        read_lfw([1])
    with pytest.raises(ValueError, match="size is 50"):
        read_lfw([0, 1], size=50)


def test_an_incomplete_copy_is_refused_and_stays(data_folder):
    (data_folder / "lfw_home" / "lfw_funneled" / "Zoe_Zebra" / "Zoe_Zebra_0003.jpg").unlink()
    before = sorted(data_folder.rglob("*"))
    with pytest.raises(
        ValueError, match=r"is not the complete LFW: it holds 2 people .* 10 together, not 2 people with 11"
    ):
        load_celebrities()
    assert sorted(data_folder.rglob("*")) == before


def test_a_damaged_photo_is_named(data_folder):
    path = data_folder / "lfw_home" / "lfw_funneled" / "Zoe_Zebra" / "Zoe_Zebra_0003.jpg"
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(ValueError, match=r"Zoe_Zebra_0003\.jpg cannot be used: it is damaged.*fresh copy"):
        load_celebrities("lfw")


def test_a_download_is_kept_and_read_the_next_time(published, cache_folder, capsys):
    assert load_celebrities("lfw").source == "LFW"
    assert "from a download, kept in" in capsys.readouterr().out
    assert published.asked == ["HEAD", "GET"]
    assert [path.name for path in cache_folder.iterdir()] == ["lfw_home"]
    assert load_celebrities("lfw").class_names == ("Al Aardvark", "Zoe Zebra")
    assert "from the course's cache" in capsys.readouterr().out
    assert published.asked == ["HEAD", "GET"]


def test_auto_never_downloads(published, cache_folder, capsys):
    faces = load_celebrities(num_train=1, num_validation=1, num_test=1)
    assert faces.source == "drawn by the course"
    assert published.asked == []
    assert not cache_folder.exists()


def test_offline_means_not_one_request(published, monkeypatch):
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    with pytest.raises(FileNotFoundError, match=r"COURSE_OFFLINE=1 forbids a download.*COURSE_DATA.*\"drawn\""):
        load_celebrities("lfw")
    assert published.asked == []


@pytest.mark.parametrize("manner", ["login page", "cut off", "altered", "missing"])
def test_a_bad_download_leaves_nothing_behind(manner, published, cache_folder, monkeypatch):
    published.manner = manner
    monkeypatch.setattr(lfw, "PATIENCE", download.Limits(probe_seconds=10, total_seconds=10))
    with pytest.raises(FileNotFoundError, match=r"LFW cannot be had: .*127\.0\.0\.1"):
        load_celebrities("lfw")
    assert not cache_folder.exists() or list(cache_folder.iterdir()) == []


def test_an_archive_cannot_write_elsewhere(small, server, cache_folder, tmp_path, monkeypatch):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as packed:
        for name in ("../evil.jpg", "/tmp/evil.jpg", "lfw_funneled/../../evil/e.jpg", "lfw_funneled/a/evil.sh"):
            entry = tarfile.TarInfo(name)
            entry.size = 4
            packed.addfile(entry, io.BytesIO(b"evil"))
    publish(server, stream.getvalue(), monkeypatch)
    with pytest.raises(ValueError, match="is not the complete LFW"):
        load_celebrities("lfw")
    assert [path for path in tmp_path.rglob("*evil*")] == []
    assert not (cache_folder / "lfw_home").exists()


def test_scikit_learns_folder_is_used(small, tmp_path, monkeypatch, capsys):
    write_photos(tmp_path / "theirs" / "lfw_home")
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path / "theirs"))
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    assert load_celebrities("lfw").source == "LFW"
    assert f"from scikit-learn's folder ({tmp_path / 'theirs'})" in capsys.readouterr().out


# --- the real photos


@needs_real_data
def test_the_celebrities_are_the_eight_with_sixty_photos(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DATA", FOLDER)
    faces = load_celebrities()
    assert faces.class_names == (
        *("Ariel Sharon", "Colin Powell", "Donald Rumsfeld", "George W Bush"),
        *("Gerhard Schroeder", "Hugo Chavez", "Junichiro Koizumi", "Tony Blair"),
    )
    parts = [getattr(faces, f"y_{part}") for part in ("train", "validation", "test")]
    assert sum(map(len, parts)) == 1348
    counts = np.bincount(np.concatenate(parts))
    assert counts.tolist() == [77, 236, 121, 530, 109, 71, 60, 144]  # as scikit-learn's examples print them
    for labels, share in zip(parts, (0.64, 0.16, 0.20), strict=True):
        assert np.bincount(labels) / counts == pytest.approx(np.full(8, share), abs=0.02)
    assert "unequal classes" in capsys.readouterr().out


@needs_real_data
def test_the_face_is_what_is_cut_out(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", FOLDER)
    folder = Path(FOLDER) / "lfw_home" / "lfw_funneled"
    photo = Image.open(sorted((folder / "Hugo_Chavez").glob("*.jpg"))[0]).crop((62, 70, 187, 195))
    wanted = np.asarray(photo.resize((48, 48), Image.Resampling.BOX), float)
    found = lfw.read_people(lfw.find_lfw(download=False), range(8), 48)
    first = found.images[found.labels == found.class_names.index("Hugo Chavez")][0]
    assert np.abs(first - wanted).mean() < 8


@needs_real_data
def test_a_linear_model_knows_most_of_them(monkeypatch):
    from sklearn.linear_model import RidgeClassifier

    monkeypatch.setenv("COURSE_DATA", FOLDER)
    faces = load_celebrities(size=64)
    model = RidgeClassifier(alpha=100).fit(faces.x_train.reshape(len(faces.x_train), -1) / 255, faces.y_train)
    score = model.score(faces.x_test.reshape(len(faces.x_test), -1) / 255, faces.y_test)
    assert score > 0.6  # always the commonest: 0.39
