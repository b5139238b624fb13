// Writes the golden cards as TypeScript, so that the compiler checks each against discord-api-types.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const golden = new URL('../../DockerScan.Chat.Tests/testdata/DiscordRendererTests/Render_AllCards_Golden.golden.json', import.meta.url);
const cards = JSON.parse(readFileSync(golden, 'utf8'));
if (cards.length < 40) {
  throw new Error(`only ${cards.length} cards: several dozen are expected`);
}

const head = "import type { RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10';\ntype Card = RESTPostAPIChannelMessageJSONBody;\n";
mkdirSync(new URL('generated/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('generated/cards.ts', import.meta.url),
  head + cards.map((card, index) => `export const card${index}: Card = ${JSON.stringify(card, null, 2)};\n`).join('\n'));

// Shows that the check can fail: without an error here the compiler stops.
writeFileSync(
  new URL('generated/must-fail.ts', import.meta.url),
  `${head}// @ts-expect-error a field needs a value\nexport const bad: Card = { embeds: [{ fields: [{ name: 'x' }] }] };\n`);
console.log(`${cards.length} cards written`);
