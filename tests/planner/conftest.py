from hypothesis import HealthCheck, settings

# Nothing is asserted of wall time: other work may share the machine.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
