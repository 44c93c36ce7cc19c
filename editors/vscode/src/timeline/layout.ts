// Where everything of a timeline lies, in pixels. A pure function of the plan, so that plain tests run it.
import type { Axis, AxisPosition, Schedule, Severity, Status, TimelineChart, TimelinePlan, TimelineUnit } from '../protocol';

/** The height of a row, and of a bar in it. */
export const ROW = 28;
export const BAR = 18;
/** What stands above the rows: two lines of ticks. */
export const HEAD = 40;
/** The widest column of names, and the narrowest. */
const NAMES = [240, 130] as const;
/** What is left free at the right. */
const MARGIN = 24;
const INDENT = 14;
const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** How many pixels labels of ticks need at least. */
const LABEL = 46;

export interface Tick {
  x: number;
  /** The number of the week, day or month, or a date. */
  label: string;
  /** The date on which a numbered week begins, where it is known. */
  date: string | undefined;
}

export interface Bar {
  /** The index of its unit. */
  unit: number;
  x: number;
  width: number;
  /** How much of the width is done. */
  done: number;
  /** The end is open. */
  open: boolean;
}

export interface Row {
  unit: number;
  /** Counts from 1. */
  line: number;
  y: number;
  /** Where the name begins. */
  indent: number;
  name: string;
  status: Status | undefined;
  critical: boolean;
  /** The worst finding, and how many there are. */
  worst: Severity | undefined;
  findings: string[];
  bar: Bar | undefined;
  hatches: Hatch[];
  /** May be moved: its schedule is in its own words. */
  movable: boolean;
  /** Everything in words, for screen readers and the tooltip. */
  spoken: string;
  /** The units of this chart that it waits for, and that wait for it. */
  before: number[];
  after: number[];
}

export interface Arrow {
  from: number;
  to: number;
  /** An SVG path. */
  path: string;
  /** Its unit begins before what it waits for ends. */
  early: boolean;
}

/** Where a bar overlaps another one. */
export interface Hatch {
  x: number;
  width: number;
}

export interface Chart {
  axis: Axis;
  text: string;
  width: number;
  height: number;
  /** How wide the column of names is. */
  names: number;
  /** Pixels a step: a day on dates, else what the axis counts. */
  step: number;
  ticks: Tick[];
  tracks: { title: string; y: number; line: number | undefined }[];
  rows: Row[];
  arrows: Arrow[];
  today: number | undefined;
}

export interface Layout {
  charts: Chart[];
  /** Units without a clear schedule. */
  unscheduled: { unit: number; line: number; name: string; reason: string }[];
}

/** What a timeline is laid out for. */
export interface View {
  /** `2026-01-31` */
  today: string;
  /** The pixels from left to right that it should keep to, where that reads well. */
  room: number;
  /** Stretches the axes. */
  zoom: number;
}

/** Lays a plan out. */
export function layout(plan: TimelinePlan, view: View): Layout {
  return {
    charts: plan.charts.map((chart) => layChart(plan, chart, view)),
    unscheduled: plan.unscheduled.flatMap((index) => {
      const unit = plan.units[index];
      return unit ? [{ unit: index, line: unit.line, name: nameOf(unit), reason: unit.unscheduled ?? '' }] : [];
    }),
  };
}

/** What a drag over so many pixels means: whole steps of the axis, to the nearest. */
export function stepsOf(pixels: number, step: number): number {
  return Math.round(pixels / step) || 0;
}

/** The unit to shift by on an axis; none where the schedule's own is meant. */
export function unitOf(axis: Axis): 'week' | 'day' | undefined {
  switch (axis) {
    case 'weeks': return 'week';
    case 'days':
    case 'dates':
    case 'yearless': return 'day';
    case 'months': return undefined;
  }
}

/** A number of steps in words: `2 weeks later`. */
export function stepsInWords(by: number, axis: Axis): string {
  const word = unitOf(axis) ?? 'month';
  const count = Math.abs(by);
  return `${count} ${word}${count === 1 ? '' : 's'} ${by < 0 ? 'earlier' : 'later'}`;
}

