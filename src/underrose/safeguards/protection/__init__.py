"""Protection: nobody sees, learns or keeps more than they must, and each member can see who looked.

It refuses to name a person without purpose and record. It doesn't know why someone came.
"""
