// Bundles the extension into dist/, with the licences of what the bundle holds; `--tests` bundles the tests into out/.
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

if (process.argv.includes('--tests')) {
  await rm('out', { recursive: true, force: true });
  const tests = (await readdir('test')).filter((name) => name.endsWith('.test.ts'));
  await build({
    ...common,
    entryPoints: tests.map((name) => join('test', name)),
    outdir: 'out',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    sourcemap: 'inline',
  });
} else {
  await rm('dist', { recursive: true, force: true });
  const { metafile } = await build({
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    format: 'cjs',
    external: ['vscode'],
    minify: true,
    metafile: true,
  });
  // The page of the timeline: what runs in a webview knows neither Node nor VS Code.
  await build({
    ...common,
    entryPoints: ['src/webview/timeline.ts', 'src/webview/timeline.css'],
    outdir: 'dist',
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
  });
  await writeFile('dist/third-party-licenses.txt', await licenses(packagesOf(metafile)));
}

/** The folders under node_modules whose files the bundle holds. */
function packagesOf(metafile) {
  const folders = Object.keys(metafile.inputs).flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []);
  return [...new Set(folders)].sort();
}

async function licenses(folders) {
  const parts = await Promise.all(folders.map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} is bundled, but has no licence file`);
    const text = await readFile(join(folder, file), 'utf8');
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  }));
  return `The extension holds code of these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
