//! What commands that look at plans as a network have in common: which plans, and how what is said of them is printed.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use milepost_core::ide::words::without_dependencies;
use milepost_core::index::Target;
use milepost_core::network::readiness::Readiness;
use milepost_core::network::{Missing, Network, Node};
use milepost_core::plan::place::Place;
use milepost_core::plan::task::Task;
use milepost_core::plan::unit::Unit;
use milepost_core::plan::{Plan, Verdict};
use milepost_core::workspace::FileId;

use crate::check::gather::{Gathered, gather};
use crate::config::find::Source;
use crate::config::report::print_problems;
use crate::terminal::{Color, fail, is_coloured_on, say, work, written};
use crate::today::today;

/// Which plans a command looks at.
#[derive(Args, Clone, Debug)]
pub struct Paths {
    /// Files and folders; `-` for standard input [default: this folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What standard input is called, and where it counts as standing
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Which configuration holds.
    #[command(flatten)]
    pub source: Source,
}

/// The plans that a command looks at.
#[derive(Debug)]
pub struct Plans {
    /// Everything that was read.
    pub gathered: Gathered,
    /// Those of the documents asked for that are plans, by their shown path.
    pub files: Vec<FileId>,
    /// Their network.
    pub network: Network,
}

impl Plans {
    /// The plan of a document.
    pub fn plan(&self, file: FileId) -> Option<&Plan> {
        self.gathered.snapshot.document(file).map(|it| it.plan().as_ref())
    }

    /// The unit that a node stands for; none for a task's.
    pub fn unit(&self, node: &Node) -> Option<&Unit> {
        match node.definition.target {
            Target::Unit(at) => self.plan(node.definition.file)?.unit(at),
            Target::Task(_) => None,
        }
    }

    /// The task that a node stands for; none for a unit's.
    pub fn task(&self, node: &Node) -> Option<&Task> {
        match node.definition.target {
            Target::Task(at) => self.plan(node.definition.file)?.task(at),
            Target::Unit(_) => None,
        }
    }

    /// A node's title as plain words; of a task, without what it depends on.
    pub fn title(&self, node: &Node) -> String {
        match self.task(node) {
            Some(task) => self.words(node.definition.file, task),
            None => plain(&node.title),
        }
    }

    /// Name and title as plain words: `Sprint 2: Parser`.
    pub fn display(&self, node: &Node) -> String {
        printable(&node.display_with(&self.title(node)))
    }

    /// The name as plain words, or the title of what has none.
    pub fn short(&self, node: &Node) -> String {
        if node.name.is_empty() { self.title(node) } else { printable(&node.name) }
    }

    /// A task's words without the declaration of what it depends on, which is said elsewhere.
    pub fn words(&self, file: FileId, task: &Task) -> String {
        let Some(document) = self.gathered.snapshot.document(file) else { return String::new() };
        let words = plain(&without_dependencies(document, task));
        if words.is_empty() { plain(&document.slice(task.text)) } else { words }
    }

    /// What a node waits for of which nobody can tell what it is: of its own, or of what keeps it from beginning.
    pub fn missing<'a>(&'a self, node: &'a Node) -> Vec<&'a Missing> {
        match &node.readiness {
            Readiness::Unknown { missing } => {
                missing.iter().filter_map(|(at, index)| self.network.node(*at)?.missing.get(*index as usize)).collect()
            }
            _ => node.missing.iter().collect(),
        }
    }

    /// The line of a place, from 1.
    pub fn line(&self, file: FileId, place: Place) -> u32 {
        let document = self.gathered.snapshot.document(file);
        document.map_or(0, |it| it.text().line_of(it.range(place).start) + 1)
    }

    /// How a document is called in the output.
    pub fn path(&self, file: FileId) -> &str {
        self.gathered.shown(file)
    }

    /// Where something stands, for people: `docs/plan.md:12`.
    pub fn place(&self, file: FileId, line: u32) -> String {
        format!("{}:{line}", printable(self.path(file)))
    }
}

/// Reads what `paths` name and hands it to `print`, with a stack that bears deeply nested documents.
///
/// What cannot be read is said on standard error, and the rest is looked at all the same. Exit code 0, or 2 where
/// something could not be read or written.
pub fn print_plans(
    paths: &Paths,
    day: Option<Date>,
    print: impl FnOnce(&Plans, &mut dyn Write) -> io::Result<()> + Send,
) -> ExitCode {
    work(|| read_and_print(paths, day, print))
}

fn read_and_print(
    paths: &Paths,
    day: Option<Date>,
    print: impl FnOnce(&Plans, &mut dyn Write) -> io::Result<()>,
) -> ExitCode {
    let configuration = match paths.source.configuration() {
        Ok(configuration) => configuration,
        Err(reason) => return fail(&reason),
    };
    let mut gathered = gather(&paths.paths, paths.stdin_filename.as_deref(), configuration);
    gathered.snapshot.today = Some(day.unwrap_or_else(today));
    let is_plan = |file: &FileId| {
        let document = gathered.snapshot.document(*file);
        document.is_some_and(|it| it.plan().verdict == Verdict::Plan) && !gathered.snapshot.settings(*file).is_excluded
    };
    let files: Vec<FileId> = gathered.files.iter().copied().filter(is_plan).collect();
    let network = Network::of(&gathered.snapshot, &files);
    let plans = Plans { gathered, files, network };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = print(&plans, &mut out).and_then(|()| out.flush());
    let is_sound = print_problems(&plans.gathered.chains, is_coloured_on(Color::Auto, &io::stderr()));
    for message in &plans.gathered.refused {
        say(&format!("error: {message}"));
    }
    if plans.files.is_empty() && plans.gathered.refused.is_empty() {
        say(match plans.gathered.files.len() {
            0 => "there is no plan: no Markdown file was found that can hold one",
            1 => "there is no plan: the Markdown file is none",
            _ => "there is no plan: none of the Markdown files is one",
        });
    }
    match written(printed) {
        Err(reason) => fail(&reason),
        _ if !is_sound || !plans.gathered.refused.is_empty() => ExitCode::from(2),
        _ => ExitCode::SUCCESS,
    }
}

/// A text that no terminal takes for more than its letters.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A title or task as plain words: without the marks of Markdown, which mean nothing in a terminal or a picture.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // `[words](address)` is its words.
        if let Some((words, behind)) = link(rest) {
            out.push_str(&plain(words));
            rest = behind;
            continue;
        }
        let marks = ["**", "__", "~~", "`"].into_iter().find(|mark| rest.starts_with(mark));
        let taken = marks.map_or(c.len_utf8(), str::len);
        match marks {
            None if c.is_control() => out.push(' '),
            None => out.push(c),
            Some(_) => {}
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn link(text: &str) -> Option<(&str, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (_, behind) = rest.split_once(')')?;
    (!words.contains(['[', ']'])).then_some((words, behind))
}
