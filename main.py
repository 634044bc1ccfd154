"""Open signdict from a clone: `python main.py`."""

from signdict.__main__ import main

if __name__ == "__main__":
    main()
