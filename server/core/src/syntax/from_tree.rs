//! From tree-sitter's block tree to the flat sequence of blocks.

use tree_sitter::{Node, Tree};

use crate::syntax::blocks::Blocks;
use crate::syntax::{Block, BlockKind};

/// The blocks of `tree`, which was parsed from `head` bytes that are not the text's, and then `text`. None where the
/// grammar lost its way, or is known to.
pub(crate) fn read(tree: &Tree, head: usize, text: &str) -> Option<Vec<Block>> {
    if tree.root_node().has_error() {
        return None;
    }
    let mut reader = Reader { blocks: Blocks::of(text), head, box_start: None };
    let mut cursor = tree.walk();
    // The nodes on the way down that opened a block, as their height in the tree.
    let mut open: Vec<u32> = Vec::new();
    loop {
        let into = reader.visit(cursor.node(), open.len());
        let height = cursor.depth();
        if into == Into::Nowhere {
            return None;
        }
        if into != Into::Skip && cursor.goto_first_child() {
            if into == Into::Deeper {
                open.push(height);
            }
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return Some(reader.blocks.finish());
            }
            if open.last() == Some(&cursor.depth()) {
                open.pop();
            }
        }
    }
}

/// Where to go from a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    /// To the next.
    Skip,
    /// To what is inside, which is as deep.
    Through,
    /// To what is inside, which is one deeper.
    Deeper,
    /// Away: the tree is wrong.
    Nowhere,
}

struct Reader<'t> {
    blocks: Blocks<'t>,
    head: usize,
    /// Where a task box was seen, whose paragraph comes next.
    box_start: Option<usize>,
}

impl Reader<'_> {
    fn visit(&mut self, node: Node<'_>, depth: usize) -> Into {
        let (start, end) = self.range_of(node);
        match node.kind() {
            "document" | "section" => return Into::Through,
            "list" => {
                self.blocks.list(start, depth);
                return Into::Deeper;
            }
            "list_item" => {
                self.blocks.item(start, end, depth);
                return Into::Deeper;
            }
            "block_quote" => {
                self.blocks.quote(start, depth);
                return Into::Deeper;
            }
            "task_list_marker_checked" | "task_list_marker_unchecked" => self.box_start = Some(start),
            "paragraph" => {
                let start = self.box_start.take().unwrap_or(start);
                self.blocks.paragraph(start, end, depth);
            }
            "atx_heading" => self.blocks.atx(start, depth),
            "setext_heading" => self.blocks.setext(start, end, depth),
            "fenced_code_block" => {
                let mut cursor = node.walk();
                let mut marks =
                    node.children(&mut cursor).filter(|child| child.kind() == "fenced_code_block_delimiter");
                let close = marks.nth(1).map(|close| self.range_of(close).0);
                self.blocks.fence(start, end, close, depth);
            }
            "pipe_table" => self.table(node, depth),
            "minus_metadata" | "plus_metadata" => self.blocks.front_matter(start, end),
            "indented_code_block" => self.blocks.leaf(BlockKind::IndentedCode, start, end, depth),
            "html_block" => {
                // The grammar never finds the end of `<!DOCTYPE …>`.
                if self.blocks.starts_declaration(start) {
                    return Into::Nowhere;
                }
                self.blocks.leaf(BlockKind::Html, start, end, depth);
            }
            "thematic_break" => self.blocks.leaf(BlockKind::Break, start, end, depth),
            "link_reference_definition" => self.blocks.leaf(BlockKind::LinkDefinition, start, end, depth),
            _ => {}
        }
        Into::Skip
    }

    fn table(&mut self, node: Node<'_>, depth: usize) {
        let (start, end) = self.range_of(node);
        self.blocks.leaf(BlockKind::Table, start, end, depth);
        let mut cursor = node.walk();
        for child in node.children(&mut cursor) {
            let header = match child.kind() {
                "pipe_table_header" => true,
                "pipe_table_row" => false,
                _ => continue,
            };
            if child.end_byte() > self.head {
                let (start, end) = self.range_of(child);
                self.blocks.row(header, start, end, depth + 1);
            }
        }
    }

    /// The node's bytes in the text.
    fn range_of(&self, node: Node<'_>) -> (usize, usize) {
        let within = |byte: usize| byte.saturating_sub(self.head).min(self.blocks.text().len());
        (within(node.start_byte()), within(node.end_byte()))
    }
}
