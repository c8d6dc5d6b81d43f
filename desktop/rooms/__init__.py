"""The screens behind the lock; rooms never import each other."""
