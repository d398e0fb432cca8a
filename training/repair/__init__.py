"""Training of the repair model from any UTF-8 text and any aligned pairs of printed and read lines."""
