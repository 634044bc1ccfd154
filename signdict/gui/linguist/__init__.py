"""The page Explore: what is like this sign, and how do languages compare?"""
