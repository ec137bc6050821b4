# A private PostgreSQL on a free port and a throw-away folder, stopped when the script ends.
pg_bin=/usr/lib/postgresql/15/bin

as_postgres() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgres() { # sets DAYMARK_TEST_POSTGRES
    pg_folder=$(mktemp -d /tmp/daymark-pg.XXXXXX)
    [ "$(id -u)" = 0 ] && chown postgres "$pg_folder"
    pg_port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
    # C collation: text sorts as on SQLite.
    as_postgres "$pg_bin/initdb" -D "$pg_folder/data" -U postgres -A trust -E UTF8 --locale=C >/dev/null
    as_postgres "$pg_bin/pg_ctl" -D "$pg_folder/data" -w -l "$pg_folder/log" \
        -o "-p $pg_port -k $pg_folder -c listen_addresses=127.0.0.1 -c max_connections=200" start >/dev/null
    export DAYMARK_TEST_POSTGRES="postgresql://postgres@127.0.0.1:$pg_port/postgres"
    trap stop_postgres EXIT
}

stop_postgres() {
    [ -n "${pg_folder:-}" ] || return 0
    as_postgres "$pg_bin/pg_ctl" -D "$pg_folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$pg_folder"
    pg_folder=
}
