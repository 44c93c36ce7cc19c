// What the tree view of a plan shows: units, their tasks and their acceptance criteria, from the document's symbols.
import { stateOf, type Status } from './protocol';

/** What is needed of a symbol of the protocol. */
export interface SymbolLike {
  name: string;
  detail?: string;
  kind: number;
  selectionRange: { start: { line: number; character: number } };
  children?: SymbolLike[];
}

/** The kinds by which the server's symbols differ: Module, Field and Property. */
const KINDS: Record<number, Kind> = { 2: 'unit', 8: 'task', 7: 'criteria' };

export type Kind = 'unit' | 'task' | 'criteria';

export interface OutlineNode {
  kind: Kind;
  name: string;
  /** Schedule, status, progress in words. */
  detail: string;
  status: Status | undefined;
  /** Zero-based. */
  line: number;
  character: number;
  parent: OutlineNode | undefined;
  children: OutlineNode[];
}

/** The symbols as nodes; those of other kinds are left out with what is in them. */
export function outlineOf(symbols: SymbolLike[], parent?: OutlineNode): OutlineNode[] {
  return symbols.flatMap((symbol) => {
    const kind = KINDS[symbol.kind];
    if (kind === undefined) return [];
    const { status, progress } = stateOf(symbol.detail);
    const node: OutlineNode = {
      kind,
      name: symbol.name,
      detail: kind === 'task' ? '' : symbol.detail ?? '',
      status: status ?? (kind === 'task' ? undefined : fromProgress(progress)),
      ...symbol.selectionRange.start,
      parent,
      children: [],
    };
    node.children = outlineOf(symbol.children ?? [], node);
    return [node];
  });
}

/** The innermost node that begins at or above a line. */
export function nodeAt(nodes: OutlineNode[], line: number): OutlineNode | undefined {
  const here = nodes.findLast((it) => it.line <= line);
  return here && (nodeAt(here.children, line) ?? here);
}

/** `3/4`: some are done. */
function fromProgress(progress: string | undefined): Status | undefined {
  const [done, of] = (progress ?? '').split('/').map(Number);
  if (!of) return undefined;
  return done === of ? 'done' : done === 0 ? 'todo' : 'active';
}
