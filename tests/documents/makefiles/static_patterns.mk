MODELS = small medium large
CHECKPOINTS = small.ckpt medium.ckpt

small.ckpt medium.ckpt: %.ckpt: configs/%.yaml train.py
	python train.py --config $<

$(MODELS): %: %.ckpt
	python evaluate.py $<
