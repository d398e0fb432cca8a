"""The dataset that a run writes: its schemas, records as Arrow tables, and files that appear whole or not at all."""
