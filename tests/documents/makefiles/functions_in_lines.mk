$(info reading)
$(foreach t,a b,$(eval $(t)-target: ; echo $(t)))
$(warning careful: with colons = and equals)

check:
	echo $(call nothing,1)
