// The archives of a release, as .ci/package-release writes them.
import { execFileSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** What Cargo.toml says of the release. */
export async function release() {
  const cargo = await readFile(resolve(root, 'Cargo.toml'), 'utf8');
  return { version: cargo.match(/^version = "(.*)"$/m)[1], repository: cargo.match(/^repository = "(.*)"$/m)?.[1] };
}

/** Puts the content of a target's archive into a folder, below `milepost-vVERSION-TARGET`. */
export async function unpack(archives, version, target, folder) {
  const name = `milepost-v${version}-${target}`;
  const files = await readdir(archives);
  if (files.includes(`${name}.zip`)) {
    execFileSync('unzip', ['-q', resolve(archives, `${name}.zip`), '-d', folder]);
  } else if (files.includes(`${name}.tar.gz`)) {
    execFileSync('tar', ['-xzf', resolve(archives, `${name}.tar.gz`), '-C', folder]);
  } else {
    throw new Error(`${archives} holds no ${name}.tar.gz or .zip; make it with .ci/package-release ${target}`);
  }
}
