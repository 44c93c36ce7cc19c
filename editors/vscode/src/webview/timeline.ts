// The page of the timeline: draws what the layout says, and tells of jumps and moves. Runs in the webview.
import { BAR, type Chart, HEAD, layout, ROW, type Row, stepsInWords, stepsOf } from '../timeline/layout';
import type { FromPage, ToPage } from '../timeline/messages';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; getState(): State | undefined; setState(state: State): void };

/** What survives the panel being hidden, and a reload of the window. */
interface State {
  uri: string;
  zoom: number;
}

type Shown = Extract<ToPage, { type: 'show' }>;

const host = acquireVsCodeApi();
const uri = document.body.dataset['uri'] ?? '';
let zoom = host.getState()?.zoom ?? 1;
let shown: Shown | undefined;
let cursor = 0;
/** The plan and the unit of the cursor that were brought in sight. */
let followed = '';
/** The unit that has the focus, or gets it by Tab. */
let current = 0;
let dragging = false;

const SIGNS: Record<string, string> = { done: '✓', active: '◐', todo: '○', blocked: '⊘', cancelled: '✕' };

addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'refused':
      refuse(data.text);
      break;
    case 'show':
      if (data.version !== shown?.version) refuse('');
      shown = data;
      title(data.plan.title ?? data.name);
      // A drag goes on over what was drawn when it began; the host refuses it if the text changed meanwhile.
      if (!dragging) draw();
      break;
    case 'nothing':
      refuse('');
      shown = undefined;
      title(data.name);
      main().replaceChildren(paragraph(data.text));
      break;
    case 'cursor':
      follow(data.line);
      break;
  }
});
document.getElementById('wider')?.addEventListener('click', () => setZoom(zoom * 1.25));
document.getElementById('narrower')?.addEventListener('click', () => setZoom(zoom / 1.25));
main().addEventListener('scroll', () => main().style.setProperty('--scrolled', `${main().scrollLeft}px`));
addEventListener('resize', () => {
  if (!dragging) draw();
});
host.setState({ uri, zoom });
host.postMessage({ type: 'ready' });

function setZoom(value: number): void {
  zoom = Math.min(Math.max(value, 0.2), 8);
  host.setState({ uri, zoom });
  draw();
}

function draw(): void {
  if (!shown) return;
  const hadFocus = document.activeElement?.classList.contains('row') ?? false;
  const { charts, unscheduled } = layout(shown.plan, { today: shown.today, room: document.documentElement.clientWidth - 16, zoom });
  const parts: Element[] = charts.map((chart) => sectionOf(chart));
  if (charts.length === 0) parts.push(paragraph('Nothing in this plan says when it runs: no weeks, days, months or dates.'));
  if (unscheduled.length > 0) {
    parts.push(element('h2', {}, 'Without a clear schedule'));
    const list = element('ul');
    for (const { line, name, reason } of unscheduled) {
      const button = element('button', { type: 'button' }, name);
      button.addEventListener('click', () => jump(line));
      const item = element('li');
      item.append(button, reason === '' ? '' : ` – ${reason}`);
      list.append(item);
    }
    parts.push(list);
  }
  if (charts.length > 0) {
    const hint = paragraph('Drag a bar to move its unit; with Shift, what waits for it moves too. Arrow keys go from unit to unit, Enter goes to the text, Alt+← and Alt+→ move the unit.');
    hint.className = 'hint';
    parts.push(hint);
  }
  main().replaceChildren(...parts);
  markHere();
  if (hadFocus) focus(current);
}

/** A chart: its axis, which stays in sight, and its rows. */
function sectionOf(chart: Chart): Element {
  const { width, height } = chart;
  const picture = (top: number, height: number): SVGElement => svg('svg', { width, height, viewBox: `0 ${top} ${width} ${height}` });
  const axis = picture(0, HEAD);
  axis.classList.add('axis');
  axis.setAttribute('aria-hidden', 'true');
  const labels = svg('g', { 'clip-path': 'url(#plot)' });
  for (const tick of chart.ticks) {
    labels.append(svg('text', { class: 'tick-label', x: tick.x + 3, y: 14 }, tick.label));
    if (tick.date !== undefined) labels.append(svg('text', { class: 'tick-label', x: tick.x + 3, y: 29 }, tick.date));
  }
  axis.append(labels);
  const rows = picture(HEAD, height - HEAD);
  rows.setAttribute('role', 'group');
  rows.setAttribute('aria-label', `Timeline, ${chart.text}`);
  rows.append(definitions(chart));
  for (const tick of chart.ticks) rows.append(svg('line', { class: 'tick', x1: tick.x, x2: tick.x, y1: HEAD, y2: height }));
  for (const row of chart.rows) rows.append(rowOf(row, chart));
  const over = svg('g', { 'clip-path': 'url(#plot)' });
  for (const arrow of chart.arrows) over.append(svg('path', { class: arrow.early ? 'arrow early' : 'arrow', d: arrow.path }));
  if (chart.today !== undefined) {
    const line = svg('line', { class: 'today', x1: chart.today, x2: chart.today, y1: HEAD, y2: height });
    line.append(svg('title', {}, 'Today'));
    over.append(line);
  }
  rows.append(over);
  for (const track of chart.tracks) rows.append(svg('text', { class: 'track name', x: 8, y: track.y + ROW - 9 }, track.title));
  const section = element('section');
  section.append(element('h2', {}, chart.text), axis, rows);
  return section;
}

