// Tells how long VS Code takes to load and to activate the extension, in several starts of it.
//
// Usage: node tests/editors/vscode/activation.mjs SERVER [STARTS]
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './session.mjs';

const [server, starts = '7'] = process.argv.slice(2);
if (!server || !/^[1-9]\d*$/.test(starts)) {
  console.error('usage: node tests/editors/vscode/activation.mjs SERVER [STARTS]');
  process.exit(2);
}
const times = [];
for (let start = 0; start < Number(starts); start++) {
  const said = execFileSync(process.execPath, [join(repository, 'tests/editors/vscode/api.mjs'), server, 'activation'], { encoding: 'utf8' });
  const [, loaded, activated] = /loaded in (\d+) ms, activated in (\d+) ms/.exec(said).map(Number);
  times.push(loaded + activated);
  console.log(`loaded in ${loaded} ms, activated in ${activated} ms`);
}
times.sort((one, other) => one - other);
console.log(`median: ${times[Math.floor(times.length / 2)]} ms of ${times.length} starts, from ${times[0]} to ${times.at(-1)} ms`);
