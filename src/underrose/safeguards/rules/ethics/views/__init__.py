"""The pages of ethics: the desk, reviews of conflicts, asking for advice, an author's own reflections."""
