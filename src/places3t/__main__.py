"""``python -m places3t``: the same program as ``places3t``."""

from places3t.cli import program

if __name__ == "__main__":
    program()
