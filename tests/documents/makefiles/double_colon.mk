all:: one
	echo first

all:: two
	echo second

one two:
	touch $@
