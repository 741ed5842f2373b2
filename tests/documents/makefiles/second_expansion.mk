.SECONDEXPANSION:
x_DEPS = a.txt
x: $$(x_DEPS)
	cat $^
a.txt:
