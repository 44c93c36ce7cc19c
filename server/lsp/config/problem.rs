//! What is wrong in a configuration, where it stands, in words for the person who wrote it.

use std::ops::Range;

use milepost_core::lint;

/// Something wrong in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the file's text.
    pub span: Range<usize>,
    /// One sentence, without a full stop.
    pub message: String,
    /// The way out, if there is a likely one.
    pub help: Option<String>,
}

impl Problem {
    /// A problem.
    pub fn new(span: Range<usize>, message: impl Into<String>) -> Problem {
        Problem { span, message: message.into(), help: None }
    }

    /// With the way out.
    pub fn help(self, help: Option<String>) -> Problem {
        Problem { help, ..self }
    }

    /// The message with the way out behind it.
    pub fn whole(&self) -> String {
        match &self.help {
            Some(help) => format!("{}; {help}", self.message),
            None => self.message.clone(),
        }
    }
}

/// What the reader of the shape says, in plainer words.
pub fn of_reader(span: Range<usize>, raw: &str) -> Problem {
    let mut quoted = raw.split('`').skip(1).step_by(2);
    if raw.starts_with("unknown field") || raw.starts_with("unknown variant") {
        let name = quoted.next().unwrap_or_default();
        let known: Vec<&str> = quoted.collect();
        let what = if raw.starts_with("unknown field") { "there is no key" } else { "there is no choice" };
        let rule = || lint::rule(name).map(|_| "rules stand below `[rules]`".to_owned());
        let list = || format!("one of {} is possible here", list_of(&known));
        let help =
            rule().or_else(|| did_you_mean(name, known.iter().copied())).or_else(|| (!known.is_empty()).then(list));
        return Problem::new(span, format!("{what} `{name}`")).help(help);
    }
    if raw.starts_with("missing field") {
        let name = quoted.next().unwrap_or_default();
        return Problem::new(span, format!("`{name}` is missing"));
    }
    if raw == "wanted string or table" {
        return Problem::new(span, "a string is wanted here");
    }
    let plain = |text: &str| {
        let text = text.replace("a sequence", "a list").replace("sequence", "list").replace("a map", "a table");
        text.replace("map", "table").replace("a TOML datetime", "a date without quotes, like 2026-01-05,")
    };
    if let Some((found, wanted)) = raw.strip_prefix("invalid type: ").and_then(|it| it.split_once(", expected ")) {
        let wanted = match wanted.strip_prefix("struct ") {
            Some(_) => "a table".to_owned(),
            None if wanted == "f64" => "a number".to_owned(),
            None if wanted.starts_with("enum ") => "a string".to_owned(),
            None => plain(wanted),
        };
        return Problem::new(span, format!("{wanted} is wanted here, not {}", with_article(&plain(found))));
    }
    Problem::new(span, plain(raw))
}

/// ``did you mean `rules`?``
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = |it: &&str| strsim::normalized_damerau_levenshtein(&name.to_lowercase(), &it.to_lowercase());
    let best = known.into_iter().max_by(|one, other| near(one).total_cmp(&near(other)))?;
    (near(&best) > 0.5).then(|| format!("did you mean `{best}`?"))
}

fn list_of(names: &[&str]) -> String {
    names.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
}

fn with_article(what: &str) -> String {
    match what.split(' ').next() {
        Some("list" | "table") => format!("a {what}"),
        _ => format!("the {what}"),
    }
}