/** The head of arrows, the hatching of overlaps, and what lies beside the names. */
function definitions({ names }: Chart): Element {
  const all = svg('defs');
  const head = svg('marker', { id: 'head', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' });
  head.append(svg('path', { class: 'head', d: 'M0 0L8 4L0 8z' }));
  const pattern = svg('pattern', { id: 'hatching', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  pattern.append(svg('line', { class: 'hatching', x1: 0, x2: 0, y1: 0, y2: 6 }));
  const plot = svg('clipPath', { id: 'plot' });
  plot.append(svg('rect', { class: 'plot', x: names, y: 0, width: 1e6, height: 1e6 }));
  all.append(head, pattern, plot);
  return all;
}

function rowOf(row: Row, chart: Chart): Element {
  const kinds = ['row', row.status ?? '', row.critical ? 'critical' : '', row.movable ? 'movable' : 'derived'].filter((it) => it !== '');
  const group = svg('g', {
    class: kinds.join(' '),
    role: 'button',
    tabindex: row.unit === current ? 0 : -1,
    'data-unit': row.unit,
    'data-line': row.line,
    'aria-label': row.spoken,
    'aria-keyshortcuts': row.movable ? 'Enter Alt+ArrowLeft Alt+ArrowRight' : 'Enter',
  });
  group.append(svg('title', {}, row.spoken.replaceAll('; ', '\n')));
  group.append(svg('rect', { class: 'back', x: 1, y: row.y, width: chart.width - 2, height: ROW }));
  if (row.bar) {
    const { x, width, done, open } = row.bar;
    const y = row.y + (ROW - BAR) / 2;
    const shape = open
      ? svg('path', { class: 'bar', d: `M${x} ${y}H${x + width - 8}L${x + width} ${y + BAR / 2}L${x + width - 8} ${y + BAR}H${x}z` })
      : svg('rect', { class: 'bar', x: x + 1, y, width: width - 2, height: BAR, rx: 3 });
    group.append(shape);
    if (done > 0) group.append(svg('rect', { class: 'progress', x: x + 1, y: y + BAR - 5, width: Math.max(done - 2, 1), height: 5, rx: 2 }));
    if (row.movable) makeMovable(group, row, chart);
  }
  for (const hatch of row.hatches) group.append(svg('rect', { class: 'hatch', x: hatch.x, y: row.y + (ROW - BAR) / 2, width: hatch.width, height: BAR }));
  group.append(nameOf(row, chart));
  group.addEventListener('click', () => {
    current = row.unit;
    jump(row.line);
  });
  group.addEventListener('keydown', (event) => pressed(event as KeyboardEvent, row, chart));
  group.addEventListener('focus', () => setCurrent(row.unit));
  return group;
}

/** What stands at the left, over what is scrolled below it. */
function nameOf(row: Row, chart: Chart): Element {
  const y = row.y + ROW - 9;
  const room = chart.names - row.indent - (row.worst === undefined ? 6 : 34);
  const name = svg('g', { class: 'name' });
  name.append(
    svg('rect', { class: 'cover', x: 1, y: row.y, width: chart.names - 2, height: ROW }),
    svg('rect', { class: 'back', x: 1, y: row.y, width: chart.names - 2, height: ROW }),
    svg('text', { x: row.indent - 17, y }, SIGNS[row.status ?? ''] ?? ''),
    svg('text', { x: row.indent, y }, shorten(row.name, Math.floor(room / 6.6))),
  );
  if (row.worst !== undefined) {
    const count = row.findings.length > 1 ? String(row.findings.length) : '';
    name.append(svg('text', { class: `finding ${row.worst}`, x: chart.names - 30, y }, `${row.worst === 'error' ? '⬣' : '▲'}${count}`));
  }
  return name;
}

function makeMovable(group: SVGElement, row: Row, chart: Chart): void {
  let start: number | undefined;
  let moved = false;
  const by = (event: PointerEvent): number => stepsOf(event.clientX - (start ?? event.clientX), chart.step);
  const parts = (): SVGElement[] => [...group.querySelectorAll<SVGElement>('.bar, .progress')];
  const end = (): void => {
    start = undefined;
    dragging = false;
    group.classList.remove('dragging');
    parts().forEach((part) => part.removeAttribute('transform'));
  };
  group.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !(event.target as Element).classList.contains('bar')) return;
    start = event.clientX;
    moved = false;
    dragging = true;
    group.setPointerCapture(event.pointerId);
  });
  group.addEventListener('pointermove', (event) => {
    if (start === undefined) return;
    moved ||= Math.abs(event.clientX - start) > 3;
    if (!moved) return;
    group.classList.add('dragging');
    parts().forEach((part) => part.setAttribute('transform', `translate(${by(event) * chart.step} 0)`));
    say(by(event) === 0 ? '' : stepsInWords(by(event), chart.axis));
  });
  group.addEventListener('pointerup', (event) => {
    if (start === undefined) return;
    const steps = by(event);
    end();
    if (moved) shift(row, chart, steps, event.shiftKey);
    draw();
    // The click that follows would jump to the text.
    if (moved) addEventListener('click', (click) => click.stopPropagation(), { capture: true, once: true });
  });
  group.addEventListener('pointercancel', () => {
    end();
    draw();
  });
}

function pressed(event: KeyboardEvent, row: Row, chart: Chart): void {
  const at = chart.rows.indexOf(row);
  const to = (unit: number | undefined): void => {
    if (unit !== undefined) focus(unit);
  };
  if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
    if (row.movable) shift(row, chart, event.key === 'ArrowLeft' ? -1 : 1, event.shiftKey);
    else say('Its schedule is not in its own words: move what it is made of.');
  } else if (event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === 'ArrowDown') to(chart.rows[at + 1]?.unit ?? neighbour(row, 1));
  else if (event.key === 'ArrowUp') to(chart.rows[at - 1]?.unit ?? neighbour(row, -1));
  else if (event.key === 'ArrowLeft') to(row.before[0]);
  else if (event.key === 'ArrowRight') to(row.after[0]);
  else if (event.key === 'Home') to(chart.rows[0]?.unit);
  else if (event.key === 'End') to(chart.rows.at(-1)?.unit);
  else if (event.key === 'Enter' || event.key === ' ') jump(row.line);
  else if (event.key === '+') setZoom(zoom * 1.25);
  else if (event.key === '-') setZoom(zoom / 1.25);
  else return;
  event.preventDefault();
}

