// The layout of the timeline, and the shapes of what passes by, on the timelines that the server's own tests record.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { asTimeline, type Timeline } from '../src/protocol';
import { type Chart, HEAD, layout, ROW, stepsInWords, stepsOf, unitOf } from '../src/timeline/layout';
import { fromPage } from '../src/timeline/messages';

function recorded(name: string): Timeline {
  return asTimeline(readFileSync(join('..', '..', 'tests', 'timeline', name), 'utf8'));
}

function chartOf(name: string, zoom = 1, room = 1000): Chart {
  const { plans, today } = recorded(name);
  const chart = layout(plans[0]!, { today, zoom, room }).charts[0];
  assert.ok(chart);
  return chart;
}

describe('layout', () => {
  for (const name of ['plan.json', 'weeks.json']) {
    test(`${name}: rows stand one under the other, bars inside the chart, and ticks in order`, () => {
      const { plans, today } = recorded(name);
      for (const plan of plans) {
        const { charts, unscheduled } = layout(plan, { today, zoom: 1, room: 1000 });
        assert.ok(charts.length > 0);
        for (const chart of charts) {
          const tops = [...chart.rows, ...chart.tracks].map((it) => it.y).sort((a, b) => a - b);
          tops.forEach((y, index) => assert.equal(y, HEAD + index * ROW));
          for (const { bar, name } of chart.rows) {
            if (!bar) continue;
            assert.ok(bar.x >= chart.names && bar.x + bar.width <= chart.width, name);
            assert.ok(bar.done >= 0 && bar.done <= bar.width, name);
          }
          const xs = chart.ticks.map((it) => it.x);
          assert.deepEqual(xs, [...xs].sort((a, b) => a - b));
          assert.ok(xs.length > 1);
          for (const { path } of chart.arrows) assert.match(path, /^M[\d.]+ [\d.]+H/);
        }
        assert.equal(unscheduled.length, plan.unscheduled.length);
      }
    });
  }

  test('tracks have their rows under their names', () => {
    const { tracks, rows } = chartOf('plan.json');
    assert.deepEqual(tracks.map((it) => it.title).slice(0, 2), ['Oven Track', 'Shop Track']);
    assert.ok(rows.some((row) => row.y > tracks[0]!.y && row.y < tracks[1]!.y));
  });

  test('bars lie where the schedule says, and stretch with the zoom', () => {
    const near = chartOf('weeks.json');
    const far = chartOf('weeks.json', 2);
    assert.equal(far.step, near.step * 2);
    const bar = (chart: Chart): NonNullable<Chart['rows'][0]['bar']> => chart.rows.find((row) => row.bar)!.bar!;
    assert.equal(bar(far).width, bar(near).width * 2);
  });

  test('a chart keeps to the room that there is, as long as it can be read', () => {
    assert.ok(chartOf('weeks.json', 1, 600).width <= 600);
    assert.ok(chartOf('weeks.json', 1, 50).step >= 14);
  });

  test('dependencies are arrows, and ways for the arrow keys', () => {
    const { rows, arrows } = chartOf('plan.json');
    const second = rows.find((row) => row.name.startsWith('Phase 2'))!;
    const first = rows.find((row) => row.name.startsWith('Phase 1'))!;
    assert.deepEqual(second.before, [first.unit]);
    assert.ok(first.after.includes(second.unit));
    assert.ok(arrows.some((it) => it.from === first.unit && it.to === second.unit));
  });

  test('what is seen is said too', () => {
    const first = chartOf('plan.json').rows.find((row) => row.name.startsWith('Phase 1'))!;
    assert.match(first.spoken, /^Phase 1: Foundations; .*; done; .*tasks done/);
  });

  test('today stands on an axis of dates only where the axis reaches it', () => {
    const { plans, today } = recorded('plan.json');
    assert.ok(layout(plans[0]!, { today, zoom: 1, room: 1000 }).charts[0]!.today !== undefined);
    assert.equal(layout(plans[0]!, { today: '1999-01-01', zoom: 1, room: 1000 }).charts[0]!.today, undefined);
  });
});

test('numbered weeks bear dates where the plan knows them, and all agree', () => {
  const { plans, today } = recorded('weeks.json');
  const plan = structuredClone(plans[0]!);
  const weeks = plan.units.filter((it) => it.schedule?.axis === 'weeks');
  weeks.forEach(({ schedule }) => (schedule!.start = schedule!.end = null));
  const dates = (): (string | undefined)[] => layout(plan, { today, zoom: 1, room: 1000 }).charts[0]!.ticks.map((it) => it.date);
  assert.ok(dates().every((it) => it === undefined));

  const [first, second] = weeks;
  Object.assign(first!.schedule!, { from: 1, start: '2026-01-05' });
  assert.equal(dates()[0], '5 Jan');
  Object.assign(second!.schedule!, { from: 2, start: '2026-02-09' });
  assert.ok(dates().every((it) => it === undefined), 'two answers are none');
});

test('a drag means whole steps', () => {
  assert.equal(stepsOf(31, 64), 0);
  assert.equal(stepsOf(-70, 64), -1);
  assert.equal(stepsOf(33, 64), 1);
  assert.equal(stepsInWords(-1, 'weeks'), '1 week earlier');
  assert.equal(stepsInWords(3, 'dates'), '3 days later');
  assert.equal(unitOf('months'), undefined);
});

describe('messages of the page', () => {
  test('of known shapes pass', () => {
    const shift = { type: 'shift', line: 3, version: 1, by: -2, axis: 'weeks', successors: true };
    assert.deepEqual(fromPage({ ...shift, more: 1 }), shift);
    assert.deepEqual(fromPage({ type: 'jump', line: 1 }), { type: 'jump', line: 1 });
  });

  test('of other shapes do not', () => {
    const shift = { type: 'shift', line: 3, version: 1, by: 1, axis: 'weeks', successors: true };
    for (const other of [null, 'ready', {}, { type: 'jump', line: 0 }, { type: 'jump', line: '1' }, { ...shift, by: 0 }, { ...shift, by: 0.5 }, { ...shift, axis: 'years' }, { ...shift, successors: undefined }]) {
      assert.equal(fromPage(other), undefined, JSON.stringify(other));
    }
  });
});
