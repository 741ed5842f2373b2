all: one
	echo é
one:
