"""MLR: machine learning: notebooks, binary files, and what runs leave behind."""
