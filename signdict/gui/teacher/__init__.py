"""The Find page: how is this word signed?"""
