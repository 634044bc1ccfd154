"""From videos and manifests to datasets, and to the starter dictionary."""