function layChart(plan: TimelinePlan, chart: TimelineChart, { today, room, zoom }: View): Chart {
  const names = Math.min(Math.max(room * 0.4, NAMES[1]), NAMES[0]);
  const from = ordinal(chart.from, chart.axis);
  const last = Math.max(ordinal(chart.to, chart.axis), from);
  const step = stepWidth(chart.axis, last - from + 1, room - names - MARGIN) * zoom;
  const x = (at: number): number => names + (at - from) * step;
  const span = (from: number, to: number): { x: number; width: number } => ({ x: x(from), width: Math.max((to - from + 1) * step, 4) });

  const rows: Row[] = [];
  const tracks: Chart['tracks'] = [];
  let y = HEAD;
  for (const track of chart.tracks) {
    if (track.title !== null) {
      tracks.push({ title: track.title, y, line: track.line ?? undefined });
      y += ROW;
    }
    for (const { unit: index, depth } of track.rows) {
      const unit = plan.units[index];
      if (!unit) continue;
      rows.push(layRow(unit, chart.axis, y, depth, (from, to) => span(from, to ?? last)));
      y += ROW;
    }
  }

  const byUnit = new Map(rows.map((row) => [row.unit, row]));
  const arrows: Arrow[] = [];
  for (const row of rows) {
    const unit = plan.units[row.unit];
    for (const { unit: index, early } of unit?.depends ?? []) {
      const before = index === null ? undefined : byUnit.get(index);
      if (!before || before === row) continue;
      row.before.push(before.unit);
      before.after.push(row.unit);
      if (before.bar && row.bar) arrows.push({ from: before.unit, to: row.unit, path: arrow(before, row), early });
    }
    for (const overlap of unit?.overlaps ?? []) {
      if (!row.bar) continue;
      row.hatches.push(span(ordinal(overlap.from, chart.axis), overlap.to === null ? last : ordinal(overlap.to, chart.axis)));
    }
  }

  const firstDay = chart.axis === 'weeks' ? weekOne(plan) : undefined;
  const now = todayOn(chart.axis, today, firstDay);
  return {
    axis: chart.axis,
    text: chart.text,
    width: x(last + 1) + MARGIN,
    names,
    height: y + 8,
    step,
    ticks: ticks(chart.axis, from, last, step, firstDay).map(({ at, ...tick }) => ({ x: x(at), ...tick })),
    tracks,
    rows,
    arrows,
    today: now !== undefined && now >= from && now < last + 1 ? x(now) : undefined,
  };
}

function layRow(unit: TimelineUnit, axis: Axis, y: number, depth: number, span: (from: number, to: number | undefined) => { x: number; width: number }): Row {
  const schedule = unit.schedule?.axis === axis ? unit.schedule : undefined;
  const place = schedule && span(ordinal(schedule.from, axis), schedule.to === null ? undefined : ordinal(schedule.to, axis));
  return {
    unit: unit.index,
    line: unit.line,
    y,
    indent: 26 + Math.min(depth, 6) * INDENT,
    name: nameOf(unit),
    status: unit.status ?? undefined,
    critical: unit.critical,
    worst: worst(unit.findings.map((it) => it.severity)),
    findings: unit.findings.map((it) => it.message),
    bar: place && { unit: unit.index, ...place, done: place.width * Math.min(Math.max(unit.done ?? 0, 0), 1), open: schedule?.to === null },
    hatches: [],
    movable: schedule !== undefined && !schedule.derived,
    spoken: spoken(unit),
    before: [],
    after: [],
  };
}

