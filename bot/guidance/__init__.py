"""What the guide says: packs of YAML, sourced and dated, with their loader and their checker."""
