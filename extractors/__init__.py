"""Pictures and words in, structure out: pages, tables, paragraphs, records. Knows no files and no processes."""
