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

build_release() {
    configure build/release -DCMAKE_BUILD_TYPE=Release
    compile build/release daymark
}

build_tests() {
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
