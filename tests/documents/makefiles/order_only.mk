results/report.html: report.qmd | results logs
	quarto render report.qmd

results logs:
	mkdir -p $@

plot.png: | results
	python plot.py
