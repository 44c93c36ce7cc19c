// Makes the npm packages of a release out of its archives: node build.mjs ARCHIVES FOLDER
//
// ARCHIVES holds what .ci/package-release writes. FOLDER then holds a folder for each package: one for each platform,
// with the program, and `milepost`, which names them as optional dependencies, so that npm installs the fitting one.
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { release, unpack } from '../archives.mjs';

const here = import.meta.dirname;
const root = resolve(here, '../..');

/** The platforms as Node names them. The programs for Linux are static, so one serves glibc and musl. */
const PLATFORMS = [
  { os: 'linux', cpu: ['x64'], target: 'x86_64-unknown-linux-musl' },
  { os: 'linux', cpu: ['arm64'], target: 'aarch64-unknown-linux-musl' },
  { os: 'darwin', cpu: ['x64'], target: 'x86_64-apple-darwin' },
  { os: 'darwin', cpu: ['arm64'], target: 'aarch64-apple-darwin' },
  // Windows on ARM runs programs for x64.
  { os: 'win32', cpu: ['x64', 'arm64'], target: 'x86_64-pc-windows-msvc' },
];

const [archives, folder] = process.argv.slice(2);
if (!archives || !folder) {
  console.error('usage: node build.mjs ARCHIVES FOLDER');
  process.exit(2);
}

const { version, repository } = await release();
const template = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'));
const common = {
  version,
  license: template.license,
  ...(repository && { repository: { type: 'git', url: `git+${repository}.git` }, homepage: repository }),
};

if ((await readdir(folder).catch(() => [])).length > 0) {
  console.error(`error: ${folder} is not empty`);
  process.exit(1);
}

const work = await mkdtemp(join(tmpdir(), 'milepost-npm-'));
try {
  // All of them first: a release lacks no platform.
  for (const { target } of PLATFORMS) {
    await unpack(archives, version, target, work);
  }
  const names = [];
  for (const platform of PLATFORMS) {
    names.push(await platformPackage(platform));
  }
  await mainPackage(names);
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
} finally {
  await rm(work, { recursive: true, force: true });
}

/** The package with one platform's program; its name. */
async function platformPackage({ os, cpu, target }) {
  const name = `${template.name}-${os}-${cpu[0]}`;
  const from = join(work, `milepost-v${version}-${target}`);
  const to = join(folder, name);
  const program = os === 'win32' ? 'milepost.exe' : 'milepost';
  await mkdir(to, { recursive: true });
  for (const file of [program, 'LICENSE-MIT', 'LICENSE-APACHE', 'THIRD-PARTY-LICENSES']) {
    await cp(join(from, file), join(to, file));
  }
  await chmod(join(to, program), 0o755);
  await write(to, 'README.md', `# ${name}\n\nThe program of \`${template.name}\` for ${os} on ${cpu.join(' and ')}. Install that package; it brings this one.\n`);
  await write(to, 'package.json', {
    name,
    ...common,
    description: `The program of ${template.name} for ${os} on ${cpu.join(' and ')}`,
    os: [os],
    cpu,
    files: [program, 'LICENSE-*', 'THIRD-PARTY-LICENSES'],
    preferUnplugged: true,
  });
  return name;
}

/** The package that people install. */
async function mainPackage(names) {
  const to = join(folder, template.name);
  const from = join(work, `milepost-v${version}-${PLATFORMS[0].target}`);
  await mkdir(to, { recursive: true });
  await cp(join(here, 'bin'), join(to, 'bin'), { recursive: true });
  await chmod(join(to, 'bin/milepost.js'), 0o755);
  await cp(join(here, 'README.md'), join(to, 'README.md'));
  await cp(join(from, 'man'), join(to, 'man'), { recursive: true });
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) {
    await cp(join(root, file), join(to, file));
  }
  const { private: _, scripts: __, ...kept } = template;
  await write(to, 'package.json', {
    ...kept,
    ...common,
    man: (await readdir(join(to, 'man'))).sort().map((page) => `man/${page}`),
    // Exactly this version: a program and its package belong together.
    optionalDependencies: Object.fromEntries(names.map((name) => [name, version])),
  });
}

async function write(to, name, content) {
  await writeFile(join(to, name), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
}
