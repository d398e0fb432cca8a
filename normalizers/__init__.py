"""Text in, better text or a typed value out; pure, no pictures."""
