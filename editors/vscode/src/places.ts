// Which documents are looked at, and how to get to a line of one.
import { Position, Range, Selection, type TextDocument, type TextEditor, TextEditorRevealType, Uri, ViewColumn, window, workspace } from 'vscode';

/** Whether the server reads it: Markdown, saved or not. */
export function isPlanDocument({ languageId, uri }: TextDocument): boolean {
  return languageId === 'markdown' && (uri.scheme === 'file' || uri.scheme === 'untitled');
}

/** The active editor, if it shows Markdown; otherwise says what is missing. */
export function planEditor(): TextEditor | undefined {
  const editor = window.activeTextEditor;
  if (editor && isPlanDocument(editor.document)) return editor;
  void window.showInformationMessage('Open a Markdown plan first: the command is about the active editor.');
  return undefined;
}

/** Shows a line, counted from 1, where the document is open already, and puts the cursor there. */
export async function showLine(uri: Uri, line: number): Promise<void> {
  const visible = window.visibleTextEditors.find((it) => it.document.uri.toString() === uri.toString());
  const document = await workspace.openTextDocument(uri);
  const at = new Position(Math.min(line, document.lineCount) - 1, 0);
  const editor = await window.showTextDocument(document, { viewColumn: visible?.viewColumn ?? ViewColumn.One, selection: new Selection(at, at) });
  editor.revealRange(new Range(at, at), TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The file that the server, asked about `beside`, calls `path`: absolute, relative to its workspace folder, or the URI of what is not on disk. */
export async function fileAt(path: string, beside: Uri): Promise<Uri> {
  if (/^([\\/]|[A-Za-z]:[\\/])/.test(path)) return Uri.file(path);
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(path)) return Uri.parse(path);
  const own = workspace.getWorkspaceFolder(beside)?.uri ?? Uri.joinPath(beside, '..');
  const others = workspace.workspaceFolders?.map((folder) => folder.uri) ?? [];
  for (const uri of [own, ...others].map((folder) => Uri.joinPath(folder, path))) {
    try {
      await workspace.fs.stat(uri);
      return uri;
    } catch {
      // Not in this folder.
    }
  }
  return beside;
}
