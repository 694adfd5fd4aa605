"""What cuts across all jobs, one Dramatiq middleware a file.

`before` hooks run in this order, `after` hooks in the reverse: metrics, revisions, lease,
attempts, deadline. So a job that cannot run here, or whose derived asset another worker is
making, begins no attempt; and what becomes of a failed job is decided before its lease is free.

`children` and `readiness` belong to threads, not to jobs.
"""
