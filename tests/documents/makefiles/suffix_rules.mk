.SUFFIXES:
.SUFFIXES: .c .o

.c.o:
	cc -c $<

.DEFAULT:
	@echo unknown
.DELETE_ON_ERROR:
main.o:
