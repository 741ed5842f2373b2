"""An example of a plugin for repoaudit."""
