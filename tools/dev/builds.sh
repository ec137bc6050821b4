# The three builds: release, tests under address and undefined-behaviour sanitizers, tests under the thread sanitizer.
configure() { # folder, cmake options…
    local folder=$1
    shift
    [ -f "$folder/build.ninja" ] || cmake -S . -B "$folder" -G Ninja "$@" >/dev/null
}

# Says what went wrong, and nothing when all is well.
compile() { # folder, targets…
    ninja -C "$1" --quiet "${@:2}" | { grep -v '^ninja: no work to do' || true; }
}

# It travels inside the program. Built anew when a source of it is newer.
build_dashboard() {
    local made=build/dashboard/index.html
    [ -f $made ] && [ -z "$(find web/dashboard -type f -newer $made -not -path '*/node_modules/*' -print -quit)" ] && return
    npm_packages web/dashboard
    (cd web/dashboard && npm run --silent build)
}

# What a folder's lock file names.
npm_packages() { # folder
    [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] ||
        (cd "$1" && npm ci --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/.package-lock.json)
}

build_release() {
    build_dashboard
    configure build/release -DCMAKE_BUILD_TYPE=Release
    compile build/release daymark
}

build_tests() {
    build_dashboard
    configure build/test -DCMAKE_BUILD_TYPE=Debug -DDAYMARK_TESTS=ON -DDAYMARK_SANITIZE=address,undefined
    compile build/test
}

build_thread_tests() {
    configure build/thread -DCMAKE_BUILD_TYPE=Debug -DDAYMARK_TESTS=ON -DDAYMARK_SANITIZE=thread
    compile build/thread daymark_tests
}

build_fuzzers() {
    configure build/fuzz -DCMAKE_BUILD_TYPE=Debug -DDAYMARK_FUZZ=ON -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DDAYMARK_SANITIZE=address,undefined
    compile build/fuzz fuzzers
}
