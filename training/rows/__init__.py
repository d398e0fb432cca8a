"""Fits how sure rows are: composed plans are scanned, read, and compared with what was printed."""
