# from memory

"""Soon."""
