model.pkl metrics.json &: train.py data.csv
	python train.py

a.txt b.txt&:: c.txt
	cp c.txt a.txt
	cp c.txt b.txt
