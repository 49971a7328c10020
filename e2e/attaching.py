"""What a person does with photos and a voice, and the photos that they have."""

from pathlib import Path

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from playwright.sync_api import Locator, expect

from e2e.journeys import Device

SKY, SEA = (214, 150, 120), (40, 90, 110)
PLACE = b"SecretPlace"
"""Stands in every part of a photo that is not the picture."""


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
    device.page.locator(".attach-ways input:not([capture])").set_input_files(paths)
    expect(thumbs(device, "photo").locator("img")).to_have_count(before + len(paths))


def record(device: Device, seconds: int = 2) -> None:
    """Speaks for so long on the page that is written."""
    device.press("attach.voice")
    expect(device.page.locator(".recorder-time")).to_contain_text(f"0:0{seconds}")
    device.press("attach.stop")
    expect(thumbs(device, "voice")).to_have_count(1)


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
