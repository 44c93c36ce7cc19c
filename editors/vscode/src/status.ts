// The item in the status bar: what the server does, with the way to its log and to a restart.
import { type Disposable, MarkdownString, StatusBarAlignment, type TextEditor, ThemeColor, window } from 'vscode';

export type State =
  | { kind: 'starting' }
  | { kind: 'running'; version: string; path: string }
  | { kind: 'stopped' }
  | { kind: 'failed'; reason: string };

/** Shown beside a Markdown document, and wherever one is when the server failed. */
export class Status implements Disposable {
  private readonly item = window.createStatusBarItem('status', StatusBarAlignment.Right, 100);
  private readonly editors = window.onDidChangeActiveTextEditor((editor) => this.place(editor));
  private state: State = { kind: 'starting' };

  constructor() {
    this.item.name = 'Milepost';
    this.item.command = 'milepost.showLog';
    this.show(this.state);
  }

  show(state: State): void {
    this.state = state;
    const { icon, text } = said(state);
    this.item.text = `${icon} Milepost`;
    this.item.tooltip = tooltip(text);
    this.item.accessibilityInformation = { label: `Milepost: ${text}` };
    this.item.backgroundColor = state.kind === 'failed' ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    this.place(window.activeTextEditor);
  }

  private place(editor: TextEditor | undefined): void {
    if (this.state.kind === 'failed' || editor?.document.languageId === 'markdown') this.item.show();
    else this.item.hide();
  }

  dispose(): void {
    this.editors.dispose();
    this.item.dispose();
  }
}

function said(state: State): { icon: string; text: string } {
  switch (state.kind) {
    case 'starting': return { icon: '$(sync~spin)', text: 'The server is starting.' };
    case 'running': return { icon: '$(check)', text: `milepost ${state.version} is running (${state.path}).` };
    case 'stopped': return { icon: '$(circle-slash)', text: 'The server is stopped.' };
    case 'failed': return { icon: '$(error)', text: state.reason };
  }
}

function tooltip(text: string): MarkdownString {
  const markdown = new MarkdownString('', true);
  markdown.isTrusted = { enabledCommands: ['milepost.restart', 'milepost.showLog'] };
  markdown.appendText(text);
  markdown.appendMarkdown('\n\n[$(refresh) Restart server](command:milepost.restart) · [$(output) Show log](command:milepost.showLog)');
  return markdown;
}
