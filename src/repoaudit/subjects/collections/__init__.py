"""The first floor: what many files say together: commands, dependencies, tool versions."""
