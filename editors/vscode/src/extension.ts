// The extension's entry: commands, views, status item and log around one language server.
import { commands, type ExtensionContext, type Uri, window, workspace } from 'vscode';
import { runAction, shift } from './actions';
import { showCriticalPath, showNext } from './lists';
import { SETTING } from './lookup';
import type { OutlineNode } from './outline';
import { showLine } from './places';
import { SHOW_REFERENCES, showReferences } from './references';
import { Server } from './server';
import { type State, Status } from './status';
import { Timelines, VIEW_TYPE } from './timeline/panel';
import { PlanTree } from './tree';

let server: Server | undefined;

/** What other extensions, and the tests, can ask. */
export interface Milepost {
  /** What the item in the status bar says. */
  readonly state: State;
}

/** Does not wait for the server: whatever it is about, VS Code's own start must not feel it. */
export function activate(context: ExtensionContext): Milepost {
  const log = window.createOutputChannel('Milepost', { log: true });
  const status = new Status();
  const running = new Server(context, log, status);
  server = running;
  const timelines = new Timelines(context, running);
  context.subscriptions.push(
    log,
    status,
    running,
    timelines,
    new PlanTree(running),
    window.registerWebviewPanelSerializer(VIEW_TYPE, timelines),
    commands.registerCommand('milepost.restart', () => running.restart()),
    commands.registerCommand('milepost.stop', () => running.stop()),
    commands.registerCommand('milepost.showLog', () => log.show()),
    commands.registerCommand('milepost.menu', () => status.menu()),
    commands.registerCommand(SHOW_REFERENCES, showReferences),
    // The line counts from 1.
    commands.registerCommand('milepost.showLine', (uri: Uri, line: number) => showLine(uri, line)),
    commands.registerCommand('milepost.openTimeline', () => timelines.show()),
    commands.registerCommand('milepost.showNext', () => showNext(running)),
    commands.registerCommand('milepost.showCriticalPath', () => showCriticalPath(running)),
    commands.registerCommand('milepost.insertUnit', () => runAction(running, 'insert')),
    commands.registerCommand('milepost.renumber', () => runAction(running, 'renumber')),
    commands.registerCommand('milepost.markDone', () => runAction(running, 'mark')),
    commands.registerCommand('milepost.shiftUnit', (node?: OutlineNode) => shift(running, node)),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) void running.restart();
    }),
    workspace.onDidGrantWorkspaceTrust(() => void running.restart()),
  );
  void running.restart();
  return { get state() { return status.state; } };
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
