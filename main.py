"""Open signdict from a clone: `python main.py`."""

from signdict.start import main

if __name__ == "__main__":
    main()
