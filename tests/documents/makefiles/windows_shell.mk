ifeq '$(findstring ;,$(PATH))' ';'
detected_OS := Windows
else
detected_OS := $(shell uname 2>/dev/null || echo Unknown)
endif
ifdef VERBOSE
Q :=
else
Q := @
endif
all:
	$(Q)echo $(detected_OS)
