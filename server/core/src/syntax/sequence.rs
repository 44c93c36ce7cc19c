//! A document's segments as a sequence that is cheap to change in one place: chunks of segments, shared by reference.

use std::iter;
use std::ops::Range;
use std::sync::Arc;

use crate::syntax::Segment;

/// How many segments a chunk holds at most. A change copies one chunk's references, and those to all chunks.
const MOST: usize = 64;

/// Below this many, a changed chunk takes in its neighbour.
const FEW: usize = 16;

/// Segments in order, found by index and by byte.
#[derive(Clone, Debug)]
pub(crate) struct Sequence {
    chunks: Vec<Arc<Chunk>>,
    /// What stands before each chunk, and before the end.
    before: Vec<Before>,
}

#[derive(Debug)]
struct Chunk {
    segments: Vec<Arc<Segment>>,
    /// Where each segment starts, and where the last ends, in bytes from the chunk's start.
    starts: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Before {
    segments: usize,
    bytes: u32,
}

impl Sequence {
    pub(crate) fn of(segments: Vec<Arc<Segment>>) -> Sequence {
        Sequence::of_chunks(chunked(segments))
    }

    pub(crate) fn len(&self) -> usize {
        self.before.last().map_or(0, |before| before.segments)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Segment>> + Clone {
        self.chunks.iter().flat_map(|chunk| chunk.segments.iter())
    }

    pub(crate) fn get(&self, i: usize) -> Option<&Arc<Segment>> {
        let (chunk, inner, _) = self.place(i)?;
        chunk.segments.get(inner)
    }

    /// Where segment `i` starts, in bytes; the end of the last for any `i` behind it.
    pub(crate) fn start(&self, i: usize) -> u32 {
        match self.place(i) {
            Some((chunk, inner, before)) => before.bytes + chunk.starts.get(inner).copied().unwrap_or(0),
            None => self.before.last().map_or(0, |before| before.bytes),
        }
    }

    /// The last segment that starts at or before `offset`.
    pub(crate) fn at(&self, offset: u32) -> usize {
        let chunk = self.before.partition_point(|before| before.bytes <= offset).saturating_sub(1);
        let chunk = chunk.min(self.chunks.len().saturating_sub(1));
        let (Some(before), Some(chunk)) = (self.before.get(chunk), self.chunks.get(chunk)) else { return 0 };
        let inner = chunk.starts.partition_point(|start| *start <= offset.saturating_sub(before.bytes));
        before.segments + inner.saturating_sub(1).min(chunk.segments.len().saturating_sub(1))
    }

    /// The segments of `range`.
    pub(crate) fn slice(&self, range: Range<usize>) -> impl Iterator<Item = &Arc<Segment>> {
        range.map_while(|i| self.get(i))
    }

    /// The sequence with `new` in the place of `range`.
    pub(crate) fn replaced(&self, range: Range<usize>, new: Vec<Arc<Segment>>) -> Sequence {
        let mut from = self.chunk_of(range.start);
        let mut to = self.chunk_of(range.end.saturating_sub(1).max(range.start)) + 1;
        let bounds = |from: usize, to: usize| {
            let place =
                |chunk: usize| self.before.get(chunk).or(self.before.last()).map_or(0, |before| before.segments);
            place(from)..place(to)
        };
        let size = |held: Range<usize>| held.len() + new.len() - range.len();
        if size(bounds(from, to)) < FEW {
            match from {
                0 => to = (to + 1).min(self.chunks.len()),
                _ => from -= 1,
            }
        }
        let held = bounds(from, to);
        let head = self.slice(held.start..range.start).cloned();
        let tail = self.slice(range.end..held.end).cloned();
        let changed = chunked(head.chain(new.iter().cloned()).chain(tail).collect());
        let kept = self.chunks.iter().take(from).cloned();
        Sequence::of_chunks(kept.chain(changed).chain(self.chunks.iter().skip(to).cloned()).collect())
    }

    fn of_chunks(chunks: Vec<Arc<Chunk>>) -> Sequence {
        let add = |before: &mut Before, chunk: &Arc<Chunk>| {
            before.segments += chunk.segments.len();
            before.bytes = before.bytes.saturating_add(chunk.starts.last().copied().unwrap_or(0));
            Some(*before)
        };
        let before = iter::once(Before::default()).chain(chunks.iter().scan(Before::default(), add)).collect();
        Sequence { chunks, before }
    }

    fn chunk_of(&self, i: usize) -> usize {
        let chunk = self.before.partition_point(|before| before.segments <= i).saturating_sub(1);
        chunk.min(self.chunks.len().saturating_sub(1))
    }

    fn place(&self, i: usize) -> Option<(&Chunk, usize, Before)> {
        if i >= self.len() {
            return None;
        }
        let chunk = self.chunk_of(i);
        let before = *self.before.get(chunk)?;
        Some((self.chunks.get(chunk)?, i - before.segments, before))
    }
}

/// Chunks of like size.
fn chunked(segments: Vec<Arc<Segment>>) -> Vec<Arc<Chunk>> {
    let count = segments.len().div_ceil(MOST).max(1);
    let size = segments.len().div_ceil(count).max(1);
    segments.chunks(size).map(|segments| Arc::new(chunk(segments.to_vec()))).collect()
}

fn chunk(segments: Vec<Arc<Segment>>) -> Chunk {
    let mut at = 0u32;
    let mut starts = Vec::with_capacity(segments.len() + 1);
    starts.push(0);
    for segment in &segments {
        at = at.saturating_add(u32::try_from(segment.text().len()).unwrap_or(u32::MAX));
        starts.push(at);
    }
    Chunk { segments, starts }
}
