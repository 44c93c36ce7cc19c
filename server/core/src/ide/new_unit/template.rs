//! Text with blanks to fill: as it is for an editor that only inserts, or as a snippet.

/// What stands where the author is to write.
const BLANK: &str = "…";

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// As it is.
    Text(String),
    /// To be filled or accepted.
    Blank(String),
}

/// Text with blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

impl Template {
    /// Adds text as it is.
    pub(crate) fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Adds a blank to fill.
    pub(crate) fn blank(&mut self) {
        self.pieces.push(Piece::Blank(BLANK.to_owned()));
    }

    /// Adds what is likely, and may be written over.
    pub(crate) fn guess(&mut self, text: &str) {
        self.pieces.push(Piece::Blank(text.to_owned()));
    }

    /// The text with its blanks as they are.
    pub(crate) fn plain(&self) -> String {
        let text = |it: &Piece| match it {
            Piece::Text(text) | Piece::Blank(text) => text.clone(),
        };
        self.pieces.iter().map(text).collect()
    }

    /// The text in the syntax of snippets, from one blank to the next; at last the cursor stands behind it.
    pub(crate) fn snippet(&self) -> String {
        let mut out = String::new();
        let mut number = 0;
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(&escaped(text)),
                Piece::Blank(text) => {
                    number += 1;
                    out.push_str(&format!("${{{number}:{}}}", escaped(text)));
                }
            }
        }
        out.push_str("$0");
        out
    }
}

/// What snippets would read as a sign of theirs, made to mean itself.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '$' | '}' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::ide::new_unit::template::Template;

    #[test]
    fn a_snippet_escapes_what_is_a_sign_of_snippets() {
        let mut template = Template::default();
        template.text("costs $5 {x} \\ ");
        template.blank();
        template.guess("a}");
        assert_eq!(template.plain(), "costs $5 {x} \\ …a}");
        assert_eq!(template.snippet(), "costs \\$5 {x\\} \\\\ ${1:…}${2:a\\}}$0");
    }
}
