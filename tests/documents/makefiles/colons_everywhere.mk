URL = https://example.org:8080/path?x=1#frag
IMAGE := registry.example.org:5000/team/app:latest
NOW = $(shell date +%H:%M:%S)
PORTS ?= 80:80 443:443

info:
	@echo "a: b"
	@echo URL=$(URL) IMAGE=$(IMAGE)

run: info; docker run -p 80:80 $(IMAGE) # a comment for the shell

.PHONY: info run
