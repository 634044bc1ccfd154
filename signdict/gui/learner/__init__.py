"""The Sign page: what does this sign mean?"""
