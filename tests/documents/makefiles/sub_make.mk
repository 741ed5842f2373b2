SUBDIRS = docs examples

.PHONY: all $(SUBDIRS)
all: $(SUBDIRS)

$(SUBDIRS):
	$(MAKE) -C $@

docs-clean:
	$(MAKE) -C docs clean
	+cd examples && ${MAKE} clean
