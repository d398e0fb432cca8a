"""Pictures of pages made ready: upright, even, clean."""
