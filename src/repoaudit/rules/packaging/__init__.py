"""PKG: metadata and builds of packages."""
