# shellcheck shell=bash
# What scripts need that start the product, watch it, and leave nothing behind. Sourced, with `root`, and
# `profile` (debug or release) set.

: "${root:?}" "${profile:?}"
bin=${CARGO_TARGET_DIR:-target}/$profile
[ "${bin#/}" != "$bin" ] || bin=$root/$bin
work=$(mktemp -d "${TMPDIR:-/tmp}/yh-stage.XXXXXX")
declare -A pids=()
database='' admin=''

say() { echo "==> $*" >&2; }

finish() {
    local status=$?
    trap - EXIT
    for name in "${!pids[@]}"; do kill -9 "${pids[$name]}" 2>/dev/null || true; done
    wait 2>/dev/null || true
    if [ -n "$database" ]; then
        YH_BROKER_URL=${AMQP_URL:-memory:} "$bin/examples/throwaway" forget || say "queues were left behind"
        "$bin/examples/throwaway" drop "$admin" "$database" || say "a database was left behind"
    fi
    [ -z "$admin" ] || .ci/services stop
    [ "$status" = 0 ] || { for log in "$work"/*.log; do say "$log:" && tail -5 "$log" >&2; done; }
    if [ "$status" = 0 ]; then rm -rf "$work"; else say "the folder is $work"; fi
    exit "$status"
}
trap finish EXIT

open_port() { : 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null
free_port() {
    local port
    while port=$((20000 + RANDOM % 12000)) && open_port "$port"; do :; done
    echo "$port"
}
# The answer to a GET without a body to speak of, or nothing.
get() { # port path
    # shellcheck disable=SC2016  # expanded by the inner shell
    timeout 3 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" &&
        printf "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" "$2" >&3 &&
        cat <&3' get "$1" "$2" 2>/dev/null || true
}
is_ready() { [[ $(get "${YH_SERVER_BIND##*:}" /readyz) == "HTTP/1.1 200"* ]]; }
until_there() { # seconds what command...
    local left=$(($1 * 50)) what=$2
    shift 2
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || { say "waited in vain for $what" && return 1; }
        sleep 0.02
    done
}

start() { # name command...
    local name=$1
    shift
    (cd "$work" && exec "$@") >>"$work/$name.log" 2>&1 &
    pids[$name]=$!
}
stop() { # name
    kill -TERM "${pids[$1]}"
    wait "${pids[$1]}"
    unset "pids[$1]"
}
kill_nine() { # name
    kill -9 "${pids[$1]}"
    wait "${pids[$1]}" 2>/dev/null || true
    unset "pids[$1]"
}

fresh_settings() {
    YH_SERVER_BIND=127.0.0.1:$(free_port)
    YH_METRICS_BIND=127.0.0.1:$(free_port)
    YH_SIMULATOR_BIND=127.0.0.1:$(free_port)
    export YH_SERVER_BIND YH_METRICS_BIND YH_SIMULATOR_BIND YH_TELEMETRY_LOG_FILTER=warn
    rm -rf "${work:?}/var" "$work"/*.log
}

# A database of its own at the real server, with the demonstration's schema, firms and accounts; names at
# broker and cache that nobody else uses.
real_city() {
    local exports
    exports=$(.ci/services)
    eval "$exports"
    admin=$DATABASE_URL
    database=$("$bin/examples/throwaway" create "$admin")
    export YH_DATABASE_URL=$database YH_CACHE_URL=$REDIS_URL
    export YH_BROKER_PREFIX=stage.$$. YH_CACHE_PREFIX=stage.$$.
    start demo "$bin/api" demo
    until_there 60 'the demonstration' test -s "$work/var/demo.json"
    stop demo
}
# The provider stand-ins in a process of their own, and limits that measuring would run into lifted.
providers() {
    start providers "$bin/examples/throwaway" providers "$YH_SIMULATOR_BIND" "$work/providers"
    until_there 20 'the providers' test -s "$work/providers"
    # shellcheck source=/dev/null
    . "$work/providers"
    export YH_NOTIFY_QUIET_HOURS='' YH_LIMITS_PER_ADDRESS_PER_MINUTE=0 YH_LIMITS_PER_CALLER_PER_MINUTE=0
    export YH_LIMITS_FILINGS_PER_HOUR=0 YH_LIMITS_LOGINS_PER_ADDRESS_PER_MINUTE=0
}
