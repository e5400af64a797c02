"""The verbs of disclosures: write, sign, refuse and end a permission; write down what was shared; look at it."""
