"""Draws poses: skeletons on screen, pictures for exports, pages of a PDF."""
