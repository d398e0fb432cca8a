"""What happens to an input, in which order, and where the result is kept."""
