// What the server is started for, what it is started from, and what happens where it cannot be, or ends.
const assert = require('node:assert/strict');
const { chmodSync, mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');
const { ask, at, findings, run, servers, state, test, until } = require('./suite.cjs');

let uri;
/** The program that session.mjs names. */
const server = process.env.MILEPOST_SERVER;
const bin = join(process.env.HOME, 'bin');

const hovers = (of = uri) => ask('vscode.executeHoverProvider', of, at(4, 5)).then((it) => it ?? [], () => []);
const answers = async () => (await hovers()).length > 0;
const isSilent = async () => !(await answers());

/** Writes a program, and returns its path. */
function program(name, text) {
  mkdirSync(bin, { recursive: true });
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

function choose(path) {
  return vscode.workspace.getConfiguration().update('milepost.server.path', path, vscode.ConfigurationTarget.Workspace);
}

/** The process of the server that runs. */
const running = () => servers()[0];

/** Waits until the status item says that the server failed, and why. */
const failed = (reason) => until(`failed: ${reason}`, () => state().kind === 'failed' && state().reason.includes(reason));

test('a folder that is not on a disk is refused', () => {
  const { virtualWorkspaces, untrustedWorkspaces } = vscode.extensions.getExtension('milepost.milepost').packageJSON.capabilities;
  assert.equal(virtualWorkspaces.supported, false);
  assert.equal(untrustedWorkspaces.supported, 'limited');
});

test('a document that is not saved has findings and completion', async () => {
  const content = '## Sprint 1: Horn (Week 1)\n\n- [ ] Order the horn\n\n## Sprint 2: Bell (Week 2)\n\n**Depends on:** Sprint 9\n\n- [ ] Cast the bell\n';
  const unsaved = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await until('findings', () => findings(unsaved.uri).includes('broken-dependency'));
  const { items } = await ask('vscode.executeCompletionItemProvider', unsaved.uri, at(6, 18));
  const labels = items.map((it) => it.label.label ?? it.label);
  assert.ok(labels.includes('Sprint 1'), labels.join(', '));
});

test('a document of another scheme is left alone, and the file has nothing twice', async () => {
  const old = uri.with({ scheme: 'harbour-old' });
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  const provider = vscode.workspace.registerTextDocumentContentProvider('harbour-old', { provideTextDocumentContent: () => text });
  await ask('vscode.diff', old, uri, 'Old and new');
  const shown = vscode.workspace.textDocuments.find((it) => it.uri.toString() === old.toString());
  assert.equal(shown.languageId, 'markdown');
  await until('findings', () => findings(uri).length > 0);
  assert.deepEqual(findings(old), []);
  assert.deepEqual(await hovers(old), []);
  assert.deepEqual(findings(uri), ['broken-dependency', 'missing-acceptance-criteria', 'overlapping-weeks']);
  assert.equal((await hovers()).length, 1);
  // VS Code's own symbols of Markdown have another kind.
  const symbols = await ask('vscode.executeWorkspaceSymbolProvider', 'Relay board');
  assert.equal(symbols.filter((it) => it.kind === vscode.SymbolKind.Module).length, 1);
  await ask('workbench.action.closeActiveEditor');
  provider.dispose();
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
});

test('a setting takes effect while the server runs', async () => {
  const settings = vscode.workspace.getConfiguration('milepost');
  const lenses = async () => ((await ask('vscode.executeCodeLensProvider', uri)) ?? []).length;
  const pid = running();
  await until('lenses', async () => (await lenses()) > 0);
  await settings.update('codeLens.enable', false, vscode.ConfigurationTarget.Workspace);
  await until('no lenses', async () => (await lenses()) === 0);
  await settings.update('codeLens.enable', undefined, vscode.ConfigurationTarget.Workspace);
  await until('lenses again', async () => (await lenses()) > 0);
  assert.equal(running(), pid);
});

test('a server that dies is started again', async () => {
  const pid = running();
  process.kill(pid, 'SIGKILL');
  await until('another one', async () => ![undefined, pid].includes(running()) && (await answers()));
  await until('findings', () => findings(uri).length === 3);
});

test('one that dies while it starts is started again', async () => {
  await choose(program('slow', `case "$1" in --version) echo milepost 9.9.9;; *) sleep 2; exec "${server}" "$@";; esac`));
  await until('the slow one', () => state().kind === 'running' && state().version === '9.9.9');
  for (let ends = 0; ends < 3; ends++) {
    const pid = running();
    process.kill(pid, 'SIGKILL');
    await until('the next one', () => ![undefined, pid].includes(running()));
  }
  await until('an answer', async () => state().kind === 'running' && (await answers()));
  await choose(undefined);
  await until('the other one', () => state().kind === 'running' && state().version !== '9.9.9');
});

test('one that dies again and again is not', async () => {
  for (let ends = 0; ends < 5; ends++) {
    const pid = running();
    process.kill(pid, 'SIGKILL');
    await until('the next one, or none any more', () => state().kind === 'failed' || (state().kind === 'running' && ![undefined, pid].includes(running())));
    if (state().kind === 'failed') break;
  }
  await failed('ended again and again, and is not started any more');
  assert.ok(await isSilent());
  await ask('milepost.restart');
  await until('an answer after a restart', answers);
  assert.equal(state().kind, 'running');
});

test('one that dies at once is given up, with a word about it', async () => {
  await choose(program('weak', 'case "$1" in --version) echo milepost 9.9.9;; *) echo no strength >&2; exit 3;; esac'));
  await failed('ended again and again');
  assert.ok(await isSilent());
});

test('a program that is something else is not started', async () => {
  await choose(program('other', 'echo other 1.0.0'));
  await failed('other”, which did not answer --version as milepost does.');
  await choose('/no/such/milepost');
  await failed('“/no/such/milepost”, which is not an executable file.');
  assert.ok(await isSilent());
});

test('an older server runs, and is said to be older', async () => {
  await choose(program('older', `case "$1" in --version) echo milepost 0.0.9;; *) exec "${server}" "$@";; esac`));
  await until('an answer', answers);
  assert.match(state().notes.join(), /It is older than this extension, \d/);
});

test('where there is none, one reads what to do; then the setting starts one, and so does one on PATH', async () => {
  const { PATH } = process.env;
  try {
    delete process.env.MILEPOST_SERVER;
    process.env.PATH = '/usr/bin:/bin';
    await choose(undefined);
    await failed('Install milepost, or set milepost.server.path to the program.');
    assert.ok(await isSilent());
    await choose(server);
    await until('an answer', answers);
    const onPath = program('milepost', `exec "${server}" "$@"`);
    process.env.PATH = `${bin}:/usr/bin:/bin`;
    await choose(undefined);
    await until('the one on PATH', () => state().path === onPath);
    await until('an answer of it', answers);
  } finally {
    Object.assign(process.env, { PATH, MILEPOST_SERVER: server });
  }
});

exports.run = () => run(async () => {
  uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, 'harbour.md');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await until('the server', answers);
});
