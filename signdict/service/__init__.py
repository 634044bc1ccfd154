"""The dictionary over HTTP, for programs on this computer."""
