IMAGE_NAME ?= app
TAG ?= $(shell git rev-parse --short HEAD 2>/dev/null || echo latest)
DOCKER_RUN = docker run --rm -it \
    -v $(PWD):/app \
    -e AWS_PROFILE=$(AWS_PROFILE) \
    $(IMAGE_NAME):$(TAG)

build:
	docker build -t $(IMAGE_NAME):$(TAG) .

shell: build
	$(DOCKER_RUN) bash

push: build; docker push $(IMAGE_NAME):$(TAG)
