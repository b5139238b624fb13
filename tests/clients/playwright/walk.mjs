// A person's walk through the pages of the built program, in a real browser: refused, let in, a name typed wrong and right, the scan watched as it
// runs, the verdict read, a finding opened, every form of the report downloaded, the language switched, and out again.
// usage: node walk.mjs PROGRAM (the built dockerscan). Needs DOCKER_HOST, Trivy, the sentinel and the sample miner, and Chromium at CHROMIUM.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const folder = mkdtempSync(join(tmpdir(), 'dockerscan-walk-'));
const shots = process.env.DOCKERSCAN_SCREENSHOTS;
let serve;
let browser;
let said = '';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function start(port) {
  serve = spawn(process.argv[2], ['serve'], {
    env: {
      ...process.env,
      DOCKERSCAN_DATA: join(folder, 'data'),
      DOCKERSCAN__Web__Listen: `127.0.0.1:${port}`,
      // A name of its own asks for the token, on this machine too.
      DOCKERSCAN__Web__Hosts__0: 'scan.example',
      DOCKERSCAN__Sandbox__WindowSeconds: '8',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [serve.stdout, serve.stderr]) stream.on('data', (data) => { said += data; });
  for (let tries = 0; tries < 300; tries++) {
    assert.equal(serve.exitCode, null, `serve ended: ${said}`);
    if (await fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.ok, () => false)) return;
    await new Promise((done) => { setTimeout(done, 200); });
  }
  throw new Error(`serve does not answer: ${said}`);
}

async function shot(page, name) {
  if (shots) await page.screenshot({ path: join(shots, `walk-${name}.png`), fullPage: true });
}

async function download(page, link) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.downloads a', { hasText: link }).click()]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return { name: file.suggestedFilename(), content: readFileSync(path) };
}

async function walk(page, address) {
  await page.goto(`${address}/scans`);
  assert.equal(new URL(page.url()).pathname, '/login');
  await page.getByLabel('Token').fill('guessed');
  await page.keyboard.press('Enter');
  await page.getByText('That is not the token.').waitFor();
  await page.getByLabel('Token').fill(said.match(/it is not said again: (\S+)/)[1]);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${address}/scans`);

  await page.getByRole('link', { name: 'DockerScan' }).first().click();
  // The field has the focus: nobody has to reach for it.
  await page.waitForFunction(() => document.activeElement?.id === 'image');
  await page.keyboard.type('Redis:7');
  await page.keyboard.press('Enter');
  await page.getByText('did you mean redis:7').waitFor();
  await page.getByLabel('Image', { exact: true }).fill('dockerscan/sample-miner');
  await page.keyboard.press('Enter');

  await page.waitForURL(/\/scans\/[^/]+$/);
  // Seen while it runs, by the script alone: what the page was is still the same object.
  await page.evaluate(() => { window.same = true; });
  await page.locator('.live .news').first().waitFor({ timeout: 90_000 });
  assert.equal(await page.evaluate(() => window.same), true);
  await shot(page, 'live');
  await page.locator('.badge').waitFor({ timeout: 180_000 });
  await shot(page, 'result');
  assert.match(await page.locator('.badge').innerText(), /HIGH RISK/i);
  assert.match(await page.locator('main').innerText(), /What to do first/);
  const finding = page.locator('details.finding').first();
  await finding.locator('summary').click();
  assert.ok(await finding.locator('.fold').isVisible());

  const id = new URL(page.url()).pathname.split('/')[2];
  for (const [link, ending, begins] of [['PDF', 'pdf', '%PDF-'], ['HTML', 'html', '<!DOCTYPE html>'], ['Markdown', 'md', '# '], ['JSON', 'json', '{']]) {
    const file = await download(page, link);
    assert.equal(file.name, `report-${id}.${ending}`);
    assert.ok(file.content.toString('latin1').startsWith(begins), `${file.name} begins with ${file.content.subarray(0, 20)}`);
    assert.ok(file.content.length > 2000, `${file.name} has ${file.content.length} bytes`);
  }
  assert.equal(JSON.parse(readFileSync(join(folder, `report-${id}.json`))).verdict, 'high');

  await page.locator('a[hreflang=ko]').click();
  await page.waitForURL(`${address}/scans/${id}`);
  assert.equal(await page.locator('html').getAttribute('lang'), 'ko');
  await page.getByText('위험도 높음').first().waitFor();
  await shot(page, 'korean');
  await page.locator('a[hreflang=en]').click();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${address}/scans/${id}`);
  assert.equal(new URL(page.url()).pathname, '/login');
}

try {
  const port = await freePort();
  await start(port);
  const address = `http://127.0.0.1:${port}`;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage({ locale: 'en-US' });
  const foreign = [];
  const errors = [];
  page.on('request', (request) => { if (!request.url().startsWith(address)) foreign.push(request.url()); });
  page.on('pageerror', (error) => errors.push(String(error)));
  await walk(page, address);
  assert.deepEqual(foreign, [], 'the pages asked somebody else');
  assert.deepEqual(errors, [], 'a script failed');
  console.log('a person was refused, came in, scanned, read, downloaded, changed the language and went');
} catch (error) {
  console.error(error);
  console.error(said.split('\n').slice(-20).join('\n'));
  process.exitCode = 1;
} finally {
  await browser?.close();
  if (serve && serve.exitCode === null) {
    serve.kill('SIGTERM');
    await once(serve, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}
