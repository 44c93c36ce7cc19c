#!/usr/bin/env node
// Runs the program that the package of this platform holds as if it had been called itself.
'use strict';

const { spawn } = require('node:child_process');
const { name, version, optionalDependencies } = require('../package.json');

/** The package with the program for this machine; Windows on ARM runs the one for x64. */
function packageName() {
  const arch = process.platform === 'win32' && process.arch === 'arm64' ? 'x64' : process.arch;
  return `${name}-${process.platform}-${arch}`;
}

function program() {
  const wanted = packageName();
  const file = process.platform === 'win32' ? 'milepost.exe' : 'milepost';
  try {
    return require.resolve(`${wanted}/${file}`);
  } catch {
    const platform = `${process.platform} on ${process.arch}`;
    console.error(
      wanted in (optionalDependencies ?? {})
        ? `error: the package ${wanted}@${version} is missing, which holds the program; it is an optional dependency, ` +
            'so install without `--omit=optional` or `--no-optional`, and on this platform'
        : `error: there is no package of milepost for ${platform}; build it with Rust instead`,
    );
    process.exit(2);
  }
}

const child = spawn(program(), process.argv.slice(2), { stdio: 'inherit', windowsHide: true });

// Who ends this process means the program.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}

child.on('error', (error) => {
  console.error(`error: ${child.spawnfile} cannot be run: ${error.message}`);
  process.exit(2);
});

child.on('exit', (code, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else {
    process.exitCode = code;
  }
});
