// Runs inside the extension host of VS Code, with all of its API: what each feature answers on the plan of the harbour.
const assert = require('node:assert/strict');
const vscode = require('vscode');

const tests = [];
const test = (name, work) => tests.push({ name, work });
const at = (line, character) => new vscode.Position(line, character);
const ask = (command, ...rest) => vscode.commands.executeCommand(command, ...rest);

let document;
let uri;

/** Asks until the answer is as wanted, for as long as a slow machine may take. */
async function until(what, ask) {
  const end = Date.now() + 30_000;
  for (let last; ;) {
    last = await ask();
    if (last) return last;
    if (Date.now() > end) throw new Error(`${what}: still not`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

test('the extension is active soon', async () => {
  const extension = vscode.extensions.getExtension('milepost.milepost');
  assert.ok(extension);
  const begin = Date.now();
  await extension.activate();
  console.log(`TEST activated within ${Date.now() - begin} ms`);
});

test('what is wrong is underlined', async () => {
  const found = await until('findings', () => {
    const all = vscode.languages.getDiagnostics(uri).filter((it) => it.source === 'milepost');
    return all.length >= 3 ? all : undefined;
  });
  const codes = found.map((it) => (typeof it.code === 'object' ? it.code.value : it.code)).sort();
  assert.deepEqual(codes, ['broken-dependency', 'missing-acceptance-criteria', 'overlapping-weeks']);
  const broken = found.find((it) => it.message.includes('Sprint 22'));
  assert.equal(document.getText(broken.range), 'Sprint 22');
});

test('hover tells of the sprint', async () => {
  const hovers = await ask('vscode.executeHoverProvider', uri, at(13, 18));
  const text = hovers.flatMap((it) => it.contents).map((it) => it.value ?? it).join('\n');
  assert.match(text, /Relay board/);
});

test('definition leads to the heading', async () => {
  const [place] = await ask('vscode.executeDefinitionProvider', uri, at(13, 18));
  assert.equal((place.targetRange ?? place.range).start.line, 4);
});

test('references are found', async () => {
  const places = await ask('vscode.executeReferenceProvider', uri, at(4, 5));
  assert.ok(places.length >= 3);
});

test('completion knows the sprints', async () => {
  const { items } = await ask('vscode.executeCompletionItemProvider', uri, at(22, 18));
  const labels = items.map((it) => (typeof it.label === 'string' ? it.label : it.label.label));
  assert.ok(labels.includes('Sprint 1'), labels.join(', '));
});

test('the outline has units and tasks', async () => {
  const symbols = await ask('vscode.executeDocumentSymbolProvider', uri);
  const sprint = symbols.find((it) => it.name.startsWith('Sprint 1'));
  assert.ok(sprint.children.some((it) => it.name.includes('Wire the board')));
});

test('a quick fix mends the broken dependency', async () => {
  const actions = await ask('vscode.executeCodeActionProvider', uri, new vscode.Range(22, 17, 22, 18), vscode.CodeActionKind.QuickFix.value, 5);
  const fix = actions.find((it) => /Sprint 2\b/.test(it.title));
  assert.ok(fix, actions.map((it) => it.title).join(', '));
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
  assert.match(document.lineAt(22).text, /Sprint 2$/);
  await until('the finding goes', () => !vscode.languages.getDiagnostics(uri).some((it) => it.message.includes('Sprint 22')));
});

test('rename reaches every mention', async () => {
  const edit = await ask('vscode.executeDocumentRenameProvider', uri, at(4, 5), 'Sprint 7');
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.match(document.lineAt(4).text, /^## Sprint 7: Relay board/);
  assert.match(document.lineAt(13).text, /Sprint 7/);
});

test('the commands are there, and those of the editor do no harm', async () => {
  const commands = await vscode.commands.getCommands(true);
  const own = vscode.extensions.getExtension('milepost.milepost').packageJSON.contributes.commands.map((it) => it.command);
  for (const command of own) assert.ok(commands.includes(command), command);
});

test('the timeline opens beside the text', async () => {
  await ask('milepost.openTimeline');
  await until('the panel', () => vscode.window.tabGroups.all.flatMap((it) => it.tabs).some((it) => it.label.startsWith('Timeline')));
});

test('a restart gives a server that answers', async () => {
  await ask('milepost.restart');
  await until('an answer', async () => (await ask('vscode.executeHoverProvider', uri, at(11, 5)).then((it) => it, () => [])).length > 0);
});

exports.run = async () => {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  uri = vscode.Uri.joinPath(folder, 'harbour.md');
  document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  let failures = 0;
  for (const { name, work } of tests) {
    try {
      await work();
      console.log(`TEST ok    ${name}`);
    } catch (error) {
      failures += 1;
      console.log(`TEST FAIL  ${name}: ${error.message}`);
    }
  }
  if (failures > 0) throw new Error(`${failures} of ${tests.length} tests failed`);
};
