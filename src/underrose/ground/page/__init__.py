"""The shell that every page stands in: layouts, tokens, parts, forms, pictures, headers.

It knows no room by name.
"""