/** The unit of the row above or below, in the next chart too. */
function neighbour(row: Row, by: number): number | undefined {
  const rows = rowElements();
  const next = rows[rows.findIndex((it) => it.dataset['unit'] === String(row.unit)) + by];
  return next && Number(next.dataset['unit']);
}

function shift(row: Row, chart: Chart, by: number, successors: boolean): void {
  if (by === 0 || !shown) return;
  refuse('');
  current = row.unit;
  host.postMessage({ type: 'shift', line: row.line, version: shown.version, by, axis: chart.axis, successors });
  say(`${row.name}: ${stepsInWords(by, chart.axis)}`);
}

function jump(line: number): void {
  host.postMessage({ type: 'jump', line });
}

function focus(unit: number): void {
  const row = rowElements().find((it) => it.dataset['unit'] === String(unit));
  row?.focus({ preventScroll: true });
  if (row) reveal(row);
}

/** Scrolls until the bar of a row is in sight, beside the names and below the axis. */
function reveal(row: Element): void {
  const frame = main().getBoundingClientRect();
  const { top, bottom } = row.getBoundingClientRect();
  const lack = (start: number, end: number, least: number, most: number): number => (start < least ? start - least : Math.min(Math.max(end - most, 0), start - least));
  const down = lack(top, bottom, frame.top + HEAD, frame.bottom);
  const bar = row.querySelector('.bar')?.getBoundingClientRect();
  const names = row.querySelector('.cover')?.getBoundingClientRect();
  main().scrollBy(bar && names ? lack(bar.left, bar.right, names.right, frame.right) : 0, down);
}

/** One row is reached by Tab, the others from it by arrow keys. */
function setCurrent(unit: number): void {
  current = unit;
  for (const row of rowElements()) row.setAttribute('tabindex', row.dataset['unit'] === String(unit) ? '0' : '-1');
}

/** The cursor is in this line. Where it came into another unit, or another plan is shown, its row comes in sight. */
function follow(line: number): void {
  cursor = line;
  markHere();
  const row = document.querySelector<SVGGElement>('g.row.here');
  const now = `${shown?.name ?? ''} ${row?.dataset['unit'] ?? ''}`;
  if (row && now !== followed) reveal(row);
  followed = now;
}

/** Marks the row of the unit that the cursor is in: the last one that begins at or above it. */
function markHere(): void {
  const rows = rowElements();
  const line = Math.max(0, ...rows.map((row) => Number(row.dataset['line'])).filter((line) => line <= cursor));
  for (const row of rows) row.classList.toggle('here', Number(row.dataset['line']) === line);
  if (rows.length > 0 && !rows.some((row) => row.getAttribute('tabindex') === '0')) rows[0]?.setAttribute('tabindex', '0');
}

function rowElements(): SVGGElement[] {
  return [...document.querySelectorAll<SVGGElement>('g.row')];
}

/** Says something to who listens instead of looks. */
function say(text: string): void {
  const status = document.getElementById('status');
  if (status) status.textContent = text;
}

/** Shows why a unit was not moved, until it is out of date; an empty text takes it away. */
function refuse(text: string): void {
  const told = document.getElementById('refusal');
  if (!told) return;
  told.textContent = text;
  told.hidden = text === '';
}

function main(): HTMLElement {
  return document.querySelector('main') ?? document.body;
}

function title(text: string): void {
  const heading = document.querySelector('h1');
  if (heading) heading.textContent = text;
}

function paragraph(text: string): HTMLElement {
  return element('p', {}, text);
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(length - 1, 1))}…`;
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Record<string, string> = {}, text?: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function svg<K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string | number> = {}, text?: string): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}
