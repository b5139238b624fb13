// Slack's own clients against the loopback server: connect, command, reply, edit, upload, rate limit, reconnect.
// usage: node drive.mjs SERVER (the built DockerScan.ChatLoopback)
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { SocketModeClient } from '@slack/socket-mode';
import { LogLevel, WebClient } from '@slack/web-api';

const server = spawn(process.argv[2], { stdio: ['pipe', 'pipe', 'inherit'] });
const timer = setTimeout(() => fail(new Error('not done within 60 s')), 60_000);

function fail(error) {
  console.error(error);
  server.kill();
  process.exit(1);
}

async function run() {
  const line = await firstLine(server.stdout);
  const { slack } = JSON.parse(line);
  const slackApiUrl = `http://127.0.0.1:${slack.port}/api/`;
  const control = async (what, body = {}) => (await fetch(`http://127.0.0.1:${slack.port}/control/${what}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  })).json();

  const web = new WebClient(slack.botToken, { slackApiUrl, retryConfig: { retries: 3, minTimeout: 50 }, logLevel: LogLevel.ERROR });
  const socket = new SocketModeClient({ appToken: slack.appToken, clientOptions: { slackApiUrl } });
  const seen = [];
  socket.on('slash_commands', async ({ body, ack }) => {
    await ack();
    seen.push(`${body.command} ${body.text}`);
  });

  assert.equal((await web.auth.test()).user_id, 'U0BOT');
  await assert.rejects(new WebClient('xoxb-wrong', { slackApiUrl }).auth.test(), /invalid_auth/);
  await socket.start();

  const first = await control('command', { command: '/scan', text: 'redis:7' });
  assert.ok(first.acknowledgement.envelope_id);
  assert.deepEqual(seen, ['/scan redis:7']);

  const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'working' } }];
  const posted = await web.chat.postMessage({ channel: slack.channel, text: 'working', blocks });
  const edited = await web.chat.update({ channel: posted.channel, ts: posted.ts, text: 'done', blocks });
  assert.equal(edited.ts, posted.ts);
  await assert.rejects(web.chat.update({ channel: posted.channel, ts: '1.1', text: 'x' }), /message_not_found/);
  await assert.rejects(web.chat.postMessage({ channel: slack.channel, text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] }), /invalid_blocks/);

  await control('fail', { method: 'chat.postMessage' });
  assert.ok((await web.chat.postMessage({ channel: slack.channel, text: 'after a 429', thread_ts: posted.ts })).ok);
  const file = await web.filesUploadV2({ channel_id: slack.channel, thread_ts: posted.ts, filename: 'answer.txt', content: 'the whole' });
  assert.ok(file.ok);
  const page = '<!DOCTYPE html><html lang="ko"><title>보고서</title></html>';
  await web.filesUploadV2({ channel_id: slack.channel, thread_ts: posted.ts, filename: 'dockerscan-k3v9x2m4q8.html', file: Buffer.from(page) });
  const { files } = await control('state');
  assert.deepEqual(files.map((each) => [each.name, each.thread, each.content]), [['answer.txt', posted.ts, 'the whole'], ['dockerscan-k3v9x2m4q8.html', posted.ts, page]]);
  await control('files', { allowed: false });
  await assert.rejects(web.files.getUploadURLExternal({ filename: 'x', length: 1 }), (error) => error.data.error === 'missing_scope' && error.data.needed === 'files:write');
  await control('files', { allowed: true });

  const reconnected = once(socket, 'connected');
  await control('disconnect', { reason: 'refresh_requested' });
  await reconnected;
  await control('command', { command: '/scan', text: 'after the reconnect' });
  assert.deepEqual(seen, ['/scan redis:7', '/scan after the reconnect']);

  const { ever } = await control('state');
  assert.equal(ever, 2);
  await socket.disconnect();
  console.log('slack clients: connect, command, reply, edit, thread, upload, missing scope, rate limit, errors, reconnect: accepted');
}

function firstLine(stream) {
  return new Promise((resolve) => { createInterface({ input: stream }).once('line', resolve); });
}

function once(emitter, name) {
  return new Promise((resolve) => { emitter.once(name, resolve); });
}

try {
  await run();
  clearTimeout(timer);
  server.stdin.end();
  process.exit(0);
} catch (error) {
  fail(error);
}
