.PHONY: \
    clean \
    data \
    lint \
    train

clean:
	find . -type f -name "*.py[co]" -delete

data: clean
	python src/data/make_dataset.py

lint:
	flake8 src

train: data
	python src/train.py
