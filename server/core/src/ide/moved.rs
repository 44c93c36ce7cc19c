//! Files that are about to move: the links to them, and from them to others, as they have to read afterwards.

use crate::text::{Edit, TextRange};
use crate::workspace::{FileId, Snapshot};

/// A file or folder that moves: its absolute path before and after, with forward slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Where it is.
    pub from: String,
    /// Where it will be.
    pub to: String,
}

/// The edits to links of all documents that keep them leading to the same files after `moves`, by file and in order.
pub fn moved_links(snapshot: &Snapshot, moves: &[Move]) -> Vec<(FileId, Edit)> {
    let mut edits = Vec::new();
    for (file, held) in snapshot.files() {
        let Some((place, root)) = held.location().zip(held.root()) else { continue };
        let own = after(moves, place);
        for link in &held.document.plan().links.local {
            let Some(target) = held.led_to(&link.value) else { continue };
            let moved = after(moves, &target);
            if own.is_none() && moved.is_none() {
                continue;
            }
            let (own, moved) = (own.as_deref().unwrap_or(place), moved.as_deref().unwrap_or(&target));
            let written = link.value.find(['#', '?']).unwrap_or(link.value.len());
            let old = link.value.get(..written).unwrap_or_default();
            // From the workspace folder on stays so, as long as the target stays in it.
            let below = moved.strip_prefix(root).filter(|it| old.starts_with('/') && it.starts_with('/'));
            let new = match below {
                Some(below) => escaped(below, old),
                None => relative(own, moved, old),
            };
            if new != old {
                let start = held.document.range(link.place).start;
                let range = TextRange::new(start, start + old.len() as u32);
                edits.push((file, Edit { range, insert: new }));
            }
        }
    }
    edits
}

/// Where `path` is after the moves; none where it stays.
fn after(moves: &[Move], path: &str) -> Option<String> {
    let rest = |from: &str| path.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    // Of a folder and a file in it, both moved, the file's own move counts.
    let moved = moves.iter().filter_map(|it| Some((it, rest(it.from.trim_end_matches('/'))?)));
    let (to, rest) = moved.max_by_key(|(it, _)| it.from.len())?;
    Some(format!("{}{rest}", to.to.trim_end_matches('/'))).filter(|it| it != path)
}

/// The way from the file at `from` to the one at `to`, in the style of `like`: `./` before it, blanks as `%20`.
fn relative(from: &str, to: &str, like: &str) -> String {
    let folder: Vec<&str> = from.split('/').collect();
    let folder = folder.get(..folder.len().saturating_sub(1)).unwrap_or_default();
    let target: Vec<&str> = to.split('/').collect();
    let most = folder.len().min(target.len().saturating_sub(1));
    let shared = folder.iter().zip(&target).take(most).take_while(|(one, other)| one == other).count();
    let mut parts = vec![".."; folder.len() - shared];
    parts.extend(target.iter().skip(shared));
    let way = parts.join("/");
    let way = if like.starts_with("./") && !way.starts_with("..") { format!("./{way}") } else { way };
    escaped(&way, like)
}

/// `path` as a destination of Markdown may hold it: in angle brackets, where `like` stands in them, as it is.
fn escaped(path: &str, like: &str) -> String {
    if like.contains(' ') {
        return path.to_owned();
    }
    let mut escaped = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' => escaped.push_str("%20"),
            '%' => escaped.push_str("%25"),
            '(' => escaped.push_str("%28"),
            ')' => escaped.push_str("%29"),
            '#' => escaped.push_str("%23"),
            '?' => escaped.push_str("%3F"),
            '<' => escaped.push_str("%3C"),
            '>' => escaped.push_str("%3E"),
            c => escaped.push(c),
        }
    }
    escaped
}
