"""Settings of the property tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# They say what is true, not how fast: on a busy machine the first draw, which builds tables of characters, takes
# seconds.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")
