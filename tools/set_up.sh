#!/bin/sh
# Make the course's environment, or notice within a moment that it stands: sh tools/set_up.sh lab|test
#
# PYTHON=/path/to/python  builds it from this Python; otherwise a supported one is looked for
# GPU=1                   makes .venv-gpu with CUDA instead of .venv
#
# The file `course-set-up` inside the environment says for which folder, Python and lists of packages it
# was finished. It does not match after a move, a change of the lists or an interrupted run.
set -eu
cd "$(dirname "$0")/.."
# A damaged environment's Python acts as the Python it was made from: pip must then refuse to work.
export PIP_REQUIRE_VIRTUALENV=1 PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1

level=$1
if [ "${GPU:-}" = 1 ]; then
    environment=.venv-gpu packages=requirements-gpu.txt size="7 GB"
else
    environment=.venv packages=requirements.txt size="2 GB"
fi
python=$environment/bin/python
stamp=$environment/course-set-up

main() {
    expand_home
    if is_finished "$level"; then return; fi
    refuse_second_run
    if is_sound; then
        echo "Bringing the course's packages in $environment up to date ..."
    else
        find_python
        echo "Installing the course's packages into $environment (about $size, a few minutes) ..."
        make_environment
    fi
    install
}

fail() {
    echo "$1" >&2
    exit 1
}

version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

is_supported() {
    case $1 in 3.11 | 3.12 | 3.13) ;; *) return 1 ;; esac
}

# Only some shells replace the ~ of `make lab PYTHON=~/python`.
expand_home() {
    case ${PYTHON:-} in "~/"*) PYTHON=$HOME/${PYTHON#??} ;; esac
}

place() {
    echo "in $(pwd -P) with Python $(version_of "$python")"
}

lists_of() {
    files="requirements.txt $packages pyproject.toml"
    if [ "$1" = test ]; then files="$files requirements-dev.txt"; fi
    echo "$1 $(cat $files | cksum)"
}

is_wanted_python() {
    [ -z "${PYTHON:-}" ] || [ "$(version_of "$PYTHON")" = "$(version_of "$python")" ]
}

is_finished() {
    [ -f "$stamp" ] && grep -qxF "$(place)" "$stamp" && grep -qxF "$(lists_of "$1")" "$stamp" && is_wanted_python
}

# Whether packages can be installed into what is there; an environment made by hand has no stamp and is kept.
is_sound() {
    is_supported "$(version_of "$python")" && is_wanted_python && "$python" -m pip --version >/dev/null 2>&1 &&
        "$python" -c 'import sys; sys.exit(sys.prefix == sys.base_prefix)' &&
        { [ ! -f "$stamp" ] || grep -qxF "$(place)" "$stamp"; }
}

refuse_second_run() {
    if [ -f "$stamp" ] && read -r state process <"$stamp" && [ "$state" = unfinished ] &&
        kill -0 "$process" 2>/dev/null; then
        fail "Process $process is installing into $environment already: wait for it, or end it and try again."
    fi
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3 python python3.13 python3.12 python3.11; fi
    seen="" lacking=""
    for found in "$@"; do
        version=$(version_of "$found") || continue
        seen="$seen, $found is $version"
        if ! is_supported "$version"; then continue; fi
        if "$found" -c 'import ensurepip, venv' 2>/dev/null; then return; fi
        lacking=$version
    done
    if [ -n "$lacking" ]; then
        fail "Python $lacking cannot make environments here; on Debian or Ubuntu this mends it: sudo apt install python$lacking-venv"
    fi
    if [ -z "$seen" ]; then seen=", there is no Python${PYTHON:+ at $PYTHON}"; fi
    fail "The course needs Python 3.11, 3.12 or 3.13, but ${seen#, }: \
install one from https://www.python.org/downloads or name one, as in make $level PYTHON=/path/to/python3.12"
}

make_environment() {
    # Out of the way in one step, so that nobody works with half of it.
    if [ -e "$environment" ]; then mv "$environment" "$environment-old-$$"; fi
    mkdir "$environment" || fail "$environment could not be made: does another make do it at this moment?"
    echo "unfinished $$" >"$stamp"
    rm -rf "$environment"-old-*
    "$found" -m venv "$environment" || fail "The environment could not be made: $found says why, above."
}

install() {
    echo "unfinished $$" >"$stamp"
    set -- -r "$packages"
    if [ "$level" = test ]; then set -- "$@" -r requirements-dev.txt; fi
    "$python" -m pip install --quiet "$@" &&
        "$python" -m pip install --quiet --no-deps --no-build-isolation --editable . ||
        fail "The packages could not be installed: pip says why, above. Once that is mended, make $level tries again."
    {
        place
        lists_of lab
        if [ "$level" = test ]; then lists_of test; fi
    } >"$stamp"
}

main
