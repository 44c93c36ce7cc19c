// What the extension and the page of the timeline say to each other.
import type { Axis, TimelinePlan } from '../protocol';

/** To the page. */
export type ToPage =
  | { type: 'show'; name: string; version: number; today: string; plan: TimelinePlan }
  /** There is nothing to draw; `text` is a sentence that says why. */
  | { type: 'nothing'; name: string; text: string }
  /** A unit was not moved; `text` is a sentence that says why. */
  | { type: 'refused'; text: string }
  /** The cursor is in this line, counted from 1. */
  | { type: 'cursor'; line: number };

/** From the page. */
export type FromPage =
  | { type: 'ready' }
  | { type: 'jump'; line: number }
  | Shift;

/** Move a unit. */
export interface Shift {
  type: 'shift';
  /** Where the unit begins, counted from 1, in that version of the document. */
  line: number;
  version: number;
  by: number;
  axis: Axis;
  successors: boolean;
}

/** What the page sent, where it is of a known shape. */
export function fromPage(value: unknown): FromPage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, line, version, by, axis, successors } = value as Record<string, unknown>;
  switch (type) {
    case 'ready': return { type };
    case 'jump': return isLine(line) ? { type, line } : undefined;
    case 'shift':
      return isLine(line) && Number.isInteger(version) && Number.isInteger(by) && by !== 0 && isAxis(axis) && typeof successors === 'boolean'
        ? { type, line, version: version as number, by: by as number, axis, successors }
        : undefined;
    default: return undefined;
  }
}

function isLine(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1;
}

function isAxis(value: unknown): value is Axis {
  return ['dates', 'yearless', 'weeks', 'days', 'months'].includes(value as string);
}
