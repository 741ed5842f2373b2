all:
	echo hi

test: all
	pytest \
	  -q