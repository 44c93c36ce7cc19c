// Opens a folder that is not trusted, and trusts it then: what Milepost does before and after, with pictures.
//
// Usage: node tests/editors/vscode/restricted.mjs SERVER VSIX [PICTURES]
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CHOICE, EDITOR, hands, ITEM } from './hands.mjs';
import { repository, start } from './session.mjs';
import { steps } from './steps.mjs';

const [server, vsix, pictures = 'target/editors/pictures'] = process.argv.slice(2);
if (!vsix) {
  console.error('usage: node tests/editors/vscode/restricted.mjs SERVER VSIX [PICTURES]');
  process.exit(2);
}
const tools = resolve(process.env.MILEPOST_EDITORS ?? join(repository, 'target/editors'));

// The folder names a program of its own, which would leave a trace.
const plans = mkdtempSync(join(tmpdir(), 'milepost-restricted-'));
const trace = join(plans, 'trace');
const program = join(plans, 'program');
cpSync(join(repository, 'tests/editors/plans'), plans, { recursive: true });
writeFileSync(program, `#!/bin/sh\ntouch "${trace}"\nexec "${resolve(server)}" "$@"\n`);
chmodSync(program, 0o755);
mkdirSync(join(plans, '.vscode'));
writeFileSync(join(plans, '.vscode/settings.json'), JSON.stringify({ 'milepost.server.path': program }));

const settings = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'always' };
const { page, folder, uri, open, stop } = await start({ tools, server, vsix, plans, settings, restricted: true });
const { command } = hands(page);
const { step, picture, finish } = steps(page, pictures, 'restricted-');

/** What the status item says. */
const said = () => page.locator(`${ITEM} a`).first().getAttribute('aria-label');

await step('open', async () => {
  await open([['openFile', uri(join(folder, 'harbour.md'))]]);
  await page.locator(`${EDITOR} .view-line`, { hasText: 'Relay board' }).first().waitFor({ timeout: 60_000 });
  await page.locator('.part.banner', { hasText: 'Restricted Mode' }).waitFor();
});
await step('the-users-server-runs', async () => {
  await page.locator(`${ITEM} .codicon-info`).waitFor({ timeout: 40_000 });
  await page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ state: 'attached' });
  if (existsSync(trace)) throw new Error('the program of the folder was run');
  return said();
});
await step('why', async () => {
  await page.locator(ITEM).click();
  await page.locator(CHOICE, { hasText: 'is not used in Restricted Mode' }).waitFor();
  await picture('menu');
  await page.locator(CHOICE, { hasText: 'Manage Workspace Trust' }).first().click();
  await page.locator('.workspace-trust-editor', { hasText: 'Trust' }).first().waitFor();
});
await step('trust', async () => {
  let loads = 0;
  page.on('load', () => (loads += 1));
  await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).first().click();
  await command('View: Close Editor');
  await page.locator(`${ITEM} .codicon-check`).waitFor({ timeout: 40_000 });
  if (!existsSync(trace)) throw new Error('the program of the folder was not run');
  if (loads > 0) throw new Error('the window was loaded anew');
  return said();
});

await stop();
rmSync(plans, { recursive: true, force: true });
process.exit(finish() ? 0 : 1);
