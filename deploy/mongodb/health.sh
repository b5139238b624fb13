#!/bin/bash
# Healthy is: this server is the primary. The first time it makes the replica set of one.
set -eu
exec mongosh --quiet --host 127.0.0.1 --eval '
const fs = require("fs");
db.getSiblingDB("admin").auth("root", fs.readFileSync("/run/secrets/mongodb-root-password", "utf8").trim());
try { rs.status(); } catch (e) {
  if (e.codeName !== "NotYetInitialized") { throw e; }
  rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "mongodb:27017" }] });
}
if (!db.hello().isWritablePrimary) { quit(1); }'
