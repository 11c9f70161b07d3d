#!/bin/sh
# Runs the built command line under other versions of Node, which come from npm into folders of their own, and compares what it says
# with what it says under the Node that is installed, errors too: byte for byte.
# Usage: npm run build && sh test/matrix.sh [VERSION…]
set -eu

cd "$(dirname "$0")/.."
fixture=test/fixtures/hosts/story.jsonl
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# What a version of Node makes of plugmon, into the folder $2.
say() {
  mkdir -p "$2"
  "$1" bin/plugmon.js --version > "$2/version"
  "$1" bin/plugmon.js --help > "$2/help"
  for form in text json ndjson markdown prometheus; do
    "$1" bin/plugmon.js report -o "$form" "$fixture" > "$2/report.$form"
  done
  "$1" bin/plugmon.js report -o json - < "$fixture" > "$2/report.pipe"
  "$1" bin/plugmon.js watch -o ndjson - < "$fixture" | grep -v '"type":"source"' > "$2/watch"
  "$1" bin/plugmon.js demo --out - --seed 7 --start 2026-11-22T10:00:00Z --duration 5m > "$2/demo"
  "$1" bin/plugmon.js query 'histogram_quantile(0.95, sum by (instance) (rate(plugin_load_time[5m])))' "$fixture" > "$2/query"
}

mkdir "$folder/here"
say node "$folder/here" 2> "$folder/here/stderr"
echo "node $(node --version | tr -d v): $(cat "$folder/here/version"), the one that is compared with"

failed=0
[ $# -gt 0 ] || set -- 22 24 26
for major in "$@"; do
  npm install --no-save --no-fund --no-audit --loglevel error --prefix "$folder/node$major" "node@$major" > /dev/null
  node=$folder/node$major/node_modules/.bin/node
  mkdir "$folder/out$major"
  say "$node" "$folder/out$major" 2> "$folder/out$major/stderr"
  if diff -r "$folder/here" "$folder/out$major" > "$folder/diff"; then
    echo "node $("$node" --version | tr -d v): the same"
  else
    echo "node $("$node" --version | tr -d v): DIFFERENT"
    head -n 20 "$folder/diff"
    failed=1
  fi
done
exit $failed
