"""Documents that survive only as text: what an OCR left, without pictures and without places."""
