"""A static site to look at: each document's pages with the cells found drawn on them beside the rows."""
