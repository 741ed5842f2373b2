define outer
line one
define inner
not a rule: at all
endef
ifdef NOT_A_CONDITIONAL
endef
override define forced :=
value
endef
	endef_is_no_word = 1
all:
	@echo "$(outer)"
