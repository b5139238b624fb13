#!/bin/sh
/opt/act scan 198.51.100.9 1 300
/opt/act sweep 203.0.113 1 64 22
exit 0
