//! The changes for people in a terminal: a block a plan, a line a change.

use std::io::{self, Write};

use annotate_snippets::normalize_untrusted_str;

use crate::diff::sentences::{overview, sentences};
use crate::diff::sides::Compared;
use crate::diff::words::count;

/// Prints every plan that differs.
pub fn print(compared: &Compared, coloured: bool, out: &mut impl Write) -> io::Result<()> {
    let bold = |text: &str| if coloured { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() };
    for (at, plan) in compared.plans.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", bold(&normalize_untrusted_str(&plan.path)))?;
        for said in overview(plan) {
            writeln!(out, "  {}", normalize_untrusted_str(&said))?;
        }
        for (heading, sentences, more) in sentences(plan) {
            writeln!(out, "\n  {}", bold(heading.words()))?;
            for sentence in sentences {
                let line = format!("{} {}", sentence.subject, sentence.rest);
                writeln!(out, "    {}", normalize_untrusted_str(line.trim_end()))?;
            }
            if more > 0 {
                writeln!(out, "    … and {} more; --format json tells all", count(more, "task"))?;
            }
        }
    }
    out.flush()
}
