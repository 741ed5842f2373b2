ifdef DEBUG
	FLAGS = -g
	ifdef TRACE
		FLAGS += -t
	endif
endif
	# a comment before any rule
all:
	cc $(FLAGS)
