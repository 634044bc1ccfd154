"""Open signdict from a clone: `python main.py`."""

from signdict.cli import main

if __name__ == "__main__":
    main()
