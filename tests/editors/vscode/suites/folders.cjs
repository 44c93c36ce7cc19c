// Two folders in one window, each with settings and a configuration of its own; folders come and go.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { ask, findings, run, servers, test, until } = require('./suite.cjs');

let north;
let south;

const lenses = async (uri) => (await ask('vscode.executeCodeLensProvider', uri)) ?? [];
const hints = async (uri) => (await ask('vscode.executeInlayHintProvider', uri, new vscode.Range(0, 0, 99, 0))) ?? [];
const titles = async (uri) => (await hints(uri)).map((it) => (typeof it.label === 'string' ? it.label : it.label[0].value));

test('each folder has its own findings', async () => {
  await until('findings', () => findings(north).length > 0 && findings(south).length > 0);
  assert.deepEqual(findings(north), ['missing-acceptance-criteria']);
  assert.deepEqual(findings(south), ['overlapping-weeks']);
});

test('one server serves both', () => assert.equal(servers().length, 1));

test('each folder has its own settings', async () => {
  await until('lenses in the north alone', async () => (await lenses(north)).length > 0 && (await lenses(south)).length === 0);
  await until('hints in the south alone', async () => (await hints(north)).length === 0 && (await hints(south)).length > 0);
  // Where no lens tells the progress, a hint does.
  assert.deepEqual((await titles(south)).sort(), ['0/1', '1/2', 'Piles']);
});

test('a setting of a folder takes effect while it runs, in that folder', async () => {
  const settings = vscode.workspace.getConfiguration('milepost', south);
  await settings.update('codeLens.enable', true, vscode.ConfigurationTarget.WorkspaceFolder);
  await until('lenses in both', async () => (await lenses(south)).length > 0);
  await until('progress told once', async () => (await titles(south)).join() === 'Piles');
  await vscode.workspace.getConfiguration('milepost', north).update('codeLens.enable', false, vscode.ConfigurationTarget.WorkspaceFolder);
  await until('lenses in the south alone', async () => (await lenses(north)).length === 0 && (await lenses(south)).length > 0);
});

test('a setting of the workspace holds where a folder says nothing', async () => {
  const settings = vscode.workspace.getConfiguration('milepost');
  await settings.update('semanticTokens.enable', false, vscode.ConfigurationTarget.Workspace);
  const tokens = async (uri) => (await ask('vscode.provideDocumentSemanticTokens', uri))?.data.length ?? 0;
  await until('no colours', async () => (await tokens(north)) === 0 && (await tokens(south)) === 0);
  await settings.update('semanticTokens.enable', undefined, vscode.ConfigurationTarget.Workspace);
  await until('colours', async () => (await tokens(north)) > 0 && (await tokens(south)) > 0);
});

test('a folder that is removed is forgotten, and one that is added is read', async () => {
  // In files that nobody opens. VS Code's own symbols of Markdown have another kind.
  const beacons = async () => ((await ask('vscode.executeWorkspaceSymbolProvider', 'Beacon')) ?? [])
    .filter((it) => it.kind === vscode.SymbolKind.Module)
    .map((it) => it.location.uri.path);
  const { uri } = vscode.workspace.workspaceFolders[1];
  await until('both', async () => (await beacons()).length === 2);
  assert.ok(vscode.workspace.updateWorkspaceFolders(1, 1));
  await until('the north alone', async () => (await beacons()).every((it) => it.includes('/north/')));
  assert.ok(vscode.workspace.updateWorkspaceFolders(1, 0, { uri }));
  await until('both again', async () => (await beacons()).length === 2);
  assert.deepEqual(findings(south), ['overlapping-weeks']);
  assert.equal(servers().length, 1);
});

exports.run = () => run(async () => {
  // A window may run its tests before it knows its folders.
  const folders = await until('two folders', () => {
    const known = vscode.workspace.workspaceFolders;
    return known?.length === 2 && known;
  });
  [north, south] = folders.map((it) => vscode.Uri.joinPath(it.uri, 'pier.md'));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(north));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(south), vscode.ViewColumn.Beside);
});
