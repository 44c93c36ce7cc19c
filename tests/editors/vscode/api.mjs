// Runs suite.cjs in the extension host of a real VS Code.
//
// Usage: node tests/editors/vscode/api.mjs SERVER      the extension is that of editors/vscode, bundled
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repository, start } from './session.mjs';

const [server] = process.argv.slice(2);
if (!server) {
  console.error('usage: node tests/editors/vscode/api.mjs SERVER');
  process.exit(2);
}
const tools = resolve(process.env.MILEPOST_EDITORS ?? join(repository, 'target/editors'));
const { page, uri, open, stop, said } = await start({ tools, server, plans: join(repository, 'tests/editors/plans') });
let code;
try {
  let finish;
  const finished = new Promise((done) => (finish = done));
  await page.exposeFunction('codeAutomationExit', (code) => finish(code));
  await page.exposeFunction('codeAutomationLog', (_, words) => {
    const text = (words ?? []).join(' ');
    if (text.startsWith('TEST')) console.log(text.slice(5));
  });
  await open([
    ['extensionDevelopmentPath', uri(join(repository, 'editors/vscode'))],
    ['extensionTestsPath', uri(join(repository, 'tests/editors/vscode/suite.cjs'))],
  ]);
  code = await Promise.race([finished, sleep(180_000, 'no answer within three minutes', { ref: false })]);
  if (code !== 0) console.log(`the tests ended with: ${code}\n${said()}`);
} finally {
  await stop();
}
process.exit(code === 0 ? 0 : 1);
