"""Accuracy and speed: figures stand in docs/benchmarks.md, with how to get them again."""
