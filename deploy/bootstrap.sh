#!/bin/sh
# Make the virtual environment .venv and install Darkroom into it.
#   deploy/bootstrap.sh        what `darkroom` needs
#   deploy/bootstrap.sh dev    what its tests and checks need beside
#   deploy/bootstrap.sh bench  and the peers of its benchmarks
# Does nothing when the installation is newer than pyproject.toml.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
stamp=.venv/.installed-$kind

[ "$stamp" -nt pyproject.toml ] && exit 0

# As root, Debian's packages are installed; otherwise say how.
need_package() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $*"
        apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends "$@" >/dev/null
    else
        echo "Darkroom needs $*: sudo apt-get install $*" >&2
        return 1
    fi
}

python=
for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || { echo "Darkroom needs Python 3.11 or later" >&2; exit 1; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || need_package python3-venv
# The render child's system call filter; part of every ordinary Debian.
"$python" -c 'import ctypes; ctypes.CDLL("libseccomp.so.2")' 2>/dev/null || need_package libseccomp2
# Texts have fonts from Python packages, but none as wide as Times and Courier.
[ -d /usr/share/fonts/truetype/liberation ] || need_package fonts-liberation 2>/dev/null ||
    echo "For letters as wide as those of Times and Courier: sudo apt-get install fonts-liberation" >&2
# One test runs the CDN configuration; without nginx it says so and stands aside.
[ "$kind" = run ] || command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] ||
    need_package nginx-light || true

[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Installing Python packages"
# Where a system libvips with headers exists, pip would build pyvips against it: hide it, so that
# the wheel's libvips is the one used.
export PKG_CONFIG=/bin/false PIP_DISABLE_PIP_VERSION_CHECK=1
.venv/bin/python -m pip install -q --upgrade "pip>=25.1" # reads [dependency-groups]
if [ "$kind" = run ]; then
    .venv/bin/python -m pip install -q -e .
else
    .venv/bin/python -m pip install -q -e . --group dev
fi
if [ "$kind" = bench ]; then
    # The peer of image operations, and what runs it where there is no Node.js.
    command -v node >/dev/null && command -v npm >/dev/null || need_package nodejs npm
    npm install --silent --no-audit --no-fund --prefix .venv/npm "sharp@>=0.35 <0.36"
fi
touch "$stamp"
