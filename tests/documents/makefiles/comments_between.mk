# a file comment

# doc of all
# in two lines
all: one # not a help text
# a comment in the recipe
	echo all
	# a comment for the shell

	echo more

one: ## first ## still the text
	true
## end \
   continued comment
two:
