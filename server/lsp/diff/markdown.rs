//! The changes as Markdown, for a comment on a pull request or a page.

use std::io::{self, Write};

use crate::diff::sentences::{overview, sentences};
use crate::diff::sides::Compared;
use crate::diff::words::count;

/// Prints every plan that differs; a sentence where none does.
pub fn print(compared: &Compared, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "## Plan changes since {}", code(&compared.revision))?;
    if compared.plans.is_empty() {
        writeln!(out, "\nNothing that a plan says has changed.")?;
    }
    for plan in &compared.plans {
        writeln!(out, "\n### {}", code(&plan.path))?;
        let said = overview(plan);
        if !said.is_empty() {
            writeln!(out)?;
        }
        for said in said {
            writeln!(out, "- The plan {}", escaped(&said))?;
        }
        for (heading, sentences, more) in sentences(plan) {
            writeln!(out, "\n**{}**\n", heading.words())?;
            for sentence in sentences {
                let line = format!("- **{}** {}", escaped(&sentence.subject), escaped(&sentence.rest));
                writeln!(out, "{}", line.trim_end())?;
            }
            if more > 0 {
                writeln!(out, "- … and {} more", count(more, "task"))?;
            }
        }
    }
    out.flush()
}

/// `text` as code, whatever is in it.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// `text` so that a reader sees its signs, and no mark-up, mention or control in them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Else somebody is called to a pull request who has nothing to do with it.
            '@' => out.push_str("@\u{200b}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
