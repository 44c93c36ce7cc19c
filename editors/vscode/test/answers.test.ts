// The server's answers: what is taken of them, and what is said where they have another shape.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { criticalEntries, nextEntries } from '../src/agenda';
import { nodeAt, outlineOf } from '../src/outline';
import { ACTIONS, asGraph, asNext, asTimeline, refusalOf, stateOf } from '../src/protocol';

describe('shapes', () => {
  test('an answer of another shape is refused with a sentence', () => {
    assert.throws(() => asTimeline({ version: 2, plans: [] }), /speaks version 2/);
    assert.throws(() => asTimeline({ version: 1 }), /another shape .*“plans”/);
    assert.throws(() => asTimeline({ version: 1, plans: [{ units: [{ index: 0 }], charts: [] }] }), /“line”/);
    assert.throws(() => asNext(null), /“inProgress”/);
    assert.throws(() => asGraph({ nodes: [{ id: 'u', name: 'U', path: 'p' }] }), /“line”/);
  });

  test('JSON may come as a value or as its text', () => {
    assert.deepEqual(asTimeline('{"version":1,"today":"2026-01-01","plans":[]}'), asTimeline({ version: 1, today: '2026-01-01', plans: [] }));
  });

  test('a shift that was refused says why', () => {
    assert.equal(refusalOf({ applied: true, failureReason: null }), undefined);
    assert.equal(refusalOf(null), undefined);
    assert.equal(refusalOf({ applied: false, failureReason: 'Its schedule stands in another file.' }), 'Its schedule stands in another file.');
    assert.match(refusalOf({ applied: false }) ?? '', /did not take/);
  });

  test('a symbol says its state in its detail', () => {
    assert.deepEqual(stateOf('weeks 1–2 · active · 3/4'), { status: 'active', progress: '3/4' });
    assert.deepEqual(stateOf('done'), { status: 'done', progress: undefined });
    assert.deepEqual(stateOf(undefined), { status: undefined, progress: undefined });
  });

  test('actions are told apart by their titles', () => {
    assert.match('Insert a sprint after Sprint 2 and renumber what follows', ACTIONS.insert.title);
    assert.doesNotMatch('Insert a sprint after Sprint 2 and renumber what follows', ACTIONS.renumber.title);
    assert.match('Renumber from Sprint 2 on so that numbers follow', ACTIONS.renumber.title);
    assert.match('Mark TASK-3 as done', ACTIONS.mark.title);
    assert.doesNotMatch('Add acceptance criteria', ACTIONS.mark.title);
  });
});

test('the tree holds units, tasks and criteria, and finds where the cursor is', () => {
  const symbol = (name: string, kind: number, line: number, detail: string, children: object[] = []): never =>
    ({ name, kind, detail, selectionRange: { start: { line, character: 3 } }, children }) as never;
  const nodes = outlineOf([
    symbol('Sprint 1', 2, 4, 'weeks 1–2 · 1/2', [symbol('Fares', 8, 6, 'done'), symbol('Acceptance', 7, 8, '0/1')]),
    symbol('Heading', 15, 10, ''),
    symbol('Sprint 2', 2, 12, 'done'),
  ]);
  assert.deepEqual(nodes.map((it) => [it.name, it.status]), [['Sprint 1', 'active'], ['Sprint 2', 'done']]);
  assert.deepEqual(nodes[0]?.children.map((it) => [it.kind, it.status, it.detail]), [['task', 'done', ''], ['criteria', 'todo', '0/1']]);
  assert.equal(nodes[0]?.children[0]?.parent, nodes[0]);
  assert.equal(nodeAt(nodes, 7)?.name, 'Fares');
  assert.equal(nodeAt(nodes, 5)?.name, 'Sprint 1');
  assert.equal(nodeAt(nodes, 40)?.name, 'Sprint 2');
  assert.equal(nodeAt(nodes, 0), undefined);
});

test('the list of next tasks leads to units and their tasks', () => {
  const item = {
    kind: 'unit', path: 'plan.md', line: 8, name: 'Sprint 1', title: 'Fares', within: [], progress: { done: 3, of: 4 }, schedule: 'weeks 1–2',
    due: null, owner: null, waitsFor: [], missing: [], tasks: [{ line: 16, id: 'T1', text: 'Cancel $(flame)', status: 'todo', optional: false }],
  };
  const blocked = { ...item, line: 22, name: null, title: 'Tickets', waitsFor: [{ name: 'Sprint 1', title: 'Fares' }], missing: ['SHOP-1'], tasks: [], progress: { done: 0, of: 0 } };
  const entries = nextEntries(asNext({ inProgress: [item], ready: [], blocked: [blocked], deferred: [] }));
  assert.deepEqual(entries.map((it) => it.place?.line), [undefined, 8, 16, undefined, 22]);
  assert.equal(entries[1]?.detail, '3 of 4 done · weeks 1–2');
  assert.equal(entries[2]?.label, '      $(circle-outline) T1 Cancel $\u200b(flame)');
  assert.equal(entries[4]?.detail, 'weeks 1–2 · waits for Sprint 1, SHOP-1');
});

test('the critical path is listed by start, each project under its length', () => {
  const node = (id: string, line: number): object => ({ id, name: id, title: '', path: 'plan.md', line, schedule: null, status: 'todo', progress: null });
  const graph = asGraph({ projects: [{ paths: ['plan.md'], grain: 'week', length: 1, critical: ['b', 'a'] }, { paths: [], grain: 'step', length: 0, critical: [] }], nodes: [node('a', 1), node('b', 2)] });
  assert.deepEqual(criticalEntries(graph).map((it) => it.label), ['plan.md: 1 week', 'b', 'a']);
});
