vpath %.py src tests
vpath
VPATH = src:lib

all: main.py
main.py:
