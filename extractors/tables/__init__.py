"""Tables: found on a page, filled with words, joined over pages (without loading what finds them)."""
