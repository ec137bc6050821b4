-- Sends what the environment says, and prints the figures as one JSON line.
wrk.method = os.getenv("BENCH_METHOD") or "GET"
wrk.body = os.getenv("BENCH_BODY")

function done(summary, latency)
    local errors = summary.errors
    print(string.format('{"requests":%d,"us":%d,"failed":%d,"status":%d,"p50_us":%d,"p99_us":%d,"bytes":%d}',
        summary.requests, summary.duration, errors.connect + errors.read + errors.write + errors.timeout, errors.status,
        latency:percentile(50), latency:percentile(99), summary.bytes))
end
