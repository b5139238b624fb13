// Writes the golden cards as TypeScript, so that the compiler checks each against @slack/types.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

// All cards in one file, and those in other languages in one each.
const goldens = new URL('../../DockerScan.Slack.Tests/testdata/SlackRendererTests/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, goldens), 'utf8'));
const korean = readdirSync(goldens).filter((name) => name.startsWith('Render_Korean')).map(read);
const cards = [...read('Render_AllCards_Golden.golden.json'), ...korean];
if (cards.length < 45 || korean.length < 5) {
  throw new Error(`only ${cards.length} cards, ${korean.length} of them Korean: several dozen are expected`);
}

const head = "import type { KnownBlock } from '@slack/types';\ntype Card = { text: string; blocks: KnownBlock[] };\n";
mkdirSync(new URL('generated/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('generated/cards.ts', import.meta.url),
  head + cards.map((card, index) => `export const card${index}: Card = ${JSON.stringify(card, null, 2)};\n`).join('\n'));

// Shows that the check can fail: without an error here the compiler stops.
writeFileSync(
  new URL('generated/must-fail.ts', import.meta.url),
  `${head}// @ts-expect-error a header takes plain text alone\nexport const bad: Card = { text: 'x', blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] };\n`);
console.log(`${cards.length} cards written`);
