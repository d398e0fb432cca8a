"""Documents leave the dataset: their rows, then their entries in the catalogue."""

from __future__ import annotations

from pathlib import Path

from pipeline.batch import check_dataset, hold, recover
from pipeline.catalog import open_catalog
from pipeline.corrections.keeping import forget_corrected
from pipeline.dataset.compaction import replace_documents
from pipeline.dataset.writing import ExtractedDocument
from pipeline.errors import UsageError
from pipeline.nightly import gone_sources


def forget(out: Path, doc_ids: tuple[str, ...], gone: bool) -> tuple[ExtractedDocument, ...]:
    """Forgets the documents named, and with `gone` those whose source is gone; gives what it forgot.

    Raises UsageError where a document is not in the dataset; nothing is forgotten then.
    """
    check_dataset(out)
    with hold(out), open_catalog(out) as catalog:
        recover(out, catalog)
        known = {document.doc_id: document for document in catalog.documents()}
        wanted = [*doc_ids, *(source.doc_id for source in gone_sources(catalog) if gone)]
        unknown = [doc_id for doc_id in wanted if doc_id not in known]
        if unknown:
            raise UsageError(f"no document {', '.join(unknown)} in the dataset", str(out))
        if not doc_ids and not gone:
            raise UsageError("no document named")
        forgotten = tuple(known[doc_id] for doc_id in dict.fromkeys(wanted))
        replace_documents(out, frozenset(document.doc_id for document in forgotten), {})
        for document in forgotten:
            catalog.forget(document.sha256)
            forget_corrected(out, document.doc_id)
        return forgotten
