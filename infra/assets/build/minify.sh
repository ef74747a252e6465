#!/bin/sh
# Makes tarn.min.js of tarn.js. Usage: minify.sh [OUTPUT]; needs npm, and the registry where node_modules is missing.
set -eu
output=$(realpath -m "${1:-"$(dirname "$0")/../tarn.min.js"}")
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --ignore-scripts >&2
# The names of keys that are sent stay: what repeats packs well.
node_modules/.bin/terser ../tarn.js --ecma 2017 --compress passes=3 \
  --mangle 'reserved=[hn,pa,u,pt,r,en,pr,w,h,d,l,p,m,c]' --output "$output"
node_modules/.bin/acorn --ecma2017 --silent "$output"
