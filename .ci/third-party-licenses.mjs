// Prints the licences of the crates that a built `milepost` holds, for its archive: third-party-licenses TARGET
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const target = process.argv[2];
if (!target) {
  console.error('usage: third-party-licenses TARGET');
  process.exit(2);
}
const metadata = JSON.parse(
  execFileSync('cargo', ['metadata', '--format-version', '1', '--locked', '--filter-platform', target], {
    cwd: dirname(import.meta.dirname),
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  }),
);

const packages = new Map(metadata.packages.map((it) => [it.id, it]));
const nodes = new Map(metadata.resolve.nodes.map((it) => [it.id, it]));

/** The texts under which a crate stands; one licence of several to choose from is enough, but all are shown. */
function texts(crate) {
  const folder = dirname(crate.manifest_path);
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|copyright|notice|unlicense)/i.test(name));
  const read = (name) => {
    try {
      return readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim();
    } catch {
      return ''; // a folder
    }
  };
  return files.map(read).filter((text) => text);
}

// What is linked: normal dependencies, from the package on; its own crates have no source elsewhere.
const seen = new Set();
const open = metadata.packages.filter((it) => it.name === 'milepost').map((it) => it.id);
while (open.length > 0) {
  const id = open.pop();
  if (seen.has(id)) continue;
  seen.add(id);
  for (const dependency of nodes.get(id).deps) {
    if (dependency.dep_kinds.some((it) => it.kind === null)) open.push(dependency.pkg);
  }
}
const crates = [...seen].map((id) => packages.get(id)).filter((it) => it.source);
crates.sort((a, b) => `${a.name} ${a.version}`.localeCompare(`${b.name} ${b.version}`, 'en'));

const holders = new Map();
const without = [];
for (const crate of crates) {
  const found = texts(crate);
  if (found.length === 0) without.push(crate);
  for (const text of found) holders.set(text, [...(holders.get(text) ?? []), crate]);
}

const title = (crate) => `${crate.name} ${crate.version} (${crate.license ?? 'see its text'})`;
const line = '-'.repeat(80);
console.log('The program `milepost` holds code of these packages.\n');
for (const crate of crates) console.log(`  ${title(crate)}`);
for (const [text, of] of holders) {
  console.log(`\n${line}\n\n${of.map((it) => `${it.name} ${it.version}`).join(', ')}\n\n${text}`);
}
if (without.length > 0) {
  console.log(`\n${line}\n\nThese packages bring no text of their licence; it is said with each and at its source.\n`);
  for (const crate of without) console.log(`  ${title(crate)} ${crate.repository ?? ''}`);
}
