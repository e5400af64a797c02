"""Words for templates of ties."""
