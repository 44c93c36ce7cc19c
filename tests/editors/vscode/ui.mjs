// Uses Milepost in VS Code as a person does, with keyboard and mouse, and takes a picture after every step.
//
// Usage: node tests/editors/vscode/ui.mjs SERVER VSIX [PICTURES]
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHOICE, EDITOR, hands, ITEM } from './hands.mjs';
import { repository, start } from './session.mjs';
import { steps } from './steps.mjs';

const [server, vsix, pictures = 'target/editors/pictures'] = process.argv.slice(2);
if (!vsix) {
  console.error('usage: node tests/editors/vscode/ui.mjs SERVER VSIX [PICTURES]');
  process.exit(2);
}
const tools = resolve(process.env.MILEPOST_EDITORS ?? join(repository, 'target/editors'));
const { page, folder, uri, open, stop } = await start({ tools, server, vsix, plans: join(repository, 'tests/editors/plans') });

const { cursorAt, goTo, command, textLine, timeline } = hands(page);
const { step, picture, finish } = steps(page, pictures);

await step('open', async () => {
  await open([['openFile', uri(join(folder, 'harbour.md'))]]);
  await page.locator(`${EDITOR} .view-line`, { hasText: 'Relay board' }).first().waitFor({ timeout: 60_000 });
});
await step('server-runs', () => page.locator(`${ITEM} .codicon-check`).waitFor({ timeout: 40_000 }));
await step('squiggle', () => page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ state: 'attached' }));
await step('problems', async () => {
  await page.keyboard.press('Control+Shift+m');
  const row = page.locator('.markers-panel .monaco-list-row', { hasText: 'Sprint 22' }).first();
  await row.waitFor();
  return (await row.innerText()).replace(/\s+/g, ' ');
});
await step('hover', async () => {
  await goTo(14, 20);
  const card = page.locator('.monaco-hover:not(.hidden)', { hasText: 'Relay board' }).first();
  let seen = false;
  for (let tries = 0; tries < 5 && !seen; tries++) {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
    // A card goes again when lenses come late and move the lines.
    seen = await card.waitFor({ timeout: 5_000 }).then(() => true, () => false);
  }
  if (!seen) throw new Error('no card');
  await picture('hover-card');
  await page.keyboard.press('Escape');
});
await step('definition', async () => {
  await goTo(14, 20);
  await page.keyboard.press('F12');
  await cursorAt('Ln 5,');
});
await step('completion', async () => {
  await goTo(23, 18);
  await page.keyboard.press('End');
  await page.keyboard.type(', ');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'Sprint 1' }).first().waitFor();
  await picture('suggestions');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
});
await step('timeline', async () => {
  await goTo(1, 1);
  await page.keyboard.press('Control+j');
  await command('Milepost: Open Timeline');
  const frame = await timeline();
  return (await frame.$$eval('g.row', (rows) => rows.map((row) => row.getAttribute('aria-label')))).join(' | ').slice(0, 200);
});
await step('timeline-click', async () => {
  const frame = await timeline();
  await frame.locator('g.row', { hasText: 'Sprint 2' }).locator('text').nth(1).click();
  await cursorAt('Ln 12,');
});
await step('timeline-follows', async () => {
  await goTo(21, 35);
  await page.keyboard.type('0');
  const frame = await timeline();
  await frame.locator('g.row[aria-label*="weeks 4–50"]').waitFor();
  await page.keyboard.press('Backspace');
  await frame.locator('g.row[aria-label*="weeks 4–5;"]').waitFor();
});
await step('timeline-drag', async () => {
  const frame = await timeline();
  const bar = await frame.locator('g.row', { hasText: 'Sprint 3' }).locator('.bar').boundingBox();
  const tick = await frame.$$eval('line.tick', (lines) => lines[1].getBoundingClientRect().x - lines[0].getBoundingClientRect().x);
  await page.mouse.move(bar.x + bar.width / 2, bar.y + bar.height / 2);
  await page.mouse.down();
  await page.mouse.move(bar.x + bar.width / 2 + tick / 2, bar.y + 5, { steps: 4 });
  await page.mouse.move(bar.x + bar.width / 2 + tick, bar.y + 5, { steps: 4 });
  await picture('dragging');
  await page.mouse.up();
  await textLine('Fog signal (Weeks 5-6)');
});
await step('timeline-keyboard', async () => {
  const frame = await timeline();
  await frame.locator('g.row[aria-label*="weeks 5–6"]').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await textLine('Fog signal (Weeks 6-7)');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await cursorAt('Ln 12,');
});
await step('timeline-refused', async () => {
  const frame = await timeline();
  const row = (weeks) => frame.locator(`g.row[aria-label*="weeks ${weeks};"]`);
  await row('6–7').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await row('5–6').waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  const told = frame.locator('#refusal', { hasText: 'Sprint 3 would overlap Sprint 2' });
  await told.waitFor();
  await picture('reason');
  const reason = await told.innerText();
  await page.keyboard.press('Alt+ArrowRight');
  await row('6–7').waitFor();
  await told.waitFor({ state: 'detached' });
  return reason;
});
await step('shift', async () => {
  await goTo(21, 5);
  await command('Milepost: Shift Unit');
  await page.locator('.quick-input-widget', { hasText: 'By how many' }).waitFor();
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await page.locator(CHOICE, { hasText: 'This unit alone' }).first().waitFor();
  await picture('how');
  await page.keyboard.press('Enter');
  await textLine('Fog signal (Weeks 8-9)');
});
await step('tree', async () => {
  await page.keyboard.press('Control+Shift+e');
  const head = page.locator('.pane-header', { hasText: 'Plan' }).last();
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
  // The view follows the cursor, by which its rows move.
  await page.locator('.monaco-list-row.selected', { hasText: 'Sprint 3' }).first().waitFor();
  const row = page.locator('.monaco-list-row', { hasText: 'Lay the cable' }).first();
  await row.locator('.custom-view-tree-node-item-checkbox').click();
  await textLine('[x] Lay the cable');
});
await step('next-tasks', async () => {
  await page.locator(`${EDITOR} .view-lines`).first().click();
  await command('Milepost: Next Tasks');
  await page.locator(CHOICE, { hasText: 'Switch one lamp' }).first().waitFor();
  await picture('list');
  await page.keyboard.press('Escape');
});
await step('critical-path', async () => {
  await command('Milepost: Critical Path');
  await page.locator(CHOICE, { hasText: 'Remote switching' }).first().waitFor();
  await picture('list');
  await page.keyboard.press('Escape');
});
await step('insert', async () => {
  await goTo(12, 5);
  await command('Milepost: Insert Sprint, Phase or Week');
  await page.locator(CHOICE, { hasText: 'after Sprint 2' }).first().waitFor();
  await picture('choice');
  await page.locator(CHOICE, { hasText: 'after Sprint 2' }).first().click();
  await textLine('Sprint 4: Fog signal');
  await page.keyboard.press('Control+z');
  await textLine('Sprint 3: Fog signal');
});
await step('mark', async () => {
  await goTo(17, 10);
  await command('Milepost: Mark Done or Open');
  await textLine('[x] Switch all lamps');
});
await step('renumber', async () => {
  await goTo(21, 12);
  await page.keyboard.type('0');
  await textLine('Sprint 30: Fog signal');
  await command('Milepost: Renumber');
  await textLine('Sprint 3: Fog signal');
});
await step('quick-fix', async () => {
  await goTo(23, 20);
  await page.keyboard.press('Control+.');
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Sprint 2' }).first();
  await fix.waitFor();
  await picture('offers');
  await fix.click();
  await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
});
await step('rename', async () => {
  await goTo(5, 5);
  await page.keyboard.press('F2');
  await page.waitForFunction(() => document.activeElement?.closest('.rename-box'));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Sprint 9');
  await picture('box');
  await page.keyboard.press('Enter');
  await textLine('Sprint 9: Relay board');
  await textLine('Depends on:** Sprint 9');
  await page.keyboard.press('Control+z');
  await textLine('Sprint 1: Relay board');
});
await step('menu', async () => {
  await page.locator(ITEM).click();
  await page.locator(CHOICE, { hasText: 'Restart server' }).first().waitFor();
  await picture('entries');
  await page.keyboard.press('Escape');
});
await step('restart', async () => {
  await command('Milepost: Restart Server');
  await page.locator(`${ITEM} .codicon-check`).waitFor();
});
await step('save', async () => {
  await page.locator(`${EDITOR} .view-lines`).first().click();
  await page.keyboard.press('Control+s');
  for (let tries = 0; tries < 50; tries++) {
    if (readFileSync(join(folder, 'harbour.md'), 'utf8').includes('[x] Lay the cable')) return 'on disk';
    await sleep(100);
  }
  throw new Error('the file was not written');
});
await step('completion-of-a-task', async () => {
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\n- [ ] T001 Paint the horn');
  await page.keyboard.type('\n- [ ] T002 Go (depends on T0');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'T001' }).first().waitFor();
  await picture('task-ids');
  await page.keyboard.press('Enter');
  await textLine('Go (depends on T001');
});

await step('walkthrough', async () => {
  await command('Welcome: Open Walkthrough');
  await page.locator(CHOICE, { hasText: 'Plans that do not contradict themselves' }).first().click();
  await page.locator('.getting-started-step', { hasText: 'Look at the timeline' }).first().click();
  await page.locator('.getting-started-step', { hasText: 'Open timeline' }).first().waitFor();
});

await stop();
process.exit(finish() ? 0 : 1);
