"""The index on disk.

``catalogue.sqlite`` is the truth. Each document, read and embedded, enters it in one transaction, unseen by readers;
one more transaction publishes a whole build as the next generation. Beside it lies a view of that generation: the
lexical index and the vectors, derived from it alone, complete before it is published and made again when lost or
damaged. So a process killed at any moment loses at most the document in hand, and no reader sees two generations mixed.
"""

from yosqa.store.index import Index
from yosqa.store.schema import FileRecord
from yosqa.store.writer import Reading, Writer

__all__ = ["FileRecord", "Index", "Reading", "Writer"]
