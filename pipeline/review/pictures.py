"""Page pictures for the review site, rendered from the source documents where these can still be found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2

from pipeline.errors import KehoachError
from pipeline.review.view import DocumentView
from pipeline.source import open_source

PICTURE_DPI = 110.0
"""Body text of 13 pt stays readable on a screen; a page takes about 100 kB."""

JPEG_QUALITY = 70


def write_pictures(
    view: DocumentView, folder: Path, sources: Mapping[str, Path]
) -> Sequence[tuple[int, float, float, str]]:
    """Render the pages of `view` into `folder` as JPEG; gives (page, width, height, file name), sizes in points.

    `sources` maps doc_id to the source file. A source that is gone or can't be opened gives no pictures; a picture
    that is there already is not made again.
    """
    path = sources.get(view.doc_id)
    if path is None or not path.is_file():
        return ()
    drawn = []
    try:
        with open_source(path) as source:
            for page in range(1, source.n_pages + 1):
                file = f"{page:04d}.jpg"
                handle = source.page(page)
                if not (folder / file).exists():
                    rgb = handle.render(PICTURE_DPI)
                    picture = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR) if rgb.ndim == 3 else rgb
                    cv2.imwrite(str(folder / file), picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
                drawn.append((page, handle.width, handle.height, file))
    except KehoachError:
        return drawn
    return drawn
