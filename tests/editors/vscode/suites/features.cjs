// Runs inside the extension host of VS Code, with all of its API: what each feature answers on the plan of the harbour.
const assert = require('node:assert/strict');
const vscode = require('vscode');

const { ask, at, findings, run, test, until } = require('./suite.cjs');

let document;
let uri;

test('the walkthrough leads to what is there', async () => {
  const { packageJSON, extensionUri } = vscode.extensions.getExtension('milepost.milepost');
  const [walkthrough] = packageJSON.contributes.walkthroughs;
  let commands;
  await until('commands', async () => (commands = await vscode.commands.getCommands(true)).includes('milepost.restart'));
  for (const { description, media, completionEvents } of walkthrough.steps) {
    await vscode.workspace.fs.stat(vscode.Uri.joinPath(extensionUri, media.markdown));
    const links = [...description.matchAll(/\(command:([\w.]+)/g)].map((it) => it[1]);
    assert.ok(links.length > 0, description);
    const events = completionEvents.map((it) => it.match(/^onCommand:(.*)$/)?.[1]).filter(Boolean);
    for (const command of [...links, ...events]) assert.ok(commands.includes(command), command);
  }
  await ask('workbench.action.openWalkthrough', `milepost.milepost#${walkthrough.id}`);
  await until('its tab', () => vscode.window.tabGroups.all.flatMap((it) => it.tabs).some((it) => /Welcome|Walkthrough/.test(it.label)));
  await ask('workbench.action.closeActiveEditor');
  await vscode.window.showTextDocument(document);
});

test('what is wrong is underlined', async () => {
  await until('findings', () => findings(uri).length >= 3);
  assert.deepEqual(findings(uri), ['broken-dependency', 'missing-acceptance-criteria', 'overlapping-weeks']);
  const found = vscode.languages.getDiagnostics(uri);
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

test('the commands change the plan', async () => {
  const editor = await vscode.window.showTextDocument(document);
  const heading = (text) => [...Array(document.lineCount).keys()].find((it) => document.lineAt(it).text.startsWith(text));
  const run = async (command, line, changed) => {
    const { version } = document;
    editor.selection = new vscode.Selection(at(line, 5), at(line, 5));
    await ask(command);
    await until(command, () => document.version !== version && changed());
  };
  await run('milepost.renumber', heading('## Sprint 2'), () => /^## Sprint 8: Remote/.test(document.lineAt(11).text));
  assert.match(document.lineAt(22).text, /Sprint 8$/);
  await run('milepost.markDone', 15, () => document.lineAt(15).text.startsWith('- [x] Lay'));
  await run('milepost.markDone', 15, () => document.lineAt(15).text.startsWith('- [ ] Lay'));
});

test('the shift asks how far, and then moves', async () => {
  const line = 20;
  const shifted = ask('milepost.shiftUnit', { line });
  const end = Date.now() + 30_000;
  // Takes what is proposed: one step later, this unit alone.
  while (!document.lineAt(line).text.includes('(Weeks 5-6)')) {
    assert.ok(Date.now() < end, document.lineAt(line).text);
    await new Promise((done) => setTimeout(done, 300));
    await ask('workbench.action.acceptSelectedQuickOpenItem');
  }
  await shifted;
});

test('completion knows the ids of tasks, in a plan that is not saved', async () => {
  const content = '## Sprint 1: Horn\n\n- [ ] T001 Order the horn\n- [ ] T002 Mount it (depends on T0)\n';
  const unsaved = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await until('T001', async () => {
    const { items } = await ask('vscode.executeCompletionItemProvider', unsaved.uri, at(3, content.split('\n')[3].length - 1));
    return items.some((it) => (typeof it.label === 'string' ? it.label : it.label.label) === 'T001');
  });
});

test('the timeline opens beside the text', async () => {
  await ask('milepost.openTimeline');
  await until('the panel', () => vscode.window.tabGroups.all.flatMap((it) => it.tabs).some((it) => it.label.startsWith('Timeline')));
});

test('a restart gives a server that answers', async () => {
  await ask('milepost.restart');
  await until('an answer', async () => (await ask('vscode.executeHoverProvider', uri, at(11, 5)).then((it) => it, () => [])).length > 0);
});

exports.run = () => run(async () => {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  uri = vscode.Uri.joinPath(folder, 'harbour.md');
  document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
});
