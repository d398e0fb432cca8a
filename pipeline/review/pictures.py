"""Page pictures for the review site, rendered from the source documents where these can still be found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2

from extractors.picture.raster import turned
from pipeline.errors import KehoachError
from pipeline.opening import open_source
from pipeline.review.view import DocumentView

PICTURE_DPI = 144.0
"""Two pixels a point: body text stays sharp where half of a wide screen shows the page, and when it is enlarged."""

WEBP_QUALITY = 50
"""80 to 210 kB a page, less than JPEG of 110 dpi and quality 70 (165 to 230 kB)."""

Progress = Callable[[int, int], None]
"""Is told that a page's picture is there: page, number of pages."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page's picture, turned upright: its size in points, and the file's name."""

    page: int
    width: float
    height: float
    file: str


def write_pictures(
    view: DocumentView, folder: Path, sources: Mapping[str, Path], tell: Progress
) -> Sequence[DrawnPage]:
    """Render the pages of `view` into `folder` as WebP.

    `sources` maps doc_id to the source file. A source that is gone or can't be opened gives no pictures, a page that
    can't be rendered none of its own; a picture that is there already is not made again.
    """
    path = sources.get(view.doc_id)
    if path is None:
        return ()
    quarter_turns = {page.page: page.quarter_turns for page in view.pages}
    drawn = []
    try:
        with open_source(path) as source:
            for page in range(1, source.n_pages + 1):
                turns = quarter_turns.get(page, 0)
                file = folder / (f"{page:04d}-turned-{turns}.webp" if turns else f"{page:04d}.webp")
                try:
                    handle = source.page(page)
                    if not file.exists():
                        _write(turned(handle.render(PICTURE_DPI), turns), file)
                    width, height = (handle.width, handle.height)[:: -1 if turns % 2 else 1]
                    drawn.append(DrawnPage(page, width, height, file.name))
                except KehoachError:
                    continue
                finally:
                    tell(page, source.n_pages)
    except KehoachError:
        return drawn
    return drawn


def _write(picture: cv2.typing.MatLike, file: Path) -> None:
    colours = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR) if picture.ndim == 3 else picture
    _, encoded = cv2.imencode(".webp", colours, [cv2.IMWRITE_WEBP_QUALITY, WEBP_QUALITY])
    temporary = file.with_suffix(".part")
    temporary.write_bytes(encoded.tobytes())
    temporary.replace(file)
