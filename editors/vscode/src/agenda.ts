// What the lists of next tasks and of the critical path say, line by line. Knows nothing of VS Code.
import type { Graph, Next, NextItem } from './protocol';

/** A line of a list; one without a place is the title of those below it. */
export interface Entry {
  label: string;
  detail?: string;
  place?: { path: string; line: number };
}

/** What can be worked on, with its tasks, and what waits. */
export function nextEntries(next: Next): Entry[] {
  const part = (title: string, items: NextItem[]): Entry[] => (items.length > 0 ? [{ label: title }, ...items.flatMap(itemEntries)] : []);
  return [
    ...part('In progress', next.inProgress),
    ...part('Ready', next.ready),
    ...part('Blocked', next.blocked),
    ...part('Deferred', next.deferred),
  ];
}

function itemEntries(item: NextItem): Entry[] {
  const name = [item.name, item.title].filter((it) => it !== null && it !== '').join(': ') || 'Tasks outside units';
  const waits = [...item.waitsFor.map((it) => it.name ?? it.title ?? ''), ...item.missing];
  const detail = [
    item.progress.of > 0 ? `${item.progress.done} of ${item.progress.of} done` : '',
    item.schedule ?? '',
    item.due ? `due ${item.due}` : '',
    item.owner ?? '',
    waits.length > 0 ? `waits for ${waits.join(', ')}` : '',
  ].filter((it) => it !== '').join(' · ');
  const tasks = item.tasks.map(({ id, text, line }) => ({
    label: `      $(circle-outline) ${plain(id === null || text.startsWith(id) ? text : `${id} ${text}`)}`,
    place: { path: item.path, line },
  }));
  return [{ label: plain(name), detail, place: { path: item.path, line: item.line ?? 1 } }, ...tasks];
}

/** The critical path of each project, by start. */
export function criticalEntries({ projects, nodes }: Graph): Entry[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return projects.filter((project) => project.critical.length > 0).flatMap((project) => {
    const { grain, length } = project;
    const size = `${length} ${grain}${length === 1 ? '' : 's'}`;
    const title = { label: projects.length > 1 ? `${project.paths.join(', ')}: ${size}` : size };
    return [title, ...project.critical.flatMap((id) => {
      const node = byId.get(id);
      if (!node) return [];
      const progress = node.progress && node.progress.of > 0 ? `${node.progress.done} of ${node.progress.of} done` : '';
      const detail = [node.status, node.schedule ?? '', progress].filter((it) => it !== '').join(' · ');
      const label = plain(node.title === '' ? node.name : `${node.name}: ${node.title}`);
      return [{ label, detail, place: { path: node.path, line: node.line } }];
    })];
  });
}

/** In a label, `$(name)` would become an icon. */
function plain(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
