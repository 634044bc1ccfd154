"""The page Find: how is this word signed?"""
