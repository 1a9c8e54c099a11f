"""EDGE: the one file that imports Pillow: any picture becomes a small square JPEG."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from canary.problems import Unusable

SIDE = 600
LARGEST_PIXELS = 50_000_000


class CoverUnreadable(Unusable):
    """The picture can't be used."""


def square(data: bytes) -> bytes:
    """A picture's middle as a JPEG of at most 600 by 600 pixels, without its metadata; raises CoverUnreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
                if picture.width * picture.height > LARGEST_PIXELS:
                    raise CoverUnreadable("The cover is too large a picture; use one of at most 7,000 by 7,000 pixels.")
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
        raise CoverUnreadable("The cover is not a picture that can be read; use a JPEG, PNG or WebP file.") from error
    out = io.BytesIO()
    fitted.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()
