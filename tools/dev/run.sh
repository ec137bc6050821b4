# ./dev run: a server on SQLite in ./data, with a demo page and a key for a newcomer.
run_demo() {
    local program=build/release/daymark
    local listen=${DAYMARK_LISTEN:-127.0.0.1:8080}
    local port=${listen##*:}
    mkdir -p data
    # The key is made once and kept beside the data, readable by its owner only. Its user owns the demo page.
    local email=you@daymark.example
    if [ ! -s data/demo-key ]; then
        (umask 077
         "$program" user create --email $email --name You --data data 2>/dev/null |
            sed -n 's/.*"apiKey":"\([^"]*\)".*/\1/p' > data/demo-key)
        [ -s data/demo-key ] || "$program" key create --email $email --name demo --data data |
            sed -n 's/.*"apiKey":"\([^"]*\)".*/\1/p' > data/demo-key
    fi
    "$program" seed --email $email --data data >/dev/null
    echo
    echo "  demo page   http://acme.localhost:$port/   (or http://$listen/p/acme/)"
    echo "  dashboard   http://$listen/app/   (sign in with the key)"
    echo "  API         http://$listen/docs"
    echo "  API key     $(cat data/demo-key)"
    echo
    exec "$program" serve --listen "$listen" --data data "$@"
}

# ./dev bench [--quick]: figures beside nginx and bare databases.
run_bench() {
    npm_packages tests/e2e
    DAYMARK_BIN=$root/build/release/daymark node tests/bench/run.mjs "$@"
}
