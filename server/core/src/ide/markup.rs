//! A user's words inside Markdown, and Markdown as plain text.

/// `text` with every run of blanks and line ends as one blank, and without bold marks outside of code.
pub fn one_line(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Code(code) => words.push_str(code),
            Piece::Words(piece) => words.push_str(&piece.replace("**", "")),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A user's words as Markdown that shows them as the user's document would: one line, code as code, what the user escaped
/// as itself, and nothing else means anything. No more is escaped than must be: some editors show the backslash.
pub fn escaped(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    for piece in pieces(&text) {
        match piece {
            Piece::Code(code) => out.push_str(code),
            Piece::Words(words) => escape(&text, words, &mut out),
        }
    }
    out
}

/// A card as plain text, for a client that shows no Markdown.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for piece in pieces(markdown) {
        let words = match piece {
            Piece::Code(code) if code.contains('\n') => {
                out.push_str(code);
                continue;
            }
            Piece::Code(code) => {
                out.push_str(code.trim_matches('`'));
                continue;
            }
            Piece::Words(words) => words,
        };
        let mut chars = words.chars().peekable();
        while let Some(c) = chars.next() {
            let is_mark = c == '*' && !(out.ends_with(' ') && chars.peek() == Some(&' '));
            match chars.next_if(|next| c == '\\' && next.is_ascii_punctuation()) {
                Some(meant) => out.push(meant),
                None if is_mark => {}
                None => out.push(c),
            }
        }
    }
    out
}

enum Piece<'a> {
    /// With its backticks.
    Code(&'a str),
    Words(&'a str),
}

/// `text` in code and other words: a run of backticks begins code where another one as long ends it.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let (mut rest, mut words_end) = (text, 0);
    while let Some(at) = rest.get(words_end..).and_then(|it| it.find(['`', '\\'])) {
        let at = words_end + at;
        let behind = rest.get(at..).unwrap_or("");
        if behind.starts_with('\\') {
            words_end = at + 1 + behind.get(1..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
            continue;
        }
        let run = behind.len() - behind.trim_start_matches('`').len();
        let Some(end) = code_end(behind, run) else {
            words_end = at + run;
            continue;
        };
        found.extend(rest.get(..at).filter(|it| !it.is_empty()).map(Piece::Words));
        found.extend(behind.get(..end).map(Piece::Code));
        rest = behind.get(end..).unwrap_or("");
        words_end = 0;
    }
    found.extend(Some(rest).filter(|it| !it.is_empty()).map(Piece::Words));
    found
}

/// Where the code ends that `text` begins with, by a run of `run` backticks.
fn code_end(text: &str, run: usize) -> Option<usize> {
    let mut at = run;
    while let Some(next) = text.get(at..)?.find('`') {
        let start = at + next;
        let behind = text.get(start..)?;
        let length = behind.len() - behind.trim_start_matches('`').len();
        at = start + length;
        if length == run {
            return Some(at);
        }
    }
    None
}

/// Writes `words`, a part of `text` outside of code.
fn escape(text: &str, words: &str, out: &mut String) {
    let is_paired = |mark: char| text.matches(mark).count() > 1;
    let is_start = out.is_empty();
    let mut in_first_number = is_start;
    let mut before = out.chars().next_back();
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let behind = words.get(at + c.len_utf8()..).unwrap_or("");
        let next = behind.chars().next();
        let is_first = is_start && at == 0;
        let is_special = match c {
            '\\' => {
                // What the user escaped is meant as itself.
                if let Some((_, meant)) = chars.next_if(|(_, next)| next.is_ascii_punctuation()) {
                    out.push('\\');
                    out.push(meant);
                    before = Some(meant);
                    in_first_number = false;
                    continue;
                }
                next.is_none()
            }
            '`' | '[' => true,
            '*' => !(before == Some(' ') && next == Some(' ')),
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '<' => next.is_some_and(|it| it.is_ascii_alphabetic() || matches!(it, '/' | '!' | '?')),
            '&' => is_entity(behind),
            '~' | '$' => is_paired(c),
            '#' | '+' | '-' | '=' | ':' | '>' => is_first,
            '.' | ')' => in_first_number && !is_first,
            _ => false,
        };
        in_first_number &= c.is_ascii_digit();
        if is_special {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Whether an ampersand before `text` begins the name of a character: `amp;`, `#38;`.
fn is_entity(text: &str) -> bool {
    let name = text.trim_start_matches(|c: char| c == '#' || c.is_ascii_alphanumeric());
    name.len() < text.len() && name.starts_with(';')
}
