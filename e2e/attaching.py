"""What a person does with photos and a voice, and the photos and sounds that they have."""

import os
import struct
import zipfile
from pathlib import Path

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from playwright.sync_api import Locator, expect

from e2e.journeys import Device

SKY, SEA = (214, 150, 120), (40, 90, 110)
PLACE = b"SecretPlace"
"""Stands in every part of a photo that is not the picture, and of a sound that is not heard."""
PHOTOS, SOUNDS = (f".attach-ways input[accept='{sort}/*']" for sort in ("image", "audio"))


CHUNKS = """async () => {
  const asked = indexedDB.open("moments");
  const database = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const count = database.transaction("chunks").objectStore("chunks").count();
  const rows = await new Promise((done) => { count.onsuccess = () => done(count.result); });
  database.close();
  return rows;
}"""


def photo(path: Path, size: tuple[int, int] = (3000, 2000)) -> Path:
    """A photo with sky above and sea below, as a camera held on its side keeps it: turned, and with
    place, camera and owner beside the picture."""
    width, height = size
    upright = Image.new("RGB", size, SKY)
    upright.paste(SEA, (0, height // 2, width, height))
    told = Image.Exif()
    told[Base.Orientation.value] = 6
    told[Base.Make.value] = told[Base.Artist.value] = PLACE.decode()
    place = told.get_ifd(IFD.GPSInfo.value)
    place[GPS.GPSLatitudeRef.value] = "N"
    place[GPS.GPSLatitude.value] = (40.0, 1.0, 2.0)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + PLACE + b"</x:xmpmeta>"
    turned = upright.transpose(Image.Transpose.ROTATE_90)
    turned.save(path, "JPEG", quality=90, exif=told, xmp=xmp, comment=PLACE)
    return path


def large_photo(path: Path) -> Path:
    """A photo of more than 25 MB, as a good camera makes them of leaves and gravel."""
    size = (6000, 4500)
    told = Image.Exif()
    told[Base.Artist.value] = PLACE.decode()
    grain = Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3))
    grain.save(path, "JPEG", quality=92, exif=told)
    assert path.stat().st_size > 25_000_000
    return path


def sound(path: Path, seconds: int) -> Path:
    """So long a sound, in two channels, with a title beside it as another app writes one."""
    rate, channels, wide = 16_000, 2, 2
    samples = os.urandom(seconds * rate * channels * wide)
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * channels * wide, channels * wide, 16)
    title = b"INFO" + _chunk(b"INAM", PLACE + b"\0")
    chunks = _chunk(b"fmt ", form) + _chunk(b"LIST", title) + _chunk(b"data", samples)
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)
    return path


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content


def sea(path: Path) -> Path:
    """An evening at the sea, for whoever looks."""
    width, height = 1600, 1200
    small = Image.new("RGB", (1, 9))
    colours = [(214, 176, 150), (220, 182, 158), (226, 190, 170), (232, 200, 182), (238, 212, 190)]
    colours += [(112, 128, 128), (96, 116, 120), (82, 104, 112), (70, 92, 104)]
    for row, colour in enumerate(colours):
        small.putpixel((0, row), colour)
    size = (width, height)
    small.transform(size, Image.Transform.EXTENT, (0, 0, 1, 9), Image.Resampling.BILINEAR).save(
        path, "JPEG", quality=90
    )
    return path


def add_photos(device: Device, *paths: Path) -> None:
    """On the page that is written: chooses photos, and waits until they are sealed onto it."""
    before = thumbs(device, "photo").count()
    choose_photos(device, *paths)
    expect(thumbs(device, "photo").locator("img")).to_have_count(before + len(paths))


def choose_photos(device: Device, *paths: Path) -> None:
    """On the page that is written: chooses photos, and waits for nothing."""
    device.page.locator(f"{PHOTOS}:not([capture])").set_input_files(paths)


def add_sound(device: Device, path: Path) -> None:
    """On the page that is written: chooses a sound, and waits until it is sealed onto it."""
    before = thumbs(device, "voice").count()
    device.page.locator(SOUNDS).set_input_files(path)
    expect(thumbs(device, "voice")).to_have_count(before + 1)


def record(device: Device, seconds: int = 2) -> None:
    """Speaks for so long on the page that is written."""
    speak(device, seconds)
    before = thumbs(device, "voice").count()
    device.press("attach.stop")
    expect(thumbs(device, "voice")).to_have_count(before + 1)


def speak(device: Device, seconds: int = 2) -> None:
    """Begins to record, and has spoken for so long."""
    device.press("attach.voice")
    expect(device.page.locator(".recorder-time")).to_contain_text(f"0:0{seconds}")


def thumbs(device: Device, sort: str) -> Locator:
    """What is attached to the page that is written."""
    return device.page.locator(f".attached-thumb[data-sort='{sort}']")


def photos(device: Device) -> Locator:
    """The photos of the entry that is read, as far as they show."""
    return device.page.locator(".attached-photo img")


def width_of(picture: Locator) -> int:
    """How many pixels a picture has that shows."""
    expect(picture).to_be_visible()
    return int(picture.evaluate("async (one) => { await one.decode(); return one.naturalWidth; }"))


def kept_in(copy: Path) -> dict[str, bytes]:
    """The files of attachments in a readable copy, by their names."""
    with zipfile.ZipFile(copy) as files:
        names = [name for name in files.namelist() if name.startswith("attachments/")]
        return {name: files.read(name) for name in names}


def chunks_on(device: Device) -> int:
    """How many sealed chunks lie on the phone's disk."""
    return int(device.page.evaluate(CHUNKS))
