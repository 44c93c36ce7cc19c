// What the suites in the extension host share: tests are run one after the other, and told by lines that begin with TEST.
const { execFileSync } = require('node:child_process');
const vscode = require('vscode');

const tests = [];

exports.test = (name, work) => tests.push({ name, work });
exports.at = (line, character) => new vscode.Position(line, character);
exports.ask = (command, ...rest) => vscode.commands.executeCommand(command, ...rest);

/** Says something beside the results. */
exports.tell = (text) => console.log(`TEST ${text}`);

/** Asks until the answer is as wanted, for as long as a slow machine may take. */
exports.until = async (what, ask) => {
  const end = Date.now() + 30_000;
  for (let last; ;) {
    last = await ask();
    if (last) return last;
    if (Date.now() > end) throw new Error(`${what}: still not`);
    await new Promise((done) => setTimeout(done, 100));
  }
};

/** What Milepost finds in a document, by the names of rules, in order. */
exports.findings = (uri) => vscode.languages.getDiagnostics(uri)
  .filter((it) => it.source === 'milepost')
  .map((it) => (typeof it.code === 'object' ? it.code.value : it.code))
  .sort();

/** What the item in the status bar says. */
exports.state = () => vscode.extensions.getExtension('milepost.milepost').exports.state;

/** The processes of the servers that this extension host has started. */
exports.servers = () => {
  const all = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return all.split('\n').filter((it) => /\slsp$/.test(it)).map((it) => Number(it.trim().split(' ')[0]));
};

/** What VS Code calls to run a suite; `before` comes first. */
exports.run = async (before) => {
  try {
    await before?.();
    await vscode.extensions.getExtension('milepost.milepost').activate();
  } catch (error) {
    console.log(`TEST FAIL  the beginning: ${error.message}`);
    throw error;
  }
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
