#!/bin/sh
# Package folders are ignored by many tools, so they are made here.
set -e
mkdir -p node_modules/lodash
echo '{"name":"lodash","version":"4.17.20","license":"MIT"}' >node_modules/lodash/package.json
mkdir -p node_modules/minimist
echo '{"name":"minimist","version":"1.2.5","license":"MIT"}' >node_modules/minimist/package.json
