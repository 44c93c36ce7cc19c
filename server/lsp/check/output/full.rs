//! Findings for people: the message, the source line underlined, the other side, and the way out.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};
use milepost_core::document::Document;
use milepost_core::lint::rule::{Finding, Fix, Severity};
use milepost_core::plan::place::Place;
use milepost_core::workspace::FileId;

use crate::check::gather::Gathered;
use crate::check::output::report::Report;

/// So many findings of one document are shown with their fix; a person reads no more, and each takes a look at the plan.
const MOST_FIXES: usize = 200;

/// Prints every finding, with a blank line behind each.
pub fn print(report: &Report<'_>, is_coloured: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if is_coloured { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    for entry in report.entries() {
        let fix = if entry.index < MOST_FIXES { entry.fixes().first() } else { None };
        writeln!(out, "{}\n", render(report.gathered, entry.file(), entry.finding, fix, &renderer))?;
    }
    Ok(())
}

fn render(gathered: &Gathered, file: FileId, finding: &Finding, fix: Option<&Fix>, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::HELP.with_name("hint"),
    };
    let title = level.primary_title(normalize_untrusted_str(&finding.message)).id(finding.rule.name);
    let mut group = Group::with_title(title);
    group = group.elements(excerpt(gathered, file, finding.place, None));
    for related in &finding.related {
        group = group.elements(excerpt(gathered, related.file, related.place, Some(&related.message)));
    }
    if let Some(fix) = fix {
        group = group.element(Level::HELP.message(normalize_untrusted_str(&fix.title)));
    }
    renderer.render(&[group])
}

/// The line of `place`, underlined there; with `label` behind it where the place is the other side.
fn excerpt<'a>(
    gathered: &Gathered,
    file: FileId,
    place: Place,
    label: Option<&str>,
) -> Option<Snippet<'a, Annotation<'a>>> {
    let document = gathered.snapshot.document(file)?;
    let (line, source, span) = line_at(document, place);
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let annotation = kind.span(span).label(label.map(normalize_untrusted_str));
    let path = normalize_untrusted_str(gathered.shown(file));
    Some(Snippet::source(source).line_start(line as usize + 1).path(path).annotation(annotation))
}

/// The first line of `place`, and which of its bytes belong to it.
fn line_at(document: &Document, place: Place) -> (u32, String, Range<usize>) {
    let text = document.text();
    let range = document.range(place);
    let line = text.line_of(range.start);
    let whole = text.line_range(line);
    let (start, end) = (range.start.min(whole.end), range.end.min(whole.end));
    (line, text.slice(whole), (start - whole.start) as usize..(end.max(start) - whole.start) as usize)
}
