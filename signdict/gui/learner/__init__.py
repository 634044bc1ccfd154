"""The page Sign: what does this sign mean?"""
