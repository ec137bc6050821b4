# The three builds: release, tests under address and undefined-behaviour sanitizers, tests under the thread sanitizer.
configure() { # folder, cmake options…
    local folder=$1
    shift
    [ -f "$folder/build.ninja" ] || cmake -S . -B "$folder" -G Ninja "$@" >/dev/null
}

build_release() {
    configure build/release -DCMAKE_BUILD_TYPE=Release
    ninja -C build/release --quiet daymark
}

build_tests() {
    configure build/test -DCMAKE_BUILD_TYPE=Debug -DDAYMARK_TESTS=ON -DDAYMARK_SANITIZE=address,undefined
    ninja -C build/test --quiet
}

build_thread_tests() {
    configure build/thread -DCMAKE_BUILD_TYPE=Debug -DDAYMARK_TESTS=ON -DDAYMARK_SANITIZE=thread
    ninja -C build/thread --quiet daymark_tests
}

build_fuzzers() {
    configure build/fuzz -DCMAKE_BUILD_TYPE=Debug -DDAYMARK_FUZZ=ON -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DDAYMARK_SANITIZE=address,undefined
    ninja -C build/fuzz --quiet fuzzers
}
