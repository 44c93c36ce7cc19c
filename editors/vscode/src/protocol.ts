// What passes between the server and this client beyond the protocol's own types: names, arguments, answers.

/** The server's commands. The client library registers each under its name, so the extension's own have others. */
export const TIMELINE = 'milepost.timeline';
export const NEXT = 'milepost.next';
export const GRAPH = 'milepost.graph';
export const SHIFT = 'milepost.shift';

/** Zero-based; `character` counts UTF-16 units. */
export interface ProtocolPosition {
  line: number;
  character: number;
}

/** The argument of the commands that answer what the command line prints. */
export interface PlanArguments {
  uri: string;
  format: 'json';
}

/** The argument of `milepost.shift`. The server applies the edit by `workspace/applyEdit`, and answers whether it could. */
export interface ShiftArguments {
  uri: string;
  /** In the line where the unit begins. */
  position: ProtocolPosition;
  /** Negative: earlier. */
  by: number;
  /** Where it is missing, the schedule's own. */
  unit?: 'week' | 'day';
  /** Whether what waits for the unit moves too. */
  successors: boolean;
}

/** By what the titles of the server's code actions are known. */
export const ACTIONS = {
  insert: { kind: 'refactor', title: /^insert\b/i },
  renumber: { kind: 'refactor', title: /^renumber\b/i },
  mark: { kind: 'refactor', title: /^(un)?mark\b/i },
} as const;

export type Status = 'todo' | 'active' | 'blocked' | 'done' | 'cancelled';
export type Axis = 'dates' | 'yearless' | 'weeks' | 'days' | 'months';
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A number, or a date: `2026-01-05`, or `--01-05` without a year. */
export type AxisPosition = number | string;

export interface Schedule {
  axis: Axis;
  from: AxisPosition;
  /** The last one that belongs to it; `null` where the end is open. */
  to: AxisPosition | null;
  /** Made of what it contains, or of a table, instead of its own words. */
  derived: boolean;
  text: string;
  /** The dates of the schedule, where they are known. */
  start: string | null;
  end: string | null;
}

export interface TimelineUnit {
  index: number;
  /** Counts from 1. */
  line: number;
  label: string;
  title: string;
  parent: number | null;
  schedule: Schedule | null;
  unscheduled: string | null;
  status: Status | null;
  tasks: { done: number; of: number };
  /** From 0 to 1. */
  done: number | null;
  critical: boolean;
  depends: { name: string; unit: number | null; early: boolean }[];
  overlaps: { with: number; from: AxisPosition; to: AxisPosition | null }[];
  findings: TimelineFinding[];
}

export interface TimelineFinding {
  rule: string;
  severity: Severity;
  message: string;
  line: number;
}

export interface TimelineChart {
  axis: Axis;
  from: AxisPosition;
  to: AxisPosition;
  text: string;
  tracks: { title: string | null; line: number | null; rows: { unit: number; depth: number }[] }[];
}

export interface TimelinePlan {
  path: string;
  title: string | null;
  units: TimelineUnit[];
  charts: TimelineChart[];
  unscheduled: number[];
  findings: TimelineFinding[];
}

export interface Timeline {
  version: 1;
  /** `2026-01-31` */
  today: string;
  plans: TimelinePlan[];
}

export interface NextItem {
  kind: 'unit' | 'task' | 'tasks';
  path: string;
  /** Counts from 1. */
  line?: number | null;
  name: string | null;
  title: string | null;
  within: string[];
  progress: { done: number; of: number };
  schedule: string | null;
  due: string | null;
  owner: string | null;
  waitsFor: { name: string | null; title: string | null }[];
  missing: string[];
  tasks: { line: number; id: string | null; text: string; status: Status; optional: boolean }[];
}

export interface Next {
  inProgress: NextItem[];
  ready: NextItem[];
  blocked: NextItem[];
  deferred: NextItem[];
}

export interface GraphNode {
  id: string;
  name: string;
  title: string;
  path: string;
  line: number;
  schedule: string | null;
  status: Status;
  progress: { done: number; of: number } | null;
}

export interface Graph {
  projects: { paths: string[]; grain: string; length: number; critical: string[] }[];
  nodes: GraphNode[];
}

/** The answer as a timeline. Throws an error with a sentence where it is none. */
export function asTimeline(answer: unknown): Timeline {
  const value = fromJson(answer);
  const version = field(value, 'version');
  if (version !== 1) throw new Error(`The server speaks version ${String(version)} of timelines, this extension version 1: update the older one.`);
  const plans = objects(value, 'plans');
  for (const plan of plans) {
    for (const unit of objects(plan, 'units')) {
      ['index', 'line'].forEach((key) => expect(unit, key, 'number'));
      expect(unit, 'label', 'string');
      ['depends', 'overlaps', 'findings'].forEach((key) => objects(unit, key));
    }
    for (const chart of objects(plan, 'charts')) {
      expect(chart, 'axis', 'string');
      objects(chart, 'tracks').forEach((track) => objects(track, 'rows'));
    }
  }
  return value as Timeline;
}

/** The answer as a list of what comes next. */
export function asNext(answer: unknown): Next {
  const value = fromJson(answer);
  for (const key of ['inProgress', 'ready', 'blocked', 'deferred']) {
    for (const item of objects(value, key)) {
      expect(item, 'path', 'string');
      objects(item, 'tasks');
      objects(item, 'waitsFor');
    }
  }
  return value as Next;
}

/** The answer as a graph. */
export function asGraph(answer: unknown): Graph {
  const value = fromJson(answer);
  for (const node of objects(value, 'nodes')) {
    ['id', 'name', 'path'].forEach((key) => expect(node, key, 'string'));
    expect(node, 'line', 'number');
  }
  for (const project of objects(value, 'projects')) {
    if (!Array.isArray(field(project, 'critical'))) unexpected('critical');
  }
  return value as Graph;
}

const STATUSES: readonly string[] = ['todo', 'active', 'blocked', 'done', 'cancelled'] satisfies Status[];

/** What a symbol's detail (`weeks 1–2 · active · 3/4`) says of its state and progress. */
export function stateOf(detail: string | undefined): { status: Status | undefined; progress: string | undefined } {
  const parts = (detail ?? '').split(' · ');
  return {
    status: parts.find((part): part is Status => STATUSES.includes(part)),
    progress: parts.find((part) => /^\d+\/\d+$/.test(part)),
  };
}

/** Why a shift was not made: `failureReason` of an answer that says so. */
export function refusalOf(answer: unknown): string | undefined {
  if (field(answer, 'applied') !== false) return undefined;
  const reason = field(answer, 'failureReason');
  return typeof reason === 'string' && reason !== '' ? reason : 'The editor did not take the edit.';
}

/** A server may answer JSON as a value or as its text. */
function fromJson(answer: unknown): unknown {
  return typeof answer === 'string' ? JSON.parse(answer) : answer;
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function objects(value: unknown, key: string): object[] {
  const list = field(value, key);
  return Array.isArray(list) && list.every((it) => typeof it === 'object' && it !== null) ? list : unexpected(key);
}

function expect(value: unknown, key: string, type: 'number' | 'string'): void {
  if (typeof field(value, key) !== type) unexpected(key);
}

function unexpected(key: string): never {
  throw new Error(`The server's answer has another shape than this extension knows (at “${key}”): update the older one.`);
}
