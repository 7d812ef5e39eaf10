"""Photo files: content-addressed originals, decoding in a worker process, print copies, watermarks.

Importing this package loads neither Pillow nor multiprocessing: both come with the first photo, so that
the program starts without them. Nothing here knows a database: storage keeps the row, this the bytes.
"""

from inspector.photos.marking import side_by_side, watermark, watermarked
from inspector.photos.receiving import Received, Receiving
from inspector.photos.store import PhotoStore
from inspector.photos.stored import LoosePicture, Refused, Source, StoredPhoto
from inspector.photos.verification import WatermarkText, code_matches, verification_code

__all__ = [
    "LoosePicture",
    "PhotoStore",
    "Received",
    "Receiving",
    "Refused",
    "Source",
    "StoredPhoto",
    "WatermarkText",
    "code_matches",
    "side_by_side",
    "verification_code",
    "watermark",
    "watermarked",
]
