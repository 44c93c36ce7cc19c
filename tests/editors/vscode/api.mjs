// Runs the suites in the extension host of a real VS Code, each in a window of its own.
//
// Usage: node tests/editors/vscode/api.mjs SERVER [SUITE...]      the extension is that of editors/vscode, bundled
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repository, start } from './session.mjs';

/** The suites, each with what is opened for it. */
const SUITES = {
  features: { plans: 'tests/editors/plans' },
  life: { plans: 'tests/editors/plans' },
  activation: { plans: 'tests/editors/plans' },
  folders: { plans: 'tests/editors/folders', workspace: 'both.code-workspace' },
};

const [server, ...named] = process.argv.slice(2);
const suites = named.length > 0 ? named : Object.keys(SUITES);
if (!server || suites.some((it) => !(it in SUITES))) {
  console.error(`usage: node tests/editors/vscode/api.mjs SERVER [${Object.keys(SUITES).join('|')}]...`);
  process.exit(2);
}
const tools = resolve(process.env.MILEPOST_EDITORS ?? join(repository, 'target/editors'));
let failed = false;
for (const suite of suites) {
  console.log(`${suite}:`);
  if (!(await passes(suite, SUITES[suite]))) failed = true;
}
process.exit(failed ? 1 : 0);

async function passes(suite, { plans, workspace }) {
  const { page, uri, open, stop, said } = await start({ tools, server, plans: join(repository, plans), workspace });
  try {
    let finish;
    const finished = new Promise((done) => (finish = done));
    await page.exposeFunction('codeAutomationExit', (code) => finish(code));
    await page.exposeFunction('codeAutomationLog', (_, words) => {
      const text = (words ?? []).join(' ');
      if (text.startsWith('TEST')) console.log(`  ${text.slice(5)}`);
    });
    await open([
      ['extensionDevelopmentPath', uri(join(repository, 'editors/vscode'))],
      ['extensionTestsPath', uri(join(repository, `tests/editors/vscode/suites/${suite}.cjs`))],
    ]);
    const code = await Promise.race([finished, sleep(180_000, 'no answer within three minutes', { ref: false })]);
    if (code !== 0) console.log(`the tests ended with: ${code}\n${said()}`);
    return code === 0;
  } finally {
    await stop();
  }
}
