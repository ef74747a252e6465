#!/usr/bin/env bash
# Measures the collector with wrk (Debian's package): lib/bench/collector.sh [SECONDS] [RATE] [CONNECTIONS]
# One server, one after another: its empty endpoint at RATE, hits at RATE with the empty endpoint asked beside them, then
# as many hits as it takes. At the end the rows in the lake are compared with what was answered.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-60} rate=${2:-15000} connections=${3:-512}
command -v wrk >/dev/null || { echo "collector.sh: wrk is not installed" >&2; exit 1; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/tarn-bench.XXXXXX")
./jbang serve --lake "$folder/lake" --domains example.com --proxy 127.0.0.1 --port 18080 --live-port 18081 \
  ${TARN_BENCH_OPTIONS-} >"$folder/said" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
until grep -q 'Live page' "$folder/said"; do
  kill -0 "$server" || { cat "$folder/said" >&2; exit 1; }
  sleep 0.2
done

# load SECONDS CONNECTIONS PAUSE [PATH] -> requests not-200 broken a-second p50 p99 max, times in ms
load() {
  TARN_BENCH_PAUSE=$3 ${4:+env TARN_BENCH_PATH="$4"} \
    wrk -t 1 -c "$2" -d "$1s" --timeout 10s -s lib/bench/collector.lua http://127.0.0.1:18080/ | tail -n 1
}
row() { # name and the numbers of load
  printf '%-42s %10s %8s %8s %9s %8s %8s %8s\n' "$@"
}
cpu() { # of the server so far, in ticks of 10 ms
  awk '{ print $14 + $15 }' "/proc/$server/stat"
}
memory() { awk '/VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$server/status"; }

pause=$((connections * 1000 / rate))
hit_ms=10 # what a hit is expected to take, of which its connection pauses less
[ "$pause" -gt "$hit_ms" ] || { echo "collector.sh: more connections, please: each is to pause at least $hit_ms ms" >&2; exit 1; }
load 15 "$connections" 0 >"$folder/warm"
row "ms" requests "not 200" broken "a second" p50 p99 max
# The empty endpoint answers faster, so the same pause gives it a little more than the rate.
load "$seconds" "$connections" "$pause" /healthz >"$folder/empty"
row "empty endpoint" $(cat "$folder/empty")
before=$(memory)
ticks=$(cpu)
load "$seconds" 8 40 /healthz >"$folder/beside" &
beside=$!
(while sleep $((seconds / 4)); do memory; echo; done) >"$folder/memory" &
sampler=$!
load "$seconds" "$connections" "$((pause - hit_ms))" >"$folder/paced"
kill "$sampler"
ticks=$(($(cpu) - ticks))
wait "$beside"
row "hits at the rate" $(cat "$folder/paced")
row "empty endpoint beside them" $(cat "$folder/beside")
p99() { cut -d' ' -f6 "$folder/$1"; }
echo "p99 of a hit: $(awk -v hit="$(p99 paced)" -v empty="$(p99 empty)" -v beside="$(p99 beside)" \
  'BEGIN { printf "%.1f times that of the empty endpoint alone, %.1f times that of the one beside", hit / empty, hit / beside }')"
echo "processor time of the server: $((ticks * 10000 / $(cut -d' ' -f1 "$folder/paced"))) us a hit, ingest and aggregation included"
echo "memory before: $before, in quarters: $(paste -sd, "$folder/memory")"
load "$((seconds / 2))" "$connections" 0 >"$folder/most"
row "as many hits as it takes" $(cat "$folder/most")
echo "memory: $(memory), high water: $(awk '/VmHWM/ { printf "%d MB", $2 / 1024 }' "/proc/$server/status")"
echo "in the journal: $(du -sm "$folder/lake/raw/journal" | cut -f1) MB"
start=$(date +%s)
kill -TERM "$server"
wait "$server" || true
echo "taken in after the end: $(($(date +%s) - start)) s"
grep -v '^\[jbang\]' "$folder/said" | sed 's/^/serve: /'
answered=$(awk '{ n += $1 - $2 } END { print n }' "$folder/warm" "$folder/paced" "$folder/most")
rows=$(./jbang query --lake "$folder/lake" --format csv "select count(*) from incoming_events" | tail -n 1)
echo "answered with 200: $answered; rows in the lake: $rows (up to $((3 * connections)) more: wrk hangs up without reading its last answers)"
