"""Tables: found on a page, filled with words, joined over pages."""

from extractors.tables.cells import blank_tables, cell_picture, fill_table, scaled
from extractors.tables.columns import find_unruled_tables, without_mistaken
from extractors.tables.continuation import join_tables
from extractors.tables.grid import find_tables, level_rulings, tables_of
from extractors.tables.open_finding import open_tables_on
from extractors.tables.rulings import find_rulings

__all__ = [
    "blank_tables",
    "cell_picture",
    "fill_table",
    "find_rulings",
    "find_tables",
    "find_unruled_tables",
    "join_tables",
    "level_rulings",
    "open_tables_on",
    "scaled",
    "tables_of",
    "without_mistaken",
]
