deploy:
	@if [ -z "$(ENV)" ]; then \
		echo "ENV is not set: use make deploy ENV=prod"; \
		exit 1; \
	fi
	@for d in a b c; do \
	  echo "$$d"; \
	done
	kubectl apply -f k8s/$(ENV).yaml
