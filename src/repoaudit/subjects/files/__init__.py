"""The ground floor: one view for each kind of file, in the words of the tool that reads it."""
