"""The seven safeguards, a room each, of the same plan: models, actions, petal, forms, views, urls."""
