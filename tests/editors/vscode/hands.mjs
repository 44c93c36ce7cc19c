// What a person does in VS Code, in the page that session.mjs has opened: keys, commands, the timeline's frame.
import { setTimeout as sleep } from 'node:timers/promises';

export const EDITOR = '.editor-instance .monaco-editor';

/** The choices of a list that has opened above the text. */
export const CHOICE = '.quick-input-list .monaco-list-row';

/** The item in the status bar; a tick in it says that the server runs. */
export const ITEM = '#milepost\\.milepost\\.status';

/** Whether the line for commands is open, and nothing is typed in it. Runs in the page. */
function isForCommands() {
  const input = document.querySelector('.quick-input-widget input');
  return input?.offsetParent !== null && input?.value === '>';
}

export function hands(page) {
  const cursorAt = (text) =>
    page.waitForFunction((text) => document.querySelector('#status\\.editor\\.selection')?.textContent.includes(text), text);

  /** Puts the cursor there; both count from 1. */
  async function goTo(line, column) {
    await page.locator(`${EDITOR} .view-lines`).first().click();
    await page.keyboard.press('Control+g');
    await page.locator('.quick-input-widget input').waitFor();
    await page.keyboard.type(`${line}:${column}`);
    await page.keyboard.press('Enter');
    await cursorAt(`Ln ${line}, Col ${column}`);
  }

  async function command(title) {
    // A key is lost while the focus moves; and the list that is there may be one that is about to go.
    let open = false;
    for (let tries = 0; tries < 4 && !open; tries++) {
      await page.keyboard.press('F1');
      open = await page.waitForFunction(isForCommands, undefined, { timeout: 5_000 }).then(() => true, () => false);
    }
    if (!open) throw new Error('the list of commands does not open');
    await page.keyboard.type(title);
    await page.locator(CHOICE, { hasText: title }).first().waitFor();
    await page.keyboard.press('Enter');
  }

  const textLine = (text) => page.locator(`${EDITOR} .view-line`, { hasText: text }).first().waitFor();

  /** The frame in the frame of the webview. */
  async function timeline() {
    for (let tries = 0; tries < 200; tries++) {
      for (const frame of page.frames()) if (await frame.$('g.row').catch(() => null)) return frame;
      await sleep(100);
    }
    throw new Error('no timeline was drawn');
  }

  return { cursorAt, goTo, command, textLine, timeline };
}
