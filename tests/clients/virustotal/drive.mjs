// node-virustotal against the loopback server: files, addresses and domains, known, unknown and refused.
// usage: node drive.mjs SERVER (the built DockerScan.VirusTotalLoopback)
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const hash = 'a'.repeat(64);
const server = spawn(process.argv[2], [`${hash}=7`, 'bad.site.net=12'], { stdio: ['pipe', 'pipe', 'inherit'] });
const timer = setTimeout(() => fail(new Error('not done within 60 s')), 60_000);

function fail(error) {
  console.error(error);
  server.kill();
  process.exit(1);
}

// The client's address is fixed: only the host and scheme of what it sends are changed.
function redirect(api) {
  const path = require.resolve('request', { paths: [require.resolve('node-virustotal')] });
  const real = require(path);
  const here = (url) => url.replace('https://www.virustotal.com/api/v3/', api);
  const wrapped = (options, ...rest) => real(typeof options === 'string' ? here(options) : { ...options, url: here(options.url) }, ...rest);
  require.cache[path].exports = Object.assign(wrapped, real);
}

async function run() {
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const { api, key } = JSON.parse(line);
  redirect(api);
  const client = require('node-virustotal').makeAPI(1).setKey(key);
  const ask = (method, id) => promisify(client[method].bind(client))(id).then((body) => (typeof body === 'string' ? JSON.parse(body) : body));

  const file = await ask('fileLookup', hash);
  assert.equal(file.data.type, 'file');
  assert.equal(file.data.id, hash);
  assert.equal(file.data.attributes.last_analysis_stats.malicious, 7);
  assert.equal((await ask('domainLookup', 'bad.site.net')).data.attributes.last_analysis_stats.malicious, 12);
  assert.equal((await ask('ipLookup', '185.71.65.92')).data.attributes.last_analysis_stats.malicious, 0);
  await assert.rejects(ask('fileLookup', 'b'.repeat(64)), (error) => /NotFoundError/.test(JSON.stringify(error)));
  client.setKey('wrong');
  await assert.rejects(ask('fileLookup', hash), (error) => /WrongCredentialsError/.test(JSON.stringify(error)));
  console.log('node-virustotal: file, domain, address, not found, wrong key: accepted');
}

run().then(() => {
  clearTimeout(timer);
  server.stdin.end();
  server.once('exit', () => process.exit(0));
}, fail);
