// Looks at the timeline in other themes and beside unusual documents, by keyboard alone, and takes pictures.
//
// Usage: node tests/editors/vscode/looks.mjs SERVER VSIX [PICTURES]
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHOICE, hands, ITEM } from './hands.mjs';
import { repository, start } from './session.mjs';
import { steps } from './steps.mjs';

const [server, vsix, pictures = 'target/editors/pictures'] = process.argv.slice(2);
if (!vsix) {
  console.error('usage: node tests/editors/vscode/looks.mjs SERVER VSIX [PICTURES]');
  process.exit(2);
}
const tools = resolve(process.env.MILEPOST_EDITORS ?? join(repository, 'target/editors'));

const plans = mkdtempSync(join(tmpdir(), 'milepost-looks-'));
const put = (name, text) => writeFileSync(join(plans, name), text);
cpSync(join(repository, 'tests/editors/plans/harbour.md'), join(plans, 'harbour.md'));
cpSync(join(repository, 'examples/ferry-tickets.md'), join(plans, 'ferry.md'));
put('unscheduled.md', '# Garden\n\n## Phase 1: Beds\n\n- [x] Dig them\n\n## Phase 2: Seeds\n\n**Depends on:** Phase 1\n\n- [ ] Sow them\n');
put('letter.md', '# Letter\n\nDear harbour master, the lamps are bright.\n');
put('drawing.md', `# Boats\n\n${['Hull', 'Mast', 'Sails', 'Flags'].map((it, at) => `## Phase ${at + 1}: ${it} (Week ${at + 1})\n\n- [ ] Make it\n`).join('\n')}
### Parallel Tracks\n\n\`\`\`\n├────┴────┤ Boatyard Track (Phase 1)\n│ ├───────┤ Rigging Track (Phases 2-3)\n│ │ ├─────┤ Paint (Phase 4)\n\`\`\`\n`);
put('large.md', `# Canal\n\n${Array.from({ length: 500 }, (_, at) => `## Stage ${at + 1}: Lock number ${at + 1} with a name that is rather long (Weeks ${at + 1}-${at + 1 + (at % 3)})\n\n${at > 0 ? `**Depends on:** Stage ${at}\n\n` : ''}- [${at < 100 ? 'x' : ' '}] Dig it\n- [ ] Fill it\n`).join('\n')}`);

let failed = false;
for (const theme of ['Default Light Modern', 'Default High Contrast', 'Default High Contrast Light']) await themed(theme);
await documents();
rmSync(plans, { recursive: true, force: true });
process.exit(failed ? 1 : 0);

/** VS Code with one plan and its timeline. */
async function opened(name, theme) {
  const session = await start({ tools, server, vsix, plans, settings: { 'workbench.colorTheme': theme } });
  const { page, folder, uri, open } = session;
  const { goTo, command, timeline } = hands(page);
  const of = steps(page, pictures, `looks-${theme.toLowerCase().replaceAll(' ', '-')}-`);
  await of.step('open', async () => {
    await open([['openFile', uri(join(folder, name))]]);
    await page.locator(`${ITEM} .codicon-check`).waitFor({ timeout: 60_000 });
    await page.keyboard.press('Control+b');
    await goTo(12, 1);
    await command('Milepost: Open Timeline');
    await (await timeline()).locator('g.row').first().waitFor();
  });
  return { ...session, ...of };
}

async function themed(theme) {
  const { page, step, finish, stop } = await opened('ferry.md', theme);
  await step('focus', async () => {
    const frame = await hands(page).timeline();
    await frame.locator('g.row').nth(2).focus();
    await frame.locator('g.row').nth(1).hover();
  });
  await stop();
  if (!finish()) failed = true;
}

async function documents() {
  const { page, step, picture, finish, stop } = await opened('harbour.md', 'Default Dark Modern');
  const { cursorAt, goTo, timeline } = hands(page);

  async function show(name) {
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+p');
    await page.locator('.quick-input-widget input').waitFor();
    await page.keyboard.type(name);
    await page.locator(CHOICE).first().filter({ hasText: name }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: name }).first().waitFor();
  }

  /** The innermost frame that shows such a text in the page of the timeline. */
  async function told(text) {
    for (let tries = 0; tries < 100; tries++) {
      for (const frame of page.frames()) if (await frame.$(`main:has-text("${text}")`).catch(() => null)) return;
      await sleep(100);
    }
    throw new Error(`the timeline does not say “${text}”`);
  }

  await step('by-keyboard', async () => {
    // From the text into the panel, as VS Code moves between groups of editors.
    await page.keyboard.press('Control+1');
    await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor'));
    await page.keyboard.press('Control+2');
    await page.waitForFunction(() => document.activeElement?.tagName === 'IFRAME');
    const frame = await timeline();
    const isOnRow = () => frame.waitForFunction(() => document.activeElement?.classList.contains('row'), undefined, { timeout: 1_000 }).then(() => true, () => false);
    for (let tabs = 0; tabs < 6 && !(await isOnRow()); tabs++) await page.keyboard.press('Tab');
    await picture('focus');
    await page.keyboard.press('End');
    await frame.waitForFunction(() => document.activeElement?.getAttribute('aria-label')?.includes('Fog signal'));
    await picture('last');
    await page.keyboard.press('Enter');
    await cursorAt('Ln 21,');
  });
  await step('no-schedule', async () => {
    await show('unscheduled.md');
    await told('Phase 2');
  });
  await step('no-plan', async () => {
    await show('letter.md');
    await told('No units of work');
  });
  await step('drawing', async () => {
    await show('drawing.md');
    await told('Boatyard Track');
  });
  await step('large', async () => {
    await show('large.md');
    await (await timeline()).locator('g.row', { hasText: 'Stage 500' }).waitFor({ state: 'attached' });
  });
  await step('large-scrolls', async () => {
    await goTo(2401, 1);
    const row = (await timeline()).locator('g.row.here');
    await row.waitFor();
    await sleep(500);
    const [bar, name, axis] = await Promise.all(['.bar', '.name'].map((it) => row.locator(it).boundingBox()).concat((await timeline()).locator('.axis').boundingBox()));
    const { height } = page.viewportSize();
    if (bar.y > height || bar.x < name.x + name.width || axis.y < 0) throw new Error('the unit of the cursor is not in sight');
    return row.getAttribute('aria-label');
  });
  await step('large-follows', async () => {
    const began = Date.now();
    await goTo(4, 1);
    await goTo(3, 13);
    await page.keyboard.type('X');
    await (await timeline()).locator('g.row', { hasText: 'XLock' }).first().waitFor();
    return `${Date.now() - began} ms with the keys`;
  });
  await step('plan-view', async () => {
    await show('ferry.md');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Control+Shift+e');
    const head = page.locator('.pane-header', { hasText: 'Plan' }).last();
    if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
    await sleep(1500);
  });

  await stop();
  if (!finish()) failed = true;
}
