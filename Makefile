# Works with GNU make 3.81 and later, as macOS has it. No absolute path stands here: make cannot handle
# spaces in them. Windows: see the README.
.PHONY: help lab test notebooks measure handout bring-back lock
# Packages of another Python in these would be found before the course's own.
unexport PYTHONPATH PYTHONHOME
export PYTHON GPU

RUN := $(if $(filter 1,$(GPU)),.venv-gpu,.venv)/bin/python -m
ONE_LESSON = $(if $(LESSON),--lesson "$(LESSON)")

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

lab: ## install the course and open it in JupyterLab, on your own copies in my_course/ [ANEW=02_xor]
	@sh tools/set_up.sh lab
	@$(RUN) tools.lab $(if $(ANEW),--anew "$(ANEW)")

test: ## run lint, unit tests and all notebooks [LESSON=02] [GPU=1] [PYTHON=/path/to/python]
	@sh tools/set_up.sh test
	@$(RUN) tools.run_tests $(ONE_LESSON) $(if $(filter 1,$(GPU)),--gpu)

notebooks: ## build the notebooks from lessons/ [LESSON=02]
	@sh tools/set_up.sh test
	@$(RUN) tools.build $(ONE_LESSON)

measure: ## repeat the measurements behind the claims [LESSON=02] [OPTIONS=--confirm, --only-stale, --hold=101-105]
	@sh tools/set_up.sh test
	@$(RUN) tools.measure $(ONE_LESSON) $(OPTIONS)

handout: ## write what a class gets, without solutions
	@sh tools/set_up.sh test
	@$(RUN) tools.handout

bring-back: ## take the changes of an edited notebook over into its lesson: NOTEBOOK=path
	@sh tools/set_up.sh test
	@$(RUN) tools.bring_back "$(NOTEBOOK)"

lock: ## update requirements.txt to the newest releases (needs uv)
	uv pip compile requirements.in --universal --python-version 3.11 --no-annotate --upgrade \
		--custom-compile-command "make lock" --output-file requirements.txt
