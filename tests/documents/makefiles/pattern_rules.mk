SOURCES := $(wildcard data/raw/*.csv)
TARGETS := $(SOURCES:data/raw/%.csv=data/clean/%.parquet)

all: $(TARGETS)

data/clean/%.parquet: data/raw/%.csv scripts/clean.py | data/clean
	python scripts/clean.py $< $@

data/clean:
	mkdir -p $@

%.pdf %.log: %.tex
	pdflatex $<
