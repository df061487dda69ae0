"""Runs first in the frozen program: what it starts (a browser, a file manager) is to find the system's libraries, not the bundle's."""
import os

if original := os.environ.pop("LD_LIBRARY_PATH_ORIG", ""):
    os.environ["LD_LIBRARY_PATH"] = original
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
