"""The version of the package, read by the build and stamped into every run."""

__version__ = "0.1.0"
