// Finds the server program: setting, environment, bundled, PATH. Knows nothing of VS Code, so that plain tests run it.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import * as nodePath from 'node:path';

/** The environment variable that names the server, for development and tests. */
export const VARIABLE = 'MILEPOST_SERVER';
/** The setting that names the server. */
export const SETTING = 'milepost.server.path';

/** Where to look. */
export interface Places {
  /** The value of the setting, where it may be used. */
  setting: string | null | undefined;
  env: NodeJS.ProcessEnv;
  /** The extension's own folder; its server would be in `server/`. */
  extension: string;
  home: string;
  /** The first workspace folder, for `${workspaceFolder}` in the setting. */
  folder: string | undefined;
  platform: NodeJS.Platform;
}

export type Origin = 'setting' | 'environment' | 'bundled' | 'path';

/** A server that answered. */
export interface Found {
  path: string;
  version: string;
  origin: Origin;
  /** What was tried before it and left aside. */
  notes: string[];
}

/** No server; `reason` is a sentence for the user. */
export interface Missing {
  reason: string;
  notes: string[];
}

/** What a program says to `--version`. Rejects where it cannot be run. */
export type Ask = (path: string) => Promise<string>;

/**
 * The first server that answers. A place that the user named (setting or environment) is the only one then: to run
 * another server than the named one would hide the mistake.
 */
export async function findServer(places: Places, ask: Ask = askVersion): Promise<Found | Missing> {
  const notes: string[] = [];
  for (const { value, origin, title } of named(places)) {
    const path = await locate(value, places);
    if (path === undefined) {
      return { reason: `${title} names ${quoted(value)}, which is not an executable file.`, notes };
    }
    const answer = await tryServer(path, ask);
    return 'version' in answer
      ? { path, version: answer.version, origin, notes }
      : { reason: `${title} names ${quoted(path)}, which ${answer.problem}.`, notes };
  }

  for (const { path, origin } of await unnamed(places)) {
    const answer = await tryServer(path, ask);
    if ('version' in answer) return { path, version: answer.version, origin, notes };
    notes.push(`${path} ${answer.problem}`);
  }
  const also = notes.length > 0 ? ` (${notes.join('; ')})` : '';
  return {
    reason: `No milepost server was found: none is bundled with the extension, and there is none on PATH${also}. `
      + `Install milepost, or set ${SETTING} to the program.`,
    notes,
  };
}

function named(places: Places): { value: string; origin: Origin; title: string }[] {
  const setting = places.setting?.trim();
  if (setting) return [{ value: setting, origin: 'setting', title: `The setting ${SETTING}` }];
  const variable = places.env[VARIABLE]?.trim();
  if (variable) return [{ value: variable, origin: 'environment', title: `The environment variable ${VARIABLE}` }];
  return [];
}

async function unnamed(places: Places): Promise<{ path: string; origin: Origin }[]> {
  const bundled = pathFor(places).join(places.extension, 'server', executable('milepost', places));
  const onPath = await search('milepost', places);
  return [
    ...(await isProgram(bundled) ? [{ path: bundled, origin: 'bundled' as const }] : []),
    ...(onPath === undefined ? [] : [{ path: onPath, origin: 'path' as const }]),
  ];
}

/** The file that a named place means, or none. */
async function locate(value: string, places: Places): Promise<string | undefined> {
  const expanded = expand(value, places);
  if (expanded === undefined) return undefined;
  if (!/[\\/]/.test(expanded)) return search(expanded, places);
  if (!pathFor(places).isAbsolute(expanded)) return undefined;
  const candidates = [expanded, executable(expanded, places)];
  for (const path of candidates) if (await isProgram(path)) return path;
  return undefined;
}

function expand(value: string, { home, folder }: Places): string | undefined {
  if (value.includes('${workspaceFolder}') && folder === undefined) return undefined;
  const inFolder = value.replaceAll('${workspaceFolder}', () => folder ?? '');
  return inFolder.replace(/^~(?=[\\/])/, () => home);
}

/** `name` on PATH, as an absolute path. Relative entries of PATH are left out: they would name files of the workspace. */
async function search(name: string, places: Places): Promise<string | undefined> {
  const path = pathFor(places);
  const folders = (variable(places, 'PATH') ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of folders) {
    const file = path.join(folder, executable(name, places));
    if (await isProgram(file)) return file;
  }
  return undefined;
}

/** Windows writes the names of variables in any case; a copied environment has lost that. */
function variable({ env, platform }: Places, name: string): string | undefined {
  if (platform !== 'win32') return env[name];
  const key = Object.keys(env).find((key) => key.toUpperCase() === name);
  return key === undefined ? undefined : env[key];
}

function executable(name: string, { platform }: Places): string {
  return platform === 'win32' && !/\.exe$/i.test(name) ? `${name}.exe` : name;
}

function pathFor({ platform }: Places): nodePath.PlatformPath {
  return platform === 'win32' ? nodePath.win32 : nodePath.posix;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function tryServer(path: string, ask: Ask): Promise<{ version: string } | { problem: string }> {
  let answer: string;
  try {
    answer = await ask(path);
  } catch (error) {
    return { problem: `could not be run: ${firstLine(error instanceof Error ? error.message : String(error))}` };
  }
  const version = /^milepost (\d+\.\d+\.\d+\S*)/.exec(answer)?.[1];
  return version === undefined ? { problem: 'did not answer --version as milepost does' } : { version };
}

/** Whether a version comes before another one, by its three numbers. */
export function isOlder(version: string, than: string): boolean {
  const numbers = (text: string): number[] => (/^\d+\.\d+\.\d+/.exec(text)?.[0] ?? '').split('.').map(Number);
  const [one, other] = [numbers(version), numbers(than)];
  const at = one.findIndex((number, index) => number !== other[index]);
  return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0);
}

/** Asks a program for its version; three seconds are plenty for an answer that reads no file. */
export function askVersion(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(path, ['--version'], { timeout: 3000, killSignal: 'SIGKILL', maxBuffer: 64 * 1024, windowsHide: true }, (error, stdout) => {
      if (error?.killed) reject(new Error('no answer within 3 seconds'));
      else if (error) reject(error);
      else resolve(stdout);
    });
  });
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}

function quoted(path: string): string {
  return `“${path}”`;
}
