"""What people corrected: a CSV file beside the dataset, applied to its rows on every run."""
