"""The Explore page: what is like this sign, and how do languages compare?"""
