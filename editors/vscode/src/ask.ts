// Requests to the server that the client library does not make by itself: its commands, and its code actions by title.
import { type Position, type TextDocument, type Uri, window, workspace } from 'vscode';
import type { CodeAction, CodeActionParams, Command, ExecuteCommandParams } from 'vscode-languageclient';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type PlanArguments, refusalOf, SHIFT, type ShiftArguments } from './protocol';
import { message, type Server } from './server';

/** Whether the server that runs has the command. */
export function offers(client: LanguageClient, command: string): boolean {
  return client.initializeResult?.capabilities.executeCommandProvider?.commands.includes(command) ?? false;
}

/** The answer of one of the server's commands about a document, as JSON. */
export function askCommand(client: LanguageClient, command: string, uri: Uri): Promise<unknown> {
  const argument: PlanArguments = { uri: client.code2ProtocolConverter.asUri(uri), format: 'json' };
  return execute(client, { command, arguments: [argument] });
}

function execute(client: LanguageClient, params: ExecuteCommandParams): Promise<unknown> {
  return client.sendRequest('workspace/executeCommand', params);
}

/** The server, ready to be asked for `command`; otherwise says what is missing. */
export function clientWith(server: Server, command: string): LanguageClient | undefined {
  const client = running(server);
  if (!client || offers(client, command)) return client;
  void window.showWarningMessage(`The milepost server that is running has no “${command}”: it is older than this extension. Update it, or remove the setting that names it.`);
  return undefined;
}

/** Moves the unit that begins in `line`, counted from 0. Why it was not moved, where the server refuses it; says what else went wrong. */
export async function shiftUnit(
  server: Server, document: TextDocument, line: number, by: number, unit: 'week' | 'day' | undefined, successors: boolean,
): Promise<string | undefined> {
  const client = clientWith(server, SHIFT);
  if (!client) return undefined;
  const character = document.lineAt(Math.min(line, document.lineCount - 1)).firstNonWhitespaceCharacterIndex;
  const argument: ShiftArguments = {
    uri: client.code2ProtocolConverter.asUri(document.uri),
    position: { line, character },
    by,
    ...(unit === undefined ? {} : { unit }),
    successors,
  };
  return said(server, 'The unit was not moved', async () =>
    refusalOf(await execute(client, { command: SHIFT, arguments: [argument] })),
  );
}

/** The code actions of a kind, or of kinds below it, that the server has at a place and whose titles match. */
export async function actionsAt(client: LanguageClient, uri: Uri, at: Position, kind: string, title: RegExp): Promise<CodeAction[]> {
  if (!client.initializeResult?.capabilities.codeActionProvider) return [];
  const position = client.code2ProtocolConverter.asPosition(at);
  const params: CodeActionParams = {
    textDocument: { uri: client.code2ProtocolConverter.asUri(uri) },
    range: { start: position, end: position },
    // 1: the user asked for it.
    context: { diagnostics: [], only: [kind], triggerKind: 1 },
  };
  const answer = await client.sendRequest<(Command | CodeAction)[] | null>('textDocument/codeAction', params);
  const isAction = (it: object): it is CodeAction => !('command' in it && typeof it.command === 'string');
  return (answer ?? []).filter(isAction).filter((it) => title.test(it.title) && !it.disabled);
}

/** Does what a code action says: its edit, then its command. */
export async function apply(client: LanguageClient, action: CodeAction): Promise<boolean> {
  const provider = client.initializeResult?.capabilities.codeActionProvider;
  const isLate = typeof provider === 'object' && provider.resolveProvider === true && !action.edit;
  const { edit, command } = isLate ? await client.sendRequest<CodeAction>('codeAction/resolve', action) : action;
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (converted && !(await workspace.applyEdit(converted))) return false;
  if (command) {
    await execute(client, { command: command.command, arguments: command.arguments ?? [] });
  }
  return true;
}

/** The server's client; otherwise says that it does not run. */
export function running(server: Server): LanguageClient | undefined {
  if (!server.running) void window.showWarningMessage('The milepost server is not running: see the Milepost item in the status bar.');
  return server.running;
}

/** Does `work`; where it fails, tells the user what did not happen, and why. */
export async function said<T>(server: Server, failure: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    server.log.error(`${failure}: ${message(error)}`);
    void window.showErrorMessage(`${failure}: ${message(error)}`);
    return undefined;
  }
}
