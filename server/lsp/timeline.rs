//! `milepost timeline`: the schedule of plans as a picture, a page, a Mermaid gantt, JSON or a calendar.

pub mod text;
pub mod words;
pub mod svg;
pub mod html;
pub mod mermaid;
pub mod json;
pub mod ical;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use milepost_core::network::Network;
use milepost_core::timeline::{ItemIndex, Timeline, timeline};

use crate::check::gather::{Gathered, gather};
use crate::config::find::Source;
use crate::config::report::print_problems;
use crate::timeline::svg::{Use, picture};

use crate::replace::{reason, replace};
use crate::terminal::{fail, print, say, work};
use crate::today::today;

/// Draw the schedule of plans: SVG, HTML, Mermaid, JSON, iCalendar
///
/// One plan, or each plan of a folder. What is drawn goes to standard output or into --output, everything else to
/// standard error. Exit code 0, or 2: wrong usage, something that could not be read or written, or nothing to draw.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// A plan or a folder; `-` for standard input [default: this folder]
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// How it is drawn [default: by the ending of --output, otherwise svg]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write into this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The day that it is: 2026-01-31 [default: the clock's]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
    /// Which configuration holds.
    #[command(flatten)]
    pub source: Source,
}

/// How a schedule is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A picture, for light and dark pages
    Svg,
    /// A page with the picture, and a table of the units
    Html,
    /// A Mermaid gantt; several, in Markdown, where one is not enough
    Mermaid,
    /// For programs; see docs/commands/timeline.md
    Json,
    /// A calendar with the units whose dates are known
    Ical,
}

/// A plan to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// Its schedule.
    pub timeline: &'a Timeline,
    /// Its path as it is shown.
    pub path: &'a str,
}

/// The id of a unit's row in a page.
pub fn anchor(prefix: &str, item: ItemIndex) -> String {
    format!("{prefix}u{}", item.0 + 1)
}

/// Draws what `options` name.
pub fn run(options: &Options) -> ExitCode {
    work(|| draw(options))
}

fn draw(options: &Options) -> ExitCode {
    let format = match format(options) {
        Ok(format) => format,
        Err(reason) => return fail(&reason),
    };
    let configuration = match options.source.configuration() {
        Ok(configuration) => configuration,
        Err(reason) => return fail(&reason),
    };
    let paths: Vec<PathBuf> = options.path.iter().cloned().collect();
    let mut gathered = gather(&paths, None, configuration);
    let day = options.today.unwrap_or_else(today);
    gathered.snapshot.today = Some(day);
    let is_sound = print_problems(&gathered.chains, false) && gathered.refused.is_empty();
    gathered.refused.iter().for_each(|message| say(&format!("error: {message}")));
    let network = Network::of(&gathered.snapshot, &gathered.files);
    let timelines: Vec<Timeline> =
        gathered.files.iter().filter_map(|file| timeline(&gathered.snapshot, *file, &network)).collect();
    let (drawn, bare): (Vec<&Timeline>, Vec<&Timeline>) = timelines.iter().partition(|it| !it.charts.is_empty());
    if format != Format::Json && drawn.is_empty() {
        if is_sound {
            say(&format!("error: {}", nothing(&gathered, &bare)));
        }
        return ExitCode::from(2);
    }
    for timeline in bare.iter().filter(|_| format != Format::Json || drawn.is_empty()) {
        say(&format!("note: {}: no unit says when it runs, so it is left out", gathered.shown(timeline.file)));
    }
    let shown = |it: &&'_ Timeline| gathered.shown(it.file).to_owned();
    let wanted: Vec<&Timeline> = if format == Format::Json { timelines.iter().collect() } else { drawn };
    let names: Vec<String> = wanted.iter().map(shown).collect();
    let plans: Vec<Shown<'_>> = wanted.iter().zip(&names).map(|(timeline, path)| Shown { timeline, path }).collect();
    let (text, notes) = match render(&plans, format, day) {
        Ok(rendered) => rendered,
        Err(reason) => return fail(&reason),
    };
    notes.iter().for_each(|note| say(&format!("note: {note}")));
    match put(&text, options.output.as_deref()) {
        Err(reason) => fail(&reason),
        Ok(()) if is_sound => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(2),
    }
}

/// What is drawn, and what is to be said of it.
///
/// # Errors
/// Why it cannot be drawn in this format.
pub fn render(plans: &[Shown<'_>], format: Format, day: Date) -> Result<(String, Vec<String>), String> {
    match format {
        Format::Svg => Ok((picture(plans, Use::Alone, "t"), Vec::new())),
        Format::Html => Ok((html::page(plans), Vec::new())),
        Format::Mermaid => Ok((mermaid::gantts(plans), Vec::new())),
        Format::Json => Ok((json::print(plans, day), Vec::new())),
        Format::Ical => ical::calendar(plans, day),
    }
}

/// The format that is asked for: by name, or else by the ending of the file.
fn format(options: &Options) -> Result<Format, String> {
    let Some(output) = options.output.as_ref().filter(|_| options.format.is_none()) else {
        return Ok(options.format.unwrap_or(Format::Svg));
    };
    let extension = output.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match extension.as_str() {
        "svg" => Ok(Format::Svg),
        "html" | "htm" => Ok(Format::Html),
        "mmd" | "mermaid" | "md" | "markdown" => Ok(Format::Mermaid),
        "json" => Ok(Format::Json),
        "ics" | "ical" => Ok(Format::Ical),
        _ => Err(format!(
            "{}: the ending of the file says no format; add --format svg, html, mermaid, json or ical",
            output.display()
        )),
    }
}

/// Why there is nothing to draw, and what to do.
pub fn nothing(gathered: &Gathered, bare: &[&Timeline]) -> String {
    const HOW: &str = "write weeks, days or dates behind its label, as in `## Sprint 2: Parser (Weeks 3-4)` or \
                       `## Sprint 2: Parser (2026-01-05 to 2026-01-16)`";
    match bare {
        [] if gathered.files.len() == 1 => "nothing to draw: the file is no plan".to_owned(),
        [] => "nothing to draw: there is no plan".to_owned(),
        [one] => {
            let unclear = one
                .unscheduled
                .iter()
                .filter_map(|at| one.item(*at))
                .find(|it| it.gap.is_some_and(|gap| gap != milepost_core::lint::axis::Gap::Unsaid));
            let path = gathered.shown(one.file);
            match unclear.and_then(|item| Some((item, item.gap?))) {
                Some((item, gap)) => {
                    format!("{path}:{}: nothing to draw: {}: {}", item.line, item.label, gap.reason())
                }
                None => format!("{path}: nothing to draw: no unit says when it runs; {HOW}"),
            }
        }
        many => format!("nothing to draw: no unit of {} plans says when it runs; {HOW}", many.len()),
    }
}

/// Writes the result to standard output, or as a whole into the file.
fn put(text: &str, output: Option<&Path>) -> Result<(), String> {
    match output.filter(|path| path.as_os_str() != "-") {
        Some(path) => replace(path, |out| out.write_all(text.as_bytes()))
            .map_err(|error| format!("{}: cannot be written: {}", path.display(), reason(&error))),
        None => print(text.as_bytes()),
    }
}
