// The view "Plan" in the Explorer: the units of the active document and their tasks, which can be ticked off there.
import {
  commands, type Disposable, EventEmitter, Position, type TextEditor, ThemeColor, ThemeIcon, type TreeCheckboxChangeEvent, type TreeDataProvider, TreeItem,
  TreeItemCheckboxState, TreeItemCollapsibleState, type Uri, window, workspace,
} from 'vscode';
import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from 'vscode-languageclient';
import { actionsAt, apply, said } from './ask';
import { nodeAt, type OutlineNode, outlineOf, type SymbolLike } from './outline';
import { isPlanDocument } from './places';
import { ACTIONS, type Status } from './protocol';
import type { Server } from './server';

/** Set where the active document is a plan: what is only for plans is hidden elsewhere. */
const HAS_PLAN = 'milepost.hasPlan';
/** How long typing has to rest before the view follows, in milliseconds. */
const REST = 400;

export class PlanTree implements TreeDataProvider<OutlineNode>, Disposable {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view = window.createTreeView('milepost.plan', { treeDataProvider: this, manageCheckboxStateManually: true, showCollapseAll: true });
  private readonly listeners: Disposable[];
  private roots: OutlineNode[] = [];
  private uri: Uri | undefined;
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;

  constructor(private readonly server: Server) {
    this.listeners = [
      this.changed,
      this.view,
      this.view.onDidChangeCheckboxState((event) => void this.toggle(event)),
      server.onDidStart(() => this.refresh(0)),
      window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.reveal(textEditor)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === this.uri?.toString()) this.refresh(REST);
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (document.uri.toString() === this.uri?.toString()) this.show(undefined, []);
      }),
    ];
    this.follow(window.activeTextEditor);
  }

  getTreeItem(node: OutlineNode): TreeItem {
    const has = node.children.length > 0;
    const state = has ? (node.kind === 'unit' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed) : TreeItemCollapsibleState.None;
    const item = new TreeItem(node.name, state);
    item.contextValue = node.kind;
    item.description = node.detail;
    item.tooltip = [node.name, node.status ?? '', node.detail].filter((it) => it !== '').join('\n');
    item.accessibilityInformation = { label: [node.name, node.status ?? '', node.detail].filter((it) => it !== '').join(', ') };
    item.command = { command: 'milepost.showLine', title: 'Go to', arguments: [this.uri, node.line + 1] };
    if (node.kind === 'task') {
      item.checkboxState = node.status === 'done' ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked;
    } else {
      item.iconPath = icon(node);
    }
    return item;
  }

  getChildren(node?: OutlineNode): OutlineNode[] {
    return node ? node.children : this.roots;
  }

  getParent(node: OutlineNode): OutlineNode | undefined {
    return node.parent;
  }

  /** Stays with the last plan while an output or a picture is looked at. */
  private follow(editor: TextEditor | undefined): void {
    if (!editor) return;
    const { document } = editor;
    if (!isPlanDocument(document)) {
      if (document.uri.scheme === 'file') this.show(undefined, []);
      return;
    }
    this.uri = document.uri;
    this.refresh(0);
  }

  private refresh(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), after);
  }

  private async load(): Promise<void> {
    const { uri, server } = this;
    const client = server.running;
    const turn = ++this.asked;
    if (!uri || !client) return;
    try {
      const params: DocumentSymbolParams = { textDocument: { uri: client.code2ProtocolConverter.asUri(uri) } };
      const symbols = await client.sendRequest<DocumentSymbol[] | SymbolInformation[] | null>('textDocument/documentSymbol', params);
      if (turn === this.asked) this.show(uri, outlineOf((symbols ?? []).filter(isTree)));
    } catch (error) {
      // A server that is being restarted: the next one is asked.
      server.log.debug(`No outline of ${uri.toString()}: ${String(error)}`);
    }
  }

  private show(uri: Uri | undefined, roots: OutlineNode[]): void {
    this.uri = uri;
    this.roots = roots;
    this.changed.fire(undefined);
    void commands.executeCommand('setContext', HAS_PLAN, roots.length > 0);
    if (window.activeTextEditor) this.reveal(window.activeTextEditor);
  }

  /** Shows where the cursor is. */
  private reveal({ document, selection }: TextEditor): void {
    if (!this.view.visible || document.uri.toString() !== this.uri?.toString()) return;
    const node = nodeAt(this.roots, selection.active.line);
    if (node) void this.view.reveal(node, { select: true, focus: false }).then(undefined, () => undefined);
  }

  private async toggle({ items }: TreeCheckboxChangeEvent<OutlineNode>): Promise<void> {
    const { uri, server } = this;
    const client = server.running;
    for (const [node] of items) {
      if (!uri || !client) break;
      const { kind, title } = ACTIONS.mark;
      await said(server, 'The task was not marked', async () => {
        const [action] = await actionsAt(client, uri, new Position(node.line, node.character), kind, title);
        if (!action) void window.showInformationMessage('This task cannot be marked: it has no box, or the server is older than this extension.');
        else await apply(client, action);
      });
    }
    // The boxes show what the text says, whatever was clicked.
    this.refresh(0);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.forEach((it) => it.dispose());
  }
}

const ICONS: Record<Status, [icon: string, color: string | undefined]> = {
  todo: ['circle-outline', undefined],
  active: ['sync', 'charts.blue'],
  blocked: ['circle-slash', 'charts.red'],
  done: ['pass-filled', 'charts.green'],
  cancelled: ['close', 'disabledForeground'],
};

function icon({ kind, status }: OutlineNode): ThemeIcon {
  const [name, color] = status ? ICONS[status] : [kind === 'criteria' ? 'checklist' : 'circle-outline', undefined];
  return new ThemeIcon(kind === 'criteria' ? 'checklist' : name, color === undefined ? undefined : new ThemeColor(color));
}

function isTree(symbol: object): symbol is DocumentSymbol & SymbolLike {
  return 'selectionRange' in symbol;
}
