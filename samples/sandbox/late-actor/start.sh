#!/bin/sh
/bin/busybox sleep 20
/opt/act say c2.late.example 8081 hello
/bin/busybox sleep 2
