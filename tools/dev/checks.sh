# ./dev check: format, includes, sizes, contract; the release build itself has warnings as errors.
sources() { git ls-files --cached --others --exclude-standard 'src/*.cpp' 'src/*.h' 'tests/*.cpp' 'tests/*.h'; }

format_sources() { sources | xargs clang-format -i; }

run_checks() {
    local failed=0
    verdict() { if "${@:2}"; then echo "OK    $1"; else echo "FAIL  $1"; failed=1; fi; }
    verdict format formatted
    verdict includes tools/check_includes
    verdict sizes tools/check_sizes
    verdict words tools/check_words
    build_release
    verdict settings settings_match
    verdict contract tools/check_contract build/release/daymark
    verdict dashboard dashboard_fits
    return $failed
}

formatted() { sources | xargs clang-format --dry-run --Werror; }

# Its types are those of this program's document, and its sources keep to them.
dashboard_fits() {
    npm_packages web/dashboard
    build/release/daymark openapi | node web/dashboard/scripts/schema.js | diff -u web/dashboard/src/api/schema.d.ts - ||
        { echo "  build/release/daymark openapi | npm --prefix web/dashboard run --silent schema"; return 1; }
    local said
    said=$(cd web/dashboard && npm run --silent check) || { echo "$said"; return 1; }
}

settings_match() { build/release/daymark settings --markdown | diff -u docs/settings.md - ; }
