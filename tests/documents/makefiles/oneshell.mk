.ONESHELL:
SHELL = /bin/bash
.SHELLFLAGS = -euo pipefail -c

.PHONY: test
test:
	set -x
	export FOO=bar
	if [ -n "$$FOO" ]; then
	    pytest
	fi
