"""What holds for all tests: a property takes the time it takes. Speed is benched; a busy machine keeps no deadline."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
