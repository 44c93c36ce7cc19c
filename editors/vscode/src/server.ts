// The server's life: found, started, stopped and started again, one after the other.
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { commands, type Disposable, EventEmitter, type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import type { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/node';
import { findServer, type Found, isOlder, SETTING } from './lookup';
import { SHOW_REFERENCES } from './references';
import type { Status } from './status';

/** So many ends within so many milliseconds, and the server is not started any more. */
const TOO_OFTEN = 5;
const OF_LATE = 180_000;

export class Server implements Disposable {
  private readonly started = new EventEmitter<undefined>();
  /** A server runs, and can be asked. */
  readonly onDidStart = this.started.event;
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();
  /** When the server ended by itself, in milliseconds. */
  private ends: number[] = [];

  constructor(
    private readonly context: ExtensionContext,
    readonly log: LogOutputChannel,
    private readonly status: Status,
  ) {}

  /** The client of a server that runs. */
  get running(): LanguageClient | undefined {
    return this.client?.isRunning() ? this.client : undefined;
  }

  /** Starts the server, again where it runs: the program is looked up anew. */
  restart(): Promise<void> {
    return this.next(async () => {
      this.ends = [];
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  /** A restart that comes during a start waits for it. */
  private next(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work).catch((error: unknown) => this.fail(message(error)));
    return this.queue;
  }

  private async begin(): Promise<void> {
    this.status.show({ kind: 'starting' });
    const server = await findServer({
      setting: pathSetting(),
      env: process.env,
      extension: this.context.extensionPath,
      home: homedir(),
      folder: workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file')?.uri.fsPath,
      platform: process.platform,
    });
    for (const note of server.notes) this.log.warn(`Left aside: ${note}`);
    if ('reason' in server) {
      this.fail([server.reason, leftAside() ?? ''].join(' ').trim());
      return;
    }
    this.log.info(`Starting milepost ${server.version}: ${server.path} (${server.origin})`);
    await this.connect(server);
  }

  private async connect({ path, version }: Found): Promise<void> {
    // Most of the extension's code, which VS Code's own start need not wait for.
    const { CloseAction, LanguageClient, RevealOutputChannelOn, State } = await import('vscode-languageclient/node');
    const env = { RUST_BACKTRACE: '1', ...process.env };
    const client = new LanguageClient('milepost', 'Milepost', { command: path, args: ['lsp'], options: { env } }, {
      ...this.options(),
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    });
    this.client = client;
    const own = String(this.context.extension.packageJSON.version);
    const notes = [
      isOlder(version, own) ? `It is older than this extension, ${own}: what is new may be missing.` : undefined,
      leftAside(),
    ].filter((it) => it !== undefined);
    for (const note of notes) this.log.warn(note);
    // What the library would do itself: but it leaves a server alone that ends while it starts again.
    const over = new Promise<void>((resolve) => {
      const ended = (): void => {
        resolve();
        this.ended(client, path);
      };
      const standard = client.createDefaultErrorHandler();
      client.clientOptions.errorHandler = {
        error: (...what) => standard.error(...what),
        closed: () => {
          ended();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      };
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Stopped || newState === State.StartFailed) ended();
        else if (newState === State.Running && this.client === client) {
          this.status.show({ kind: 'running', version, path, notes });
          this.started.fire(undefined);
        }
      });
    });
    // What stands in the way of a start is in the log, by the library.
    await Promise.race([client.start().catch(() => this.ended(client, path)), over]);
  }

  /** A server that ended by itself is started again, unless it did so too often of late. */
  private ended(client: LanguageClient, path: string): void {
    if (this.client !== client) return;
    this.client = undefined;
    client.dispose().catch(() => undefined);
    const now = Date.now();
    this.ends = [...this.ends.filter((it) => now - it < OF_LATE), now];
    if (this.ends.length >= TOO_OFTEN) {
      this.fail(`The milepost server ended again and again, and is not started any more (${path}). The log may say why.`);
      return;
    }
    this.log.warn('The server ended. It is started again.');
    this.status.show({ kind: 'starting' });
    void this.next(() => (this.client ? Promise.resolve() : this.begin()));
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [
        { scheme: 'file', language: 'markdown' },
        { scheme: 'untitled', language: 'markdown' },
        // The settings: they hold, and are checked, while they are typed.
        { scheme: 'file', pattern: '**/{milepost,.milepost}.toml' },
      ],
      // What the server's code lenses may run here.
      initializationOptions: { commands: [SHOW_REFERENCES] },
      outputChannel: this.log,
      initializationFailedHandler: () => false,
      stdioOptions: {
        stdout: (stream) => this.copy(stream),
        stderr: (stream) => this.copy(stream),
      },
    };
  }

  /** What the server writes outside the protocol goes to the log, at the level that it names. */
  private copy(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => {
      if (/\bERROR\b|\bpanicked\b/.test(line)) this.log.error(line);
      else if (/\bWARN\b/.test(line)) this.log.warn(line);
      else this.log.info(line);
    });
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (!client) return;
    try {
      await client.dispose();
    } catch (error) {
      this.log.warn(`The server did not stop in order: ${message(error)}`);
    }
    this.status.show({ kind: 'stopped' });
  }

  dispose(): void {
    this.started.dispose();
  }

  private fail(reason: string): void {
    this.log.error(reason);
    this.status.show({ kind: 'failed', reason });
    void offer(reason);
  }
}

/** The setting; in an untrusted workspace only what the user set, whatever VS Code would hand out. */
function pathSetting(): string | null | undefined {
  if (workspace.isTrusted) return workspace.getConfiguration().get<string | null>(SETTING);
  return workspace.getConfiguration().inspect<string | null>(SETTING)?.globalValue;
}

/** What Restricted Mode keeps from being used. VS Code does not tell whether the folder has such a setting. */
function leftAside(): string | undefined {
  return workspace.isTrusted ? undefined : `Restricted Mode: a ${SETTING} of the folder is not used until the folder is trusted.`;
}

async function offer(reason: string): Promise<void> {
  const settings = 'Open Settings';
  const log = 'Show Log';
  const choice = await window.showErrorMessage(reason, settings, log);
  if (choice === settings) await commands.executeCommand('workbench.action.openSettings', SETTING);
  if (choice === log) await commands.executeCommand('milepost.showLog');
}

/** What went wrong, in words. */
export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
