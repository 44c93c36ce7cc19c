// The extension's entry: commands, status item and log around one language server.
import { commands, type ExtensionContext, window, workspace } from 'vscode';
import { SETTING } from './lookup';
import { SHOW_REFERENCES, showReferences } from './references';
import { Server } from './server';
import { Status } from './status';

let server: Server | undefined;

/** Does not wait for the server: whatever it is about, VS Code's own start must not feel it. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Milepost', { log: true });
  const status = new Status();
  const running = new Server(context, log, status);
  server = running;
  context.subscriptions.push(
    log,
    status,
    commands.registerCommand('milepost.restart', () => running.restart()),
    commands.registerCommand(SHOW_REFERENCES, showReferences),
    commands.registerCommand('milepost.showLog', () => log.show()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) void running.restart();
    }),
    workspace.onDidGrantWorkspaceTrust(() => void running.restart()),
  );
  void running.restart();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
