// How long VS Code takes to load and to activate the extension, by its own marks. The times are only told: a busy machine
// is no fault of the extension. activation.mjs tells those of several starts.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { run, tell, test } = require('./suite.cjs');

test('the extension is active', async () => {
  assert.ok(vscode.extensions.getExtension('milepost.milepost').isActive);
  const marks = globalThis.MonacoPerformanceMarks?.getMarks() ?? [];
  const when = (name) => marks.find((it) => it.name === `code/extHost/${name}/milepost.milepost`)?.startTime;
  const took = (name) => Math.round(when(`did${name}`) - when(`will${name}`));
  tell(`loaded in ${took('LoadExtensionCode')} ms, activated in ${took('ActivateExtension')} ms`);
});

exports.run = () => run(async () => {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, 'harbour.md');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
});
