//! Problems of configuration for people at a terminal: the message, and the line underlined.

use std::io::{self, Write};
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};

use crate::check::gather::shown;
use crate::config::chain::Chain;
use crate::config::parsed::Parsed;
use crate::config::problem::Problem;

/// Prints what is wrong in these configurations to standard error, each thing once; whether there is nothing.
pub fn print_problems(chains: &[Arc<Chain>], coloured: bool) -> bool {
    let mut said: Vec<String> = Vec::new();
    for (file, problem) in chains.iter().flat_map(|it| it.all_problems()) {
        let text = report(file, &shown(&file.path), problem, coloured);
        if !said.contains(&text) {
            // Nobody may be there to read it.
            let _ = writeln!(io::stderr(), "{text}\n");
            said.push(text);
        }
    }
    said.is_empty()
}

/// `problem`, which stands in `file`, called `name`.
pub fn report(file: &Parsed, name: &str, problem: &Problem, coloured: bool) -> String {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let title = Level::ERROR.primary_title(normalize_untrusted_str(&problem.message)).id("configuration");
    let end = file.text.len();
    let span = problem.span.start.min(end)..problem.span.end.min(end);
    let annotation = AnnotationKind::Primary.span(span);
    let snippet = Snippet::source(file.text.as_str()).path(normalize_untrusted_str(name)).annotation(annotation);
    let mut group = Group::with_title(title).element(snippet);
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    renderer.render(&[group])
}
