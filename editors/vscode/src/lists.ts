// The commands that list: what comes next, and the critical path. A choice leads to its line.
import { QuickPickItemKind, window } from 'vscode';
import { criticalEntries, type Entry, nextEntries } from './agenda';
import { askCommand, clientWith, said } from './ask';
import { fileAt, planEditor, showLine } from './places';
import { asGraph, asNext, GRAPH, NEXT } from './protocol';
import type { Server } from './server';

/** What can be worked on now. */
export function showNext(server: Server): Promise<void> {
  return list(server, NEXT, 'Next tasks', (answer) => nextEntries(asNext(answer)), 'Nothing is open in this plan.');
}

/** What any delay of delays the end. */
export function showCriticalPath(server: Server): Promise<void> {
  const none = 'This plan has no critical path: nothing in it declares what it depends on.';
  return list(server, GRAPH, 'Critical path', (answer) => criticalEntries(asGraph(answer)), none);
}

async function list(server: Server, command: string, title: string, read: (answer: unknown) => Entry[], none: string): Promise<void> {
  const uri = planEditor()?.document.uri;
  const client = uri && clientWith(server, command);
  if (!client) return;
  await said(server, `${title}: no answer`, async () => {
    const entries = read(await askCommand(client, command, uri));
    if (entries.length === 0) {
      void window.showInformationMessage(none);
      return;
    }
    const items = entries.map((entry) => ({
      label: entry.label,
      ...(entry.place ? { description: entry.detail ?? '' } : { kind: QuickPickItemKind.Separator }),
      entry,
    }));
    const place = (await window.showQuickPick(items, { title, placeHolder: 'Go to its line', matchOnDescription: true }))?.entry.place;
    if (place) await showLine(await fileAt(place.path, uri), place.line);
  });
}
