// Packs the extension with the server inside, for each platform: node platforms.mjs ARCHIVES FOLDER
//
// ARCHIVES holds what .ci/package-release writes. Run it on Linux or macOS: packed on Windows, a program is not executable.
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { release, unpack } from '../archives.mjs';

const here = import.meta.dirname;

/** The platforms as VS Code names them. The programs for Linux are static, so one serves glibc and musl. */
const PLATFORMS = [
  { platforms: ['linux-x64', 'alpine-x64'], target: 'x86_64-unknown-linux-musl' },
  { platforms: ['linux-arm64', 'alpine-arm64'], target: 'aarch64-unknown-linux-musl' },
  { platforms: ['darwin-x64'], target: 'x86_64-apple-darwin' },
  { platforms: ['darwin-arm64'], target: 'aarch64-apple-darwin' },
  // Windows on ARM runs programs for x64.
  { platforms: ['win32-x64', 'win32-arm64'], target: 'x86_64-pc-windows-msvc' },
];

const [archives, folder] = process.argv.slice(2);
if (!archives || !folder) {
  console.error('usage: node platforms.mjs ARCHIVES FOLDER');
  process.exit(2);
}

const { version } = await release();
const work = await mkdtemp(join(tmpdir(), 'milepost-vscode-'));
const server = join(here, 'server');
try {
  // All of them first: a release lacks no platform.
  for (const { target } of PLATFORMS) await unpack(archives, version, target, work);
  await mkdir(folder, { recursive: true });
  for (const { platforms, target } of PLATFORMS) {
    await put(join(work, `milepost-v${version}-${target}`), target.includes('windows') ? 'milepost.exe' : 'milepost');
    for (const platform of platforms) pack(platform);
  }
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
} finally {
  await rm(server, { recursive: true, force: true });
  await rm(work, { recursive: true, force: true });
}

/** Puts a program where the extension looks for its own, with its licences. */
async function put(from, program) {
  await rm(server, { recursive: true, force: true });
  await mkdir(server);
  for (const file of [program, 'LICENSE-MIT', 'LICENSE-APACHE', 'THIRD-PARTY-LICENSES']) await cp(join(from, file), join(server, file));
  await chmod(join(server, program), 0o755);
}

function pack(platform) {
  const file = resolve(folder, `milepost-${version}-${platform}.vsix`);
  execFileSync('npm', ['run', '--silent', 'package', '--', '--target', platform, '--out', file], { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] });
  console.log(file);
}
