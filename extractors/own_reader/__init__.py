"""A line recogniser made for Vietnamese administrative documents, and all that it needs to read a picture."""
