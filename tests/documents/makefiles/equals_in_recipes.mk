test:
	PYTHONPATH=src CUDA_VISIBLE_DEVICES= pytest --cov=app --cov-fail-under=90
	FOO := not an assignment
	export BAR=1 && python -c "x = 1; print(x)"

bench: test
	python -m timeit -s 'x=1' 'x+=1'
