// Run once, when the folder is empty: DockerScan's own user, which may use its own database alone.
const password = require('fs').readFileSync('/tmp/password', 'utf8').trim();
db.getSiblingDB('dockerscan').createUser({ user: 'dockerscan', pwd: password, roles: [{ role: 'readWrite', db: 'dockerscan' }] });
