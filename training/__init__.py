"""From data to model, and from videos to the starter dictionary. The application never imports it."""
