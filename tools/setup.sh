#!/usr/bin/env bash
# Installs the Debian packages that a part of the project needs; does nothing when they are there.
#   tools/setup.sh build    what `make run`, `make build` and `make test` need
#   tools/setup.sh checks   what lint, typecheck, security, coverage and fuzz need beside that
set -euo pipefail

build_packages=(g++ cmake ninja-build make ccache git python3 pkg-config libsimdjson-dev
  libyaml-cpp-dev libcli11-dev libfmt-dev libabsl-dev libexpected-dev zlib1g-dev libzstd-dev
  libssl-dev libmaxminddb-dev libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev nlohmann-json3-dev)
# The same library, for x86 and for all other processors; each replaces the other.
case "$(dpkg --print-architecture)" in
  amd64) build_packages+=(libhyperscan-dev) ;;
  *) build_packages+=(libvectorscan-dev) ;;
esac
check_packages=(clang clang-tidy clang-format libclang-rt-14-dev cppcheck flawfinder gcovr)

case "${1:-}" in
  build) packages=("${build_packages[@]}") ;;
  checks) packages=("${build_packages[@]}" "${check_packages[@]}") ;;
  *) echo "usage: tools/setup.sh build|checks" >&2; exit 2 ;;
esac

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || status=absent
  [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "setup: all ${#packages[@]} packages for '$1' are installed"
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "setup: these packages are missing and there is no sudo; as root, run:" >&2
    echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "setup: installing ${#missing[@]} Debian packages: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
echo "setup: done"
