"""What all tests share: properties are searched without a clock, so that a busy machine fails none."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
