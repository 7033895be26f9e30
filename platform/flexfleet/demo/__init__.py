"""The demo: everything on one machine, with two customers that look real. `make demo` runs it.

`__main__` starts and stops processes and knows nothing of Django; `prepare` runs in a process of its own, inside
Django, with the port already known to the settings.
"""
