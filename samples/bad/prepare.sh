#!/bin/sh
# Package folders are ignored by many tools, so they are made here.
set -e
mkdir -p node_modules/lodash node_modules/minimist site-packages/requests-2.25.0.dist-info site-packages/PyYAML-5.3.1.dist-info site-packages/urllib3-1.26.5.dist-info
echo '{"name":"lodash","version":"4.17.20","license":"MIT"}' >node_modules/lodash/package.json
echo '{"name":"minimist","version":"1.2.5","license":"MIT"}' >node_modules/minimist/package.json
printf 'Metadata-Version: 2.1\nName: requests\nVersion: 2.25.0\nLicense: Apache 2.0\n' >site-packages/requests-2.25.0.dist-info/METADATA
printf 'Metadata-Version: 2.1\nName: PyYAML\nVersion: 5.3.1\nLicense: MIT\n' >site-packages/PyYAML-5.3.1.dist-info/METADATA
printf 'Metadata-Version: 2.1\nName: urllib3\nVersion: 1.26.5\nLicense: MIT\n' >site-packages/urllib3-1.26.5.dist-info/METADATA
