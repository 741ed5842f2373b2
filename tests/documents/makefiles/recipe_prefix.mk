.RECIPEPREFIX = >
all: one
> echo all
>@echo $(shell echo sub)

one:
>echo one
	X = assigned
