// Writes the golden cards as TypeScript, so that the compiler checks each against discord-api-types.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

// All cards in one file, and those in other languages in one each.
const goldens = new URL('../../DockerScan.Discord.Tests/testdata/DiscordRendererTests/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, goldens), 'utf8'));
const korean = readdirSync(goldens).filter((name) => name.startsWith('Render_Korean')).map(read);
const cards = [...read('Render_AllCards_Golden.golden.json'), ...korean];
if (cards.length < 45 || korean.length < 5) {
  throw new Error(`only ${cards.length} cards, ${korean.length} of them Korean: several dozen are expected`);
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
