"""DOC: what people read first: the README, the licence, links and badges."""
