// The item in the status bar: what the server does, with a menu of what can be done about it.
import { commands, type Disposable, MarkdownString, QuickPickItemKind, type QuickPickItem, StatusBarAlignment, type TextEditor, ThemeColor, window, workspace } from 'vscode';

export type State =
  | { kind: 'starting' }
  /** `notes`: sentences about what is amiss although it runs. */
  | { kind: 'running'; version: string; path: string; notes: string[] }
  | { kind: 'stopped' }
  | { kind: 'failed'; reason: string };

/** Shown beside a Markdown document, and wherever one is when the server failed. */
export class Status implements Disposable {
  private readonly item = window.createStatusBarItem('status', StatusBarAlignment.Right, 100);
  private readonly editors = window.onDidChangeActiveTextEditor((editor) => this.place(editor));
  private said: State = { kind: 'starting' };

  constructor() {
    this.item.name = 'Milepost';
    this.item.command = 'milepost.menu';
    this.show(this.said);
  }

  get state(): State {
    return this.said;
  }

  show(state: State): void {
    this.said = state;
    const { icon, text } = said(state);
    this.item.text = `${icon} Milepost`;
    this.item.tooltip = tooltip(text);
    this.item.accessibilityInformation = { label: `Milepost: ${text}` };
    this.item.backgroundColor = state.kind === 'failed' ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    this.place(window.activeTextEditor);
  }

  private place(editor: TextEditor | undefined): void {
    // The timeline or a settings page is no editor of text: the item stays as it is beside them.
    if (!editor && window.visibleTextEditors.length > 0 && this.state.kind !== 'failed') return;
    if (this.state.kind === 'failed' || editor?.document.languageId === 'markdown') this.item.show();
    else this.item.hide();
  }

  /** What can be done: about the server, and with the plan. */
  async menu(): Promise<void> {
    const choice = await window.showQuickPick(entries(this.state), { title: 'Milepost', placeHolder: said(this.state).text });
    if (choice?.command) await commands.executeCommand(choice.command, ...(choice.arguments ?? []));
  }

  dispose(): void {
    this.editors.dispose();
    this.item.dispose();
  }
}

function said(state: State): { icon: string; text: string } {
  switch (state.kind) {
    case 'starting': return { icon: '$(sync~spin)', text: 'The server is starting.' };
    case 'running': return {
      icon: state.notes.length > 0 ? '$(info)' : '$(check)',
      text: [`milepost ${state.version} is running (${state.path}).`, ...state.notes].join(' '),
    };
    case 'stopped': return { icon: '$(circle-slash)', text: 'The server is stopped.' };
    case 'failed': return { icon: '$(error)', text: state.reason };
  }
}

interface MenuEntry extends QuickPickItem {
  command?: string;
  arguments?: unknown[];
}

function entries({ kind }: State): MenuEntry[] {
  const ofPlan: MenuEntry[] = [
    { label: '$(graph-line) Open timeline', command: 'milepost.openTimeline' },
    { label: '$(list-ordered) Next tasks', command: 'milepost.showNext' },
    { label: '$(git-merge) Critical path', command: 'milepost.showCriticalPath' },
    { label: '', kind: QuickPickItemKind.Separator },
  ];
  return [
    ...(kind === 'running' ? ofPlan : []),
    { label: kind === 'stopped' || kind === 'failed' ? '$(play) Start server' : '$(refresh) Restart server', command: 'milepost.restart' },
    ...(kind === 'running' || kind === 'starting' ? [{ label: '$(debug-stop) Stop server', command: 'milepost.stop' }] : []),
    { label: '$(output) Show log', command: 'milepost.showLog' },
    { label: '$(gear) Settings', command: 'workbench.action.openSettings', arguments: ['@ext:milepost.milepost'] },
    ...(workspace.isTrusted ? [] : [{
      label: '$(shield) Manage Workspace Trust',
      detail: 'The folder’s own milepost.server.path is not used in Restricted Mode.',
      command: 'workbench.trust.manage',
    }]),
    { label: '$(book) Walkthrough', command: 'workbench.action.openWalkthrough', arguments: ['milepost.milepost#milepost.start', false] },
  ];
}

function tooltip(text: string): MarkdownString {
  const markdown = new MarkdownString('', true);
  markdown.isTrusted = { enabledCommands: ['milepost.restart', 'milepost.showLog'] };
  markdown.appendText(text);
  markdown.appendMarkdown('\n\n[$(refresh) Restart server](command:milepost.restart) · [$(output) Show log](command:milepost.showLog)');
  return markdown;
}
