CFLAGS = -O2

debug: CFLAGS = -g -O0
debug: export DEBUG := 1
debug: build

prod test: override ENV = production; still the value
%.o: private EXTRA += -Wall

build:
	cc $(CFLAGS) main.c

prod test:
	echo $(ENV)
