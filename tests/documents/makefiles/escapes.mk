space\ name: with\#hash with\:colon
	touch "$@"
DOLLAR = $$HOME
HASH = a\#b # comment
LITERAL = a \\ b
TWO = one \
      two   \
   three
