"""What tables mean: which rows are headers, which column is which field, which sections a row stands under."""
