// The timeline panel: one at a time, beside the text; it follows the plan that is looked at, as it is typed.
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import {
  type Disposable, type ExtensionContext, Uri, ViewColumn, type WebviewPanel, type WebviewPanelSerializer, window,
  workspace,
} from 'vscode';
import { askCommand, offers, shiftUnit } from '../ask';
import { isPlanDocument, showLine } from '../places';
import { asTimeline, TIMELINE } from '../protocol';
import { message, type Server } from '../server';
import { unitOf } from './layout';
import { fromPage, type Shift, type ToPage } from './messages';

export const VIEW_TYPE = 'milepost.timelinePanel';
/** How long typing has to rest before the picture follows, in milliseconds. */
const REST = 200;

export class Timelines implements WebviewPanelSerializer, Disposable {
  private open: TimelinePanel | undefined;

  constructor(private readonly context: ExtensionContext, private readonly server: Server) {}

  /** Opens the timeline of the active document, or brings it to the front. */
  show(): void {
    const document = window.activeTextEditor?.document;
    if (this.open) {
      if (document && isPlanDocument(document)) this.open.follow(document.uri);
      this.open.panel.reveal(undefined, false);
      return;
    }
    if (!document || !isPlanDocument(document)) {
      void window.showInformationMessage('Open a Markdown plan first: the timeline is that of the active editor.');
      return;
    }
    this.adopt(window.createWebviewPanel(VIEW_TYPE, 'Timeline', ViewColumn.Beside, options(this.context)), document.uri);
  }

  /** After a reload of the window. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const uri = typeof state === 'object' && state !== null ? (state as { uri?: unknown }).uri : undefined;
    if (typeof uri !== 'string' || uri === '' || this.open) {
      panel.dispose();
      return;
    }
    panel.webview.options = options(this.context);
    this.adopt(panel, Uri.parse(uri));
  }

  private adopt(panel: WebviewPanel, uri: Uri): void {
    const open = new TimelinePanel(this.context, this.server, panel, uri);
    this.open = open;
    panel.onDidDispose(() => {
      open.dispose();
      if (this.open === open) this.open = undefined;
    });
  }

  dispose(): void {
    this.open?.panel.dispose();
  }
}

class TimelinePanel implements Disposable {
  private readonly listeners: Disposable[];
  private timer: NodeJS.Timeout | undefined;
  /** Counts requests, so that a late answer does not replace a newer one. */
  private asked = 0;
  private ready = false;

  constructor(context: ExtensionContext, private readonly server: Server, readonly panel: WebviewPanel, private uri: Uri) {
    this.listeners = [
      panel.webview.onDidReceiveMessage((it: unknown) => void this.receive(it)),
      workspace.onDidChangeTextDocument(({ document }) => {
        // Dependencies and configuration may lie in other files.
        if (isPlanDocument(document) || /\bmilepost\.toml$/.test(document.fileName)) this.refresh(REST);
      }),
      workspace.onDidSaveTextDocument(() => this.refresh(REST)),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor && isPlanDocument(editor.document)) this.follow(editor.document.uri);
      }),
      window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        const line = selections[0]?.active.line;
        if (line !== undefined && textEditor.document.uri.toString() === this.uri.toString()) this.post({ type: 'cursor', line: line + 1 });
      }),
      panel.onDidChangeViewState(() => {
        if (panel.visible) this.refresh(0);
      }),
      server.onDidStart(() => this.refresh(0)),
    ];
    this.render(context);
  }

  follow(uri: Uri): void {
    if (uri.toString() === this.uri.toString()) return;
    this.uri = uri;
    this.refresh(0);
  }

  private render(context: ExtensionContext): void {
    const { webview } = this.panel;
    const file = (name: string): string => webview.asWebviewUri(Uri.joinPath(context.extensionUri, 'dist', name)).toString();
    this.panel.title = `Timeline: ${this.name()}`;
    webview.html = page({ uri: this.uri.toString(), script: file('timeline.js'), style: file('timeline.css'), source: webview.cspSource });
  }

  private refresh(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.draw(), after);
  }

  private async draw(): Promise<void> {
    if (!this.ready || !this.panel.visible) return;
    this.panel.title = `Timeline: ${this.name()}`;
    const turn = ++this.asked;
    const answer = await this.ask();
    if (turn !== this.asked) return;
    this.post(answer);
    // Of another document than before, or not told yet.
    this.tellCursor();
  }

  private async ask(): Promise<ToPage> {
    const nothing = (text: string): ToPage => ({ type: 'nothing', name: this.name(), text });
    const client = this.server.running;
    if (!client) return nothing('The server is not running. The Milepost item in the status bar says why.');
    if (!offers(client, TIMELINE)) return nothing('The server that is running draws no timelines: it is older than this extension.');
    try {
      const document = await workspace.openTextDocument(this.uri);
      const { version } = document;
      const { today, plans } = asTimeline(await askCommand(client, TIMELINE, this.uri));
      const plan = plans[0];
      if (!plan || plan.units.length === 0) return nothing('No units of work were found in this document.');
      return { type: 'show', name: this.name(), version, today, plan };
    } catch (error) {
      this.server.log.error(`The timeline of ${this.uri.toString()}: ${message(error)}`);
      return nothing(message(error));
    }
  }

  private async receive(value: unknown): Promise<void> {
    const news = fromPage(value);
    switch (news?.type) {
      case 'ready':
        this.ready = true;
        await this.draw();
        break;
      case 'jump': await showLine(this.uri, news.line); break;
      case 'shift': await this.shift(news); break;
      case undefined: this.server.log.warn('The timeline sent something that is not understood.');
    }
  }

  private async shift({ line, version, by, axis, successors }: Shift): Promise<void> {
    const document = await workspace.openTextDocument(this.uri);
    // Its lines are those of the text that it shows.
    const refusal = document.version === version
      ? await shiftUnit(this.server, document, line - 1, by, unitOf(axis), successors)
      : 'The plan changed meanwhile: try again.';
    if (refusal === undefined) this.refresh(0);
    // Told where the user looks: a notification may be silenced, or gone soon.
    else this.post({ type: 'refused', text: `The unit was not moved: ${refusal}` });
  }

  private tellCursor(): void {
    const editor = window.visibleTextEditors.find((it) => it.document.uri.toString() === this.uri.toString());
    if (editor) this.post({ type: 'cursor', line: editor.selection.active.line + 1 });
  }

  private post(news: ToPage): void {
    void this.panel.webview.postMessage(news);
  }

  private name(): string {
    return basename(this.uri.path);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.forEach((it) => it.dispose());
  }
}

function options(context: ExtensionContext): { enableScripts: true; localResourceRoots: Uri[] } {
  return { enableScripts: true, localResourceRoots: [Uri.joinPath(context.extensionUri, 'dist')] };
}

function page({ uri, script, style, source }: { uri: string; script: string; style: string; source: string }): string {
  const nonce = randomBytes(16).toString('hex');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width">
<title>Timeline</title>
<link rel="stylesheet" href="${style}">
</head>
<body data-uri="${escape(uri)}">
<header>
<h1></h1>
<button id="narrower" type="button" aria-label="Narrower" title="Narrower">−</button>
<button id="wider" type="button" aria-label="Wider" title="Wider">+</button>
</header>
<p id="refusal" role="alert" hidden></p>
<main></main>
<div id="status" class="sr" role="status" aria-live="polite"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

