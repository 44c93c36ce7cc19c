// Builds the packages from archives, publishes them in a registry of this test's own, and installs from there as a
// user would: node test.mjs PROGRAM, where PROGRAM is a `milepost` for this machine. Needs no network.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const here = import.meta.dirname;
const root = resolve(here, '../..');
const program = resolve(process.argv[2] ?? join(root, 'target/debug/milepost'));
const version = readFileSync(join(root, 'Cargo.toml'), 'utf8').match(/^version = "(.*)"$/m)[1];

const TARGETS = {
  'linux-x64': 'x86_64-unknown-linux-musl',
  'linux-arm64': 'aarch64-unknown-linux-musl',
  'darwin-x64': 'x86_64-apple-darwin',
  'darwin-arm64': 'aarch64-apple-darwin',
  'win32-x64': 'x86_64-pc-windows-msvc',
};
const own = `${process.platform}-${process.arch}`;
const unfit = own === 'linux-x64' ? 'darwin-arm64' : 'linux-x64';

const work = mkdtempSync(join(tmpdir(), 'milepost-npm-test-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

/** Archives as .ci/package-release writes them; only that of this machine holds a program that runs. */
function archives() {
  const folder = join(work, 'archives');
  mkdirSync(folder);
  for (const [platform, target] of Object.entries(TARGETS)) {
    const name = `milepost-v${version}-${target}`;
    const inside = join(work, 'inside', name);
    mkdirSync(join(inside, 'man'), { recursive: true });
    for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(join(root, file), join(inside, file));
    writeFileSync(join(inside, 'THIRD-PARTY-LICENSES'), 'licences\n');
    writeFileSync(join(inside, 'man/milepost.1'), '.TH milepost 1\n');
    const to = join(inside, platform.startsWith('win32') ? 'milepost.exe' : 'milepost');
    if (platform === own) copyFileSync(program, to);
    else writeFileSync(to, 'for another machine');
    const archive = join(folder, `${name}.tar.gz`);
    execFileSync('tar', ['-C', join(work, 'inside'), '-czf', archive, name]);
  }
  return folder;
}

function npm(arguments_, folder) {
  return new Promise((done) => {
    const settings = { npm_config_cache: join(work, 'cache'), npm_config_update_notifier: 'false' };
    const child = spawn('npm', arguments_, { cwd: folder, env: { ...process.env, ...settings } });
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    child.stderr.on('data', (data) => (said += data));
    child.on('close', (code) => done({ code, said }));
  });
}

/** A registry that holds what is in `packages`, and nothing else. */
function registry(packages) {
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host}`;
    const tarball = request.url.match(/^\/tarballs\/(.*)$/)?.[1];
    const name = tarball ? packages.find((it) => it.tarball.endsWith(tarball)) : packages.find((it) => `/${it.name}` === request.url);
    if (!name) return response.writeHead(404).end('{}');
    const bytes = readFileSync(name.tarball);
    if (tarball) return response.end(bytes);
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    const dist = { tarball: `${url}/tarballs/${name.name}-${version}.tgz`, integrity };
    const manifest = { ...name.manifest, _id: `${name.name}@${version}`, dist };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: name.name, 'dist-tags': { latest: version }, versions: { [version]: manifest } }));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

assert(own in TARGETS, `there is no package for ${own} to test with`);
const packagesFolder = join(work, 'packages');
const built = spawnSync('node', [join(here, 'build.mjs'), archives(), packagesFolder], { encoding: 'utf8' });
assert.equal(built.status, 0, built.stderr);

const packages = [];
for (const name of readdirSync(packagesFolder).sort()) {
  const folder = join(packagesFolder, name);
  const { code, said } = await npm(['pack', '--json', '--pack-destination', work], folder);
  assert.equal(code, 0, said);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = execFileSync('tar', ['-tzf', join(work, `${name}-${version}.tgz`)], { encoding: 'utf8' });
  packages.push({ name, manifest, files: files.trim().split('\n').sort(), tarball: join(work, `${name}-${version}.tgz`) });
}

const server = await registry(packages);
const project = join(work, 'a project');
mkdirSync(project);
writeFileSync(join(project, 'package.json'), '{"private": true}');
const installed = await npm(
  ['install', 'milepost', '--no-audit', '--no-fund', '--registry', `http://127.0.0.1:${server.address().port}`],
  project,
);
server.close();
server.closeAllConnections();

const shim = join(project, 'node_modules/.bin/milepost');
const milepost = (arguments_, input = '') => spawnSync(shim, arguments_, { cwd: project, input, encoding: 'utf8' });

test('there is a package for each platform, and one that names them', () => {
  const platforms = Object.keys(TARGETS).map((it) => `milepost-${it}`);
  assert.deepEqual(packages.map((it) => it.name), ['milepost', ...platforms].sort());
  const main = packages.find((it) => it.name === 'milepost');
  assert.deepEqual(main.manifest.optionalDependencies, Object.fromEntries(platforms.map((it) => [it, version])));
  assert(!main.manifest.private && !main.manifest.scripts, 'it can be published, and runs nothing on installing');
  assert.deepEqual(main.files, [
    'package/LICENSE-APACHE', 'package/LICENSE-MIT', 'package/README.md', 'package/bin/milepost.js',
    'package/man/milepost.1', 'package/package.json',
  ]);
});

test('npm installs the program of this platform only', () => {
  assert.equal(installed.code, 0, installed.said);
  const found = readdirSync(join(project, 'node_modules')).filter((it) => it.startsWith('milepost'));
  assert.deepEqual(found.sort(), ['milepost', `milepost-${own}`].sort());
});

test('what is installed is the program', () => {
  const run = milepost(['--version']);
  assert.equal(run.stdout, `milepost ${version}\n`, run.stderr);
});

test('arguments, standard input and exit codes pass through', () => {
  const plan = '## Sprint 1: A (Weeks 1-2)\n\n- [ ] x\n\n## Sprint 2: B (Weeks 2-3)\n\n- [ ] y\n';
  const findings = milepost(['check', '--stdin-filename', 'my plan.md', '-'], plan);
  assert.equal(findings.status, 1, findings.stderr);
  assert.match(findings.stdout, /my plan\.md:5/);
  assert.equal(milepost(['check', '-'], '# Nothing\n').status, 0);
  assert.equal(milepost(['check', 'no such file']).status, 2);
});

test('ending the shim ends the program', { skip: process.platform === 'win32' }, async () => {
  const child = spawn(shim, ['lsp'], { cwd: project, stdio: ['pipe', 'pipe', 'inherit'] });
  const body = '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}';
  child.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
  const answer = await new Promise((done) => child.stdout.once('data', (data) => done(String(data))));
  assert.match(answer, /^Content-Length: \d+/);
  child.kill('SIGTERM');
  // The pipe closes when the last process that holds it has ended.
  const [code, signal] = await new Promise((done) => child.on('close', (...how) => done(how)));
  assert(signal === 'SIGTERM' || code !== null);
});

test('a missing program is said', () => {
  rmSync(join(project, 'node_modules', `milepost-${own}`), { recursive: true });
  const run = milepost(['--version']);
  assert.equal(run.status, 2);
  assert.match(run.stderr, new RegExp(`^error: the package milepost-${own}@.* is missing.*--omit=optional`));
});

test('a missing archive is said, and nothing is made', () => {
  const name = `milepost-v${version}-${TARGETS[unfit]}`;
  rmSync(join(work, 'archives', `${name}.tar.gz`));
  const run = spawnSync('node', [join(here, 'build.mjs'), join(work, 'archives'), join(work, 'none')], { encoding: 'utf8' });
  assert.equal(run.status, 1);
  assert.match(run.stderr, new RegExp(`holds no ${name}`));
  assert(!existsSync(join(work, 'none')));
});
