# ./dev test: unit, store, contract, browser and fault tests, the concurrent parts again under the thread sanitizer.
run_tests() {
    export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
    export UBSAN_OPTIONS=print_stacktrace=1
    export LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0
    build_tests
    build_release
    start_postgres
    echo "== unit, store and contract tests (address and undefined-behaviour sanitizers)"
    in_halves build/test/daymark_tests "$@"
    echo "== concurrent parts under the thread sanitizer"
    build_thread_tests
    # GLib's own allocator hands memory on in ways that the sanitizer cannot see.
    G_SLICE=always-malloc TSAN_OPTIONS=halt_on_error=1:suppressions=$root/tests/tsan.supp in_halves build/thread/daymark_tests
    echo "== the HTTP parser beside llhttp, fuzzers for a short while"
    run_fuzzers
    echo "== the real program: contract, browser, faults"
    npm_packages tests/e2e
    DAYMARK_BIN=$root/build/release/daymark DAYMARK_ASAN_BIN=$root/build/test/daymark \
        node --test --test-concurrency=1 --test-reporter=spec tests/contract/*.test.mjs tests/e2e/*.test.js tests/faults/*.test.mjs
}

# Two halves of the tests at once, each on databases of its own: many a test waits more than it computes.
in_halves() { # program, options…
    local half halves=() failed=0
    for half in 0 1; do
        GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$half "$@" --gtest_brief=1 &
        halves+=($!)
    done
    for half in "${halves[@]}"; do wait "$half" || failed=1; done
    return $failed
}

# ./dev screenshots: takes the pictures in tests/e2e/references anew. What changed is for people to look at.
renew_screenshots() {
    npm_packages tests/e2e
    DAYMARK_BIN=$root/build/release/daymark DAYMARK_RENEW=1 node --test --test-reporter=dot tests/e2e/references.test.js
    git status --short tests/e2e/references
}

# Findings are kept in build/fuzz; a quiet run says one line.
run_fuzzers() {
    build_fuzzers
    local target log
    for target in build/fuzz/tests/fuzz/*_fuzz; do
        log=$target.log
        if "$target" -max_total_time="${FUZZ_SECONDS:-10}" -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 \
            -artifact_prefix=build/fuzz/ >"$log" 2>&1; then
            echo "$(basename "$target"): $(grep -o 'number_of_executed_units: [0-9]*' "$log" | cut -d' ' -f2) inputs, no finding"
        else
            grep -v '^INFO' "$log" | head -60
            return 1
        fi
    done
    build/fuzz/tests/fuzz/http_llhttp
}
