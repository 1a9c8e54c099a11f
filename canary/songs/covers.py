"""EDGE: the only file that imports Pillow. It turns pictures into small square JPEGs."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from canary.problems import Unusable
from canary.sentences import N_

SIDE = 600
MAX_PIXELS = 50_000_000


class CoverUnreadable(Unusable):
    """The picture can't be used."""


def square(data: bytes) -> bytes:
    """Return the centre of a picture as a JPEG of at most 600 by 600 pixels without metadata.

    Raises CoverUnreadable.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise CoverUnreadable(N_("The cover is too large. Use a picture of at most 7,000 by 7,000 pixels."))
                upright = ImageOps.exif_transpose(picture).convert("RGB")
        side = min(SIDE, *upright.size)
        fitted = ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
    ) as error:
        if isinstance(error, CoverUnreadable):
            raise
        raise CoverUnreadable(N_("The cover can’t be read. Use a JPEG, PNG or WebP picture.")) from error
    fitted.info.clear()  # Pillow would write a JPEG's comment again
    out = io.BytesIO()
    fitted.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()
