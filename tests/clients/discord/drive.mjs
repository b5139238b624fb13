// discord.js against the loopback server: connect, command, reply, edit, button, mention, rate limit, errors, resume, new session.
// usage: node drive.mjs SERVER (the built DockerScan.DiscordLoopback)
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Client, Events, GatewayIntentBits, REST, Routes } from 'discord.js';

const server = spawn(process.argv[2], { stdio: ['pipe', 'pipe', 'inherit'] });
const timer = setTimeout(() => fail(new Error('not done within 60 s')), 60_000);

function fail(error) {
  console.error(error);
  server.kill();
  process.exit(1);
}

async function run() {
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const { discord } = JSON.parse(line);
  const api = `http://127.0.0.1:${discord.port}/api`;
  const control = async (what, body = {}) => (await fetch(`http://127.0.0.1:${discord.port}/control/${what}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  })).json();

  const rest = new REST({ api, version: '10' }).setToken(discord.botToken);
  const command = { name: 'scan', description: 'Scans an image', options: [{ type: 3, name: 'image', description: 'an image', required: true }] };
  const registered = await rest.put(Routes.applicationCommands(discord.application), { body: [command] });
  assert.equal(registered[0].name, 'scan');
  assert.equal((await rest.get(Routes.applicationCommands(discord.application))).length, 1);
  await assert.rejects(new REST({ api, version: '10' }).setToken('wrong').get(Routes.gatewayBot()), /401/);

  const client = new Client({ intents: [GatewayIntentBits.GuildMessages], rest: { api, version: '10' } });
  const seen = [];
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isButton()) {
      seen.push(`button ${interaction.customId}`);
      await interaction.deferReply();
      await interaction.editReply({ embeds: [{ title: 'pressed' }] });
    } else if (interaction.isChatInputCommand()) {
      seen.push(`/${interaction.commandName} ${interaction.options.getString('image')}`);
      await interaction.deferReply();
      await interaction.editReply({ embeds: [{ title: 'working' }] });
      const finished = await interaction.editReply({ embeds: [{ title: 'finished' }], files: [{ attachment: Buffer.from('<!DOCTYPE html>'), name: 'dockerscan-k3v9x2m4q8.html' }] });
      assert.deepEqual(finished.attachments.map((file) => [file.name, file.size]), [['dockerscan-k3v9x2m4q8.html', 15]]);
      await interaction.followUp({ embeds: [{ title: 'more' }] });
      await assert.rejects(interaction.editReply({ embeds: [{ title: 'x'.repeat(257) }] }), /Invalid Form Body|BASE|title|length/i);
    }
  });
  const ready = once(client, Events.ClientReady);
  await client.login(discord.botToken);
  await ready;
  assert.equal(client.application.id, discord.application);

  const state = () => control('state');
  const until = async (what, isSo) => {
    for (let attempt = 0; attempt < 200; attempt++) {
      const now = await state();
      if (isSo(now)) {
        return now;
      }
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    throw new Error(`never came: ${what}`);
  };
  const titles = (now) => now.messages.map((message) => message.embeds[0]?.title);

  await control('command', { name: 'scan', options: [{ name: 'image', type: 3, value: 'redis:7' }] });
  await until('the answer', (now) => titles(now).includes('finished') && titles(now).includes('more'));
  await control('press', { customId: 'report k3v9x2m4q8' });
  await until('the press', (now) => titles(now).includes('pressed'));
  assert.deepEqual(seen, ['/scan redis:7', 'button report k3v9x2m4q8']);

  await control('fail', { name: 'post', fault: 'RateLimited' });
  const posted = await rest.post(Routes.channelMessages(discord.channel), { body: { embeds: [{ title: 'after a 429' }] } });
  await rest.patch(Routes.channelMessage(discord.channel, posted.id), { body: { embeds: [{ title: 'edited' }] } });
  await assert.rejects(rest.patch(Routes.channelMessage(discord.channel, '1'), { body: { content: 'x' } }), /Unknown Message/);
  await until('heartbeats', (now) => now.heartbeats > 2);

  await control('reconnect');
  await until('the resume', (now) => now.resumed === 1);
  await control('command', { name: 'scan', options: [{ name: 'image', type: 3, value: 'after:resume' }] });
  await until('a command after the resume', () => seen.includes('/scan after:resume'));
  await control('drop');
  await until('the second resume', (now) => now.resumed === 2);
  await control('refuse-resume');
  await control('drop');
  await until('a new session', (now) => now.identified === 2);

  await client.destroy();
  console.log('discord.js: connect, register, command, defer, edit, file, follow-up, button, rate limit, errors, heartbeat, resume, new session: accepted');
}

run().then(() => {
  clearTimeout(timer);
  server.stdin.end();
}, fail);
