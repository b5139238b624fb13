#!/bin/bash
. /opt/scripts/worker.sh
