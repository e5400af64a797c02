"""What somebody would try who wants in, or wants to know: each attack, and that it fails."""
