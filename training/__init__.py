"""Makes the models that are shipped; not needed at run time."""
