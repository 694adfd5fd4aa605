"""The render child: a process per slot that touches users' bytes and nothing else.

Who looks after what, on the worker's side: `process` has jobs done and replaces children,
`spawner` starts them, `handle` talks to one and ends it, `exchange` carries one job through,
`results` checks what came back. On the child's side: `main` is the loop, `lockdown` comes first
(`landlock`, `prctl`, the filter of `syscalls`), `job` fetches and delivers, `rendering` does the
work. Between them: `protocol`, `channel`, `shared_bytes`.
"""
