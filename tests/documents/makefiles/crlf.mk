VERSION = 1.0

.PHONY: all
all: one \
     two
	echo \
		all

one two:
	touch $@
