"""Files that are malformed, hostile or merely odd, made by script: what a night's inbox may hold."""
