// The receiver of those who wrote the standard, against what the built program sends: a sample that they verify, and what they refuse of it.
// usage: node drive.mjs PROGRAM (the built dockerscan)
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const newer = `whsec_${randomBytes(32).toString('base64')}`;
const folder = mkdtempSync(join(tmpdir(), 'dockerscan-webhook-'));
const timer = setTimeout(() => fail(new Error('not done within 60 s')), 60_000);
const requests = [];
let status = 204;

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  requests.push({ headers: request.headers, method: request.method, url: request.url, body: Buffer.concat(parts).toString() });
  response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
});

function fail(error) {
  console.error(error);
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}

async function notify(...words) {
  const program = spawn(process.argv[2], ['notify', 'test', ...words, '--config', join(folder, 'settings.json')], {
    env: { ...process.env, DOCKERSCAN_DATA: join(folder, 'data') }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (data) => { said += data; });
  const [code] = await once(program, 'exit');
  return { code, said };
}

async function run() {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const file = join(folder, 'secret');
  writeFileSync(file, secret, { mode: 0o600 });
  const settings = (allowed) => writeFileSync(join(folder, 'settings.json'), JSON.stringify({
    Webhooks: { Targets: [{ Name: 'soc', Url: `http://127.0.0.1:${port}/in`, SecretFile: file }], AllowedPrivate: allowed },
  }));

  settings([`127.0.0.1:${port}`]);
  const sent = await notify('webhook:soc');
  assert.equal(sent.code, 0, sent.said);
  const [first] = requests;
  assert.equal(`${first.method} ${first.url}`, 'POST /in');
  const body = new Webhook(secret).verify(first.body, first.headers);
  assert.equal(body.type, 'message');
  assert.equal(body.data.schemaVersion, 1);

  assert.throws(() => new Webhook(newer).verify(first.body, first.headers), /signature/i);
  assert.throws(() => new Webhook(secret).verify(first.body.replace('"schemaVersion":1', '"schemaVersion":2'), first.headers), /signature/i);
  assert.throws(() => new Webhook(secret).verify(first.body, { ...first.headers, 'webhook-id': 'msg_other' }), /signature/i);
  const old = String(Number(first.headers['webhook-timestamp']) - 600);
  assert.throws(() => new Webhook(secret).verify(first.body, { ...first.headers, 'webhook-timestamp': old }), /old/i);

  // While a secret is replaced, who has the old one and who has the new one both accept it.
  writeFileSync(file, `${newer}\n${secret}\n`);
  assert.equal((await notify('webhook:soc')).code, 0);
  for (const known of [newer, secret]) new Webhook(known).verify(requests[1].body, requests[1].headers);
  assert.notEqual(requests[1].headers['webhook-id'], first.headers['webhook-id']);

  status = 302;
  const moved = await notify('webhook:soc');
  assert.equal(moved.code, 69, moved.said);
  assert.match(moved.said, /redirects are not followed/);
  assert.equal(requests.length, 3);

  settings([]);
  const refused = await notify('webhook:soc');
  assert.notEqual(refused.code, 0);
  assert.equal(requests.length, 3, 'this machine was called though nobody listed it');
  assert.ok(!refused.said.includes('/in'), 'the address was said');
  console.log('standardwebhooks accepts what is sent, and refuses what was changed');
}

run().then(() => {
  clearTimeout(timer);
  rmSync(folder, { recursive: true, force: true });
  server.close();
}, fail);
