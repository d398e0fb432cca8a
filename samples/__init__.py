"""Plan documents composed for this project: set, printed, scanned, with the truth of what they say."""
