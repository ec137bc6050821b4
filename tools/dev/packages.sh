# What a Debian 12 machine needs, in two sets. Nothing is fetched when all of a set is there.
build_packages=(g++ cmake ninja-build ccache pkg-config ca-certificates
    libboost1.81-dev libboost-json1.81-dev libsqlite3-dev libpq-dev libmd4c-dev libsodium-dev libspdlog-dev
    libcli11-dev libtomlplusplus-dev libbrotli-dev zlib1g-dev libhowardhinnant-date-dev libicu-dev libical-dev
    libkainjow-mustache-dev libcsv-dev libgdk-pixbuf-2.0-dev libpango1.0-dev librsvg2-dev libwebp-dev
    prometheus-cpp-dev libcurl4-openssl-dev libc-ares-dev libyaml-cpp-dev libgmime-3.0-dev libopendkim-dev libssl-dev tzdata curl)
test_packages=(git libgtest-dev libgmock-dev librapidcheck-dev postgresql-15 sqlite3 clang clang-format
    libclang-rt-14-dev node-llhttp python3 python3-icalendar chromium fonts-inter fonts-dejavu-core fonts-wqy-microhei
    fonts-lohit-deva libfaketime iproute2 pngquant nginx-light wrk postfix)

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
    local -n wanted="$1_packages"
    local missing=()
    local package
    for package in "${wanted[@]}"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    # Node comes with some machines by other ways; Debian's own is only for those without.
    if ! command -v npm >/dev/null; then missing+=(nodejs npm); fi
    [ ${#missing[@]} -eq 0 ] && return
    echo "installing: ${missing[*]}"
    as_root apt-get update -q >/dev/null
    # The tests run a mail server of their own; the machine is to have none because of them.
    if [ "$1" = test ]; then echo "postfix postfix/main_mailer_type select No configuration" | as_root debconf-set-selections; fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${missing[@]}" >build-packages.log 2>&1 ||
        { tail -20 build-packages.log >&2; echo "installing failed; the whole output is in build-packages.log" >&2; exit 1; }
    rm -f build-packages.log
}

# What the program links against gets Debian's security updates.
upgrade_packages() {
    as_root apt-get update -q >/dev/null
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --only-upgrade "${build_packages[@]}" >/dev/null
}