function spoken(unit: TimelineUnit): string {
  const waits = unit.depends.map((it) => (it.early ? `${it.name}, which ends too late` : it.name));
  const parts = [
    nameOf(unit),
    when(unit.schedule),
    unit.status ?? '',
    unit.tasks.of > 0 ? `${unit.tasks.done} of ${unit.tasks.of} tasks done` : '',
    waits.length > 0 ? `waits for ${waits.join(', ')}` : '',
    unit.critical ? 'on the critical path' : '',
    ...unit.findings.map((it) => `${it.severity}: ${it.message}`),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function when(schedule: Schedule | null): string {
  if (!schedule) return '';
  const dates = schedule.start !== null && schedule.end !== null && schedule.axis !== 'dates';
  return dates ? `${schedule.text} (${schedule.start} to ${schedule.end})` : schedule.text;
}

function nameOf({ label, title }: TimelineUnit): string {
  return title && label ? `${label}: ${title}` : label || title;
}

const WORST: Severity[] = ['error', 'warning', 'info', 'hint'];

function worst(severities: Severity[]): Severity | undefined {
  return WORST.find((it) => severities.includes(it));
}

/** Right, down or up, right again; in an S where the successor begins to the left. */
function arrow(before: Row, after: Row): string {
  const [start, end] = [before.bar, after.bar];
  if (!start || !end) return '';
  const [x1, y1, x2, y2] = [start.x + start.width, before.y + ROW / 2, end.x, after.y + ROW / 2];
  if (x2 >= x1 + 10) return `M${x1} ${y1}H${x1 + 5}V${y2}H${x2}`;
  const between = y2 > y1 ? after.y : after.y + ROW;
  return `M${x1} ${y1}H${x1 + 5}V${between}H${x2 - 8}V${y2}H${x2}`;
}

/** A place on the axis as a number: days since 1970 on dates. */
function ordinal(position: AxisPosition, axis: Axis): number {
  if (typeof position === 'number') return position;
  // A leap year holds every date that has no year.
  const date = axis === 'yearless' ? `2024${position.slice(1)}` : position;
  const day = Date.parse(`${date}T00:00:00Z`) / DAY;
  return Number.isFinite(day) ? day : 0;
}

/** As wide as there is room, within what reads well on such an axis. */
function stepWidth(axis: Axis, steps: number, room: number): number {
  const [least, most] = { weeks: [14, 64], days: [10, 40], months: [24, 90], dates: [1, 26], yearless: [1, 26] }[axis] as [number, number];
  return Math.min(Math.max(room / steps, least), most);
}

function ticks(axis: Axis, from: number, last: number, step: number, firstDay: number | undefined): { at: number; label: string; date: string | undefined }[] {
  if (axis === 'dates' || axis === 'yearless') return dateTicks(from, last, step);
  const letter = axis === 'weeks' ? 'W' : axis === 'days' ? 'D' : 'M';
  const every = Math.max(1, Math.ceil((firstDay === undefined ? 30 : LABEL) / step));
  return range(from, last, every).map((at) => ({
    at,
    label: `${letter}${at}`,
    date: firstDay === undefined ? undefined : dayText(firstDay + (at - 1) * 7),
  }));
}

/** Mondays where they fit, else the first days of months, quarters or years. */
function dateTicks(from: number, last: number, step: number): { at: number; label: string; date: undefined }[] {
  if (7 * step >= LABEL) {
    const monday = from + ((4 - (from % 7) + 7) % 7);
    return range(monday, last, 7).map((at) => ({ at, label: dayText(at), date: undefined }));
  }
  const every = [1, 3, 12].find((months) => months * 30 * step >= LABEL) ?? 12;
  const found: { at: number; label: string; date: undefined }[] = [];
  const first = new Date(from * DAY);
  for (let year = first.getUTCFullYear(), month = 0; ; month += every) {
    const at = Date.UTC(year, month, 1) / DAY;
    if (at > last) return found;
    const date = new Date(at * DAY);
    const isYear = date.getUTCMonth() === 0;
    if (at >= from) found.push({ at, label: isYear ? String(date.getUTCFullYear()) : MONTHS[date.getUTCMonth()] ?? '', date: undefined });
  }
}

function range(from: number, last: number, every: number): number[] {
  return from > last ? [] : Array.from({ length: Math.floor((last - from) / every) + 1 }, (_, index) => from + index * every);
}

function dayText(day: number): string {
  const date = new Date(day * DAY);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`;
}

/** The day on which week 1 begins, where every dated week of the plan agrees. */
function weekOne(plan: TimelinePlan): number | undefined {
  const days = plan.units.flatMap(({ schedule }) => {
    if (schedule?.axis !== 'weeks' || schedule.start === null || typeof schedule.from !== 'number') return [];
    return [ordinal(schedule.start, 'dates') - (schedule.from - 1) * 7];
  });
  return days.every((day) => day === days[0]) ? days[0] : undefined;
}

function todayOn(axis: Axis, today: string, firstDay: number | undefined): number | undefined {
  const day = ordinal(today, 'dates');
  if (axis === 'dates') return day;
  if (axis === 'yearless') return ordinal(today.slice(4).replace(/^/, '-'), 'yearless');
  return firstDay === undefined ? undefined : 1 + (day - firstDay) / 7;
}
