// Takes the README's pictures: findings in the text, and the timeline beside it.
//
// Usage: node tests/editors/vscode/pictures.mjs SERVER VSIX FOLDER
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hands, ITEM } from './hands.mjs';
import { repository, start } from './session.mjs';

const [server, vsix, folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node tests/editors/vscode/pictures.mjs SERVER VSIX FOLDER');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const tools = resolve(process.env.MILEPOST_EDITORS ?? join(repository, 'target/editors'));
const plans = mkdtempSync(join(tmpdir(), 'milepost-pictures-'));
cpSync(join(repository, 'examples/ferry-tickets.md'), join(plans, 'ferry-tickets.md'));
const settings = {
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'breadcrumbs.enabled': false,
  'workbench.colorTheme': 'Default Light Modern',
};
const { page, folder: opened, uri, open, stop } = await start({ tools, server, vsix, plans, settings, size: { width: 1120, height: 630 } });
const { goTo, command, timeline } = hands(page);

/** What moves has come to rest after so many milliseconds. */
async function picture(name, rest) {
  await sleep(rest);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(join(folder, `${name}.png`));
}

try {
  await open([['openFile', uri(join(opened, 'ferry-tickets.md'))]]);
  await page.locator(`${ITEM} .codicon-check`).waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+b');

  // The finding in Sprint 4's weeks, and what can be done about it.
  await goTo(57, 1);
  await page.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
  await goTo(52, 40);
  await sleep(1500);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  await page.locator('.monaco-hover:not(.hidden)', { hasText: 'overlaps Sprint 3' }).first().waitFor();
  await picture('findings', 500);
  await page.keyboard.press('Escape');

  await goTo(50, 1);
  await command('Milepost: Open Timeline');
  await timeline();
  await picture('timeline', 1500);
} finally {
  await stop();
  rmSync(plans, { recursive: true, force: true });
}
