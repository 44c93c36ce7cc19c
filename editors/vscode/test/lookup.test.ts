// The lookup of the server program, against files in a temporary folder.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { askVersion, findServer, type Found, isOlder, type Missing, type Places } from '../src/lookup';

const root = mkdtempSync(join(tmpdir(), 'milepost-lookup-'));
after(() => rmSync(root, { recursive: true, force: true }));

let places: Places;
let count = 0;
beforeEach(() => {
  const here = join(root, String(count++));
  mkdirSync(here);
  places = {
    setting: null,
    env: { PATH: join(here, 'bin') },
    extension: join(here, 'extension'),
    home: join(here, 'home'),
    folder: join(here, 'folder'),
    platform: 'linux',
  };
});

/** Writes a program that answers like the server of that version. */
function program(path: string, answer = 'milepost 1.2.3'): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(path, 0o755);
  return path;
}

async function found(): Promise<Found> {
  const server = await findServer(places);
  assert.ok('path' in server, `expected a server, got: ${'reason' in server ? server.reason : ''}`);
  return server;
}

async function missing(): Promise<Missing> {
  const server = await findServer(places);
  assert.ok('reason' in server, `expected none, got: ${'path' in server ? server.path : ''}`);
  return server;
}

describe('order', () => {
  test('setting, then environment, then bundled, then PATH', async () => {
    const path = program(join(places.env['PATH']!, 'milepost'));
    assert.deepEqual(await found(), { path, version: '1.2.3', origin: 'path', notes: [] });

    const bundled = program(join(places.extension, 'server', 'milepost'), 'milepost 1.3.0');
    assert.deepEqual(await found(), { path: bundled, version: '1.3.0', origin: 'bundled', notes: [] });

    const named = program(join(places.home, 'named'), 'milepost 2.0.0-rc.1 (abcdef 2026-01-01)');
    places.env['MILEPOST_SERVER'] = named;
    assert.deepEqual(await found(), { path: named, version: '2.0.0-rc.1', origin: 'environment', notes: [] });

    const set = program(join(places.home, 'set'));
    places.setting = set;
    assert.deepEqual(await found(), { path: set, version: '1.2.3', origin: 'setting', notes: [] });
  });

  test('an empty setting or variable is none', async () => {
    const path = program(join(places.env['PATH']!, 'milepost'));
    places.setting = '  ';
    places.env['MILEPOST_SERVER'] = '';
    assert.equal((await found()).path, path);
  });

  test('a bundled server that does not run gives way to the one on PATH, and says so', async () => {
    const bundled = program(join(places.extension, 'server', 'milepost'));
    writeFileSync(bundled, '#!/no/such/interpreter\n');
    const path = program(join(places.env['PATH']!, 'milepost'));
    const server = await found();
    assert.equal(server.path, path);
    assert.match(server.notes.join(), /server\/milepost could not be run/);
  });
});

describe('a named server', () => {
  test('may begin with ~ or hold ${workspaceFolder}', async () => {
    const home = program(join(places.home, 'tools', 'milepost'));
    places.setting = '~/tools/milepost';
    assert.equal((await found()).path, home);

    const folder = program(join(places.folder!, 'target', 'milepost'));
    places.setting = '${workspaceFolder}/target/milepost';
    assert.equal((await found()).path, folder);

    places.folder = undefined;
    assert.match((await missing()).reason, /milepost\.server\.path names “\$\{workspaceFolder\}/);
  });

  test('may be a name on PATH', async () => {
    const path = program(join(places.env['PATH']!, 'milepost-nightly'));
    places.setting = 'milepost-nightly';
    assert.equal((await found()).path, path);
  });

  test('is never replaced by another one', async () => {
    program(join(places.env['PATH']!, 'milepost'));
    places.setting = join(places.home, 'gone');
    assert.match((await missing()).reason, /^The setting milepost\.server\.path names “.*gone”, which is not an executable file\.$/);

    places.setting = null;
    places.env['MILEPOST_SERVER'] = join(places.home, 'gone');
    assert.match((await missing()).reason, /^The environment variable MILEPOST_SERVER names/);
  });

  test('must be milepost', async () => {
    places.setting = program(join(places.home, 'other'), 'other 1.0.0');
    assert.match((await missing()).reason, /which did not answer --version as milepost does\.$/);
  });

  test('that is a folder, a plain file or a relative path is refused', async () => {
    mkdirSync(join(places.home, 'milepost'), { recursive: true });
    writeFileSync(join(places.home, 'plain'), 'milepost 1.2.3');
    program(join(places.folder!, 'bin', 'milepost'));
    for (const setting of [join(places.home, 'milepost'), join(places.home, 'plain'), './bin/milepost', 'bin/milepost']) {
      places.setting = setting;
      assert.match((await missing()).reason, /not an executable file/, setting);
    }
  });
});

test('versions are compared by their numbers', () => {
  for (const [one, other] of [['0.1.0', '0.2.0'], ['0.9.9', '0.10.0'], ['1.2.3', '2.0.0-rc.1']] as const) {
    assert.ok(isOlder(one, other), `${one} ${other}`);
    assert.ok(!isOlder(other, one), `${other} ${one}`);
  }
  assert.ok(!isOlder('1.0.0', '1.0.0'));
});

test('where nothing is found, the reason says what to do', async () => {
  const { reason } = await missing();
  assert.match(reason, /No milepost server was found/);
  assert.match(reason, /set milepost\.server\.path/);
});

test('relative entries of PATH are left out: a folder that one opens must not choose the program', async () => {
  const path = program(join(places.env['PATH']!, 'milepost'));
  places.env['PATH'] = `.:bin::${places.env['PATH']}`;
  assert.equal((await found()).path, path);
});

test('a program that does not answer is given up', { timeout: 10_000 }, async () => {
  const path = join(places.home, 'sleeper');
  mkdirSync(places.home, { recursive: true });
  writeFileSync(path, '#!/bin/sh\nexec sleep 60\n');
  chmodSync(path, 0o755);
  await assert.rejects(askVersion(path), /no answer within 3 seconds/);
});
