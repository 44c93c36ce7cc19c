// Commands that are code actions of the server at the cursor: insert a sprint, renumber, mark done; and the shift.
import { type Position, window } from 'vscode';
import { actionsAt, apply, clientWith, running, said, shiftUnit } from './ask';
import { planEditor } from './places';
import { ACTIONS, SHIFT } from './protocol';
import type { Server } from './server';

/** What the user is told where the server has no such action. */
const NONE: Record<keyof typeof ACTIONS, string> = {
  insert: 'Nothing can be inserted here. Put the cursor on the heading of a numbered sprint, phase or week.',
  renumber: 'There is nothing to renumber here. Put the cursor on the heading of a numbered sprint, phase or week.',
  mark: 'There is nothing to mark here. Put the cursor on a task, or on the heading of a unit.',
};

/** Runs the server's action of that name at the cursor, or at `at`; asks which where there are several. */
export async function runAction(server: Server, name: keyof typeof ACTIONS): Promise<void> {
  const editor = planEditor();
  const client = editor && running(server);
  if (!client) return;
  const { document, selection } = editor;
  const { kind, title } = ACTIONS[name];
  await said(server, 'The command failed', async () => {
    const actions = await actionsAt(client, document.uri, selection.active, kind, title);
    const chosen = actions.length > 1
      ? await window.showQuickPick(actions.map((action) => ({ label: action.title, action })), { placeHolder: 'What should be done?' })
      : actions[0] && { action: actions[0] };
    if (actions.length === 0) void window.showInformationMessage(NONE[name]);
    if (chosen && !(await apply(client, chosen.action))) void window.showWarningMessage('The text changed meanwhile; nothing was done.');
  });
}

/** Asks how far, and whether what waits for the unit moves too. */
export async function shift(server: Server, at?: { line: number }): Promise<void> {
  const editor = planEditor();
  if (!editor || !clientWith(server, SHIFT)) return;
  const { document } = editor;
  const position: { line: number } | Position = at ?? editor.selection.active;
  const typed = await window.showInputBox({
    title: 'Shift',
    prompt: 'By how many of its own steps (weeks, days, …)? A negative number moves it earlier.',
    value: '1',
    validateInput: (value) => (steps(value) === undefined ? 'A whole number such as 2 or -1, and not 0' : undefined),
  });
  const by = steps(typed ?? '');
  if (by === undefined) return;
  const choice = await window.showQuickPick(
    [
      { label: 'This unit alone', successors: false },
      { label: 'This unit, and what waits for it', successors: true },
    ],
    { title: 'Shift' },
  );
  const refusal = choice && (await shiftUnit(server, document, position.line, by, undefined, choice.successors));
  if (refusal !== undefined) void window.showWarningMessage(`The unit was not moved: ${refusal}`);
}

function steps(text: string): number | undefined {
  return /^\s*[-+−]?\d{1,4}\s*$/.test(text) ? Number(text.replace('−', '-')) || undefined : undefined;
}
