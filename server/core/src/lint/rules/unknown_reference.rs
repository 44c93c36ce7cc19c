//! The rule `unknown-reference`.

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::dependencies::meant;
use crate::lint::generated::between;
use crate::lint::mends::mends;
use crate::lint::rule::{Applicability, Context, Finding, Fix, Subject};
use crate::notation::label::Name;
use crate::notation::vocabulary::Kind;
use crate::plan::mention::{Mention, MentionIn};
use crate::text::{Edit, TextRange};

/// A sequence of fewer units may be a part of a longer one.
const LEAST_UNITS: usize = 3;

/// So many wrong names are reported for one document.
const MOST_REPORTED: usize = 20;

declare_rule! {
    /// The text names a sprint, phase or the like that is defined nowhere.
    ///
    /// Where a document has Sprints 1 to 10, "moved to Sprint 12" names nothing: the number is mistyped, or the sprint
    /// was renumbered or dropped. What is planned there gets lost.
    ///
    /// Name the unit that is meant, or define it. Only numbers behind the last of three or more units that follow each
    /// other are reported, and not the very next one, which may well be planned elsewhere; nor what the words around it
    /// put outside of this plan (`later`, `backlog`, `beyond`) or into brackets and quotes; nor dependencies,
    /// which are the business of `broken-dependency`.
    ///
    /// ### Bad
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search
    ///
    /// Exit criteria: every page that Phase 5 prints is found by its title.
    ///                                ^^^^^^^ There is no Phase 5: the phases are 1 to 3
    ///
    /// ## Phase 3: Print
    ///
    /// Exit criteria: every page fits on a sheet.
    /// ```
    /// ### Good
    /// ```markdown
    /// # Release plan
    ///
    /// ## Phase 1: Import
    ///
    /// Exit criteria: the archive of 2019 is imported.
    ///
    /// ## Phase 2: Search
    ///
    /// Exit criteria: every page that Phase 3 prints is found by its title. Sounds are left to a later Phase 5.
    ///
    /// ## Phase 3: Print
    ///
    /// Exit criteria: every page fits on a sheet.
    /// ```
    "unknown-reference" Warning check fixes
}

fn check(cx: &Context<'_>, report: &mut dyn FnMut(Finding)) {
    let sequences = sequences(cx);
    let mut left = MOST_REPORTED;
    for (at, mention) in cx.plan.mentions.iter().enumerate() {
        let Some((kind, first, last)) = breaks(cx, mention, &sequences).filter(|_| left > 0) else { continue };
        left -= 1;
        let name = cx.document.source().vocabulary.kind_name(kind);
        let message = format!("There is no {}: the {name}s are {first} to {last}", mention.text);
        let mut finding = RULE.finding(mention.place, Subject::Mention(at as u32), message);
        let units = cx.plan.units.iter();
        let ends = units.filter(|it| it.label.kind == Some(kind) && it.label.number.value() == Some(last));
        finding.related.extend(ends.take(1).map(|it| cx.related(it.name, format!("{} is the last", it.label.text))));
        report(finding);
    }
}

/// The kinds of which the document defines a sequence without a gap, with its first and last number.
fn sequences(cx: &Context<'_>) -> BTreeMap<Kind, (u32, u32)> {
    let mut numbers: BTreeMap<Kind, Option<BTreeSet<u32>>> = BTreeMap::new();
    for unit in &cx.plan.units {
        let Some(kind) = unit.label.kind.filter(|kind| follows(*kind)) else { continue };
        let known = numbers.entry(kind).or_insert_with(|| Some(BTreeSet::new()));
        // Phase 2a may be what the text calls Phase 2, and there may be more of its sort.
        match (unit.label.number.value(), known.as_mut()) {
            (Some(number), Some(known)) => drop(known.insert(number)),
            (None, _) => *known = None,
            _ => {}
        }
    }
    let whole = |(kind, known): (Kind, Option<BTreeSet<u32>>)| {
        let known = known.filter(|it| it.len() >= LEAST_UNITS)?;
        let (first, last) = (*known.first()?, *known.last()?);
        ((last - first) as usize + 1 == known.len()).then_some((kind, (first, last)))
    };
    numbers.into_iter().filter_map(whole).collect()
}

/// Whether units of this kind are numbered one after another, and by the plan's authors alone.
fn follows(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::SPRINT
            | Kind::PHASE
            | Kind::ITERATION
            | Kind::STAGE
            | Kind::WAVE
            | Kind::CYCLE
            | Kind::INCREMENT
            | Kind::MILESTONE
            | Kind::EPIC
    )
}

/// The kind of what `mention` names in vain, with the first and the last that there are.
fn breaks(cx: &Context<'_>, mention: &Mention, sequences: &BTreeMap<Kind, (u32, u32)>) -> Option<(Kind, u32, u32)> {
    let Name::Label(kind, number) = &mention.name else { return None };
    let (first, last) = *sequences.get(kind)?;
    let number = number.value().filter(|number| *number > last + 1)?;
    let plain = mention.exact && mention.members.is_none() && !mention.bare && number < last + 100;
    let here = matches!(mention.context, MentionIn::Prose | MentionIn::Table);
    if !plain
        || !here
        || is_predecessor(cx, mention)
        || is_generated(cx, mention)
        || !meant(cx.snapshot, cx.file, mention.unit, &mention.name).is_empty()
        || is_elsewhere(cx, mention)
    {
        return None;
    }
    Some((*kind, first, last))
}

/// Whether a dependency names it, which is the business of other rules.
fn is_predecessor(cx: &Context<'_>, mention: &Mention) -> bool {
    let own = cx.document.range(mention.place);
    let named = cx.edges.iter().filter_map(|edge| edge.named(cx.plan));
    named.filter(|it| it.name == mention.name).any(|it| cx.document.range(it.place).overlaps(own))
}

/// Whether it stands in a part that is made from the plan, and will be made anew.
fn is_generated(cx: &Context<'_>, mention: &Mention) -> bool {
    let own = cx.document.range(mention.place);
    let mut parts = cx.plan.generated.iter();
    parts.any(|it| between(cx.document.range(it.begin), cx.document.range(it.end)).contains(own))
}

/// Whether the words around the mention put it outside of this plan, or it is part of a longer number.
fn is_elsewhere(cx: &Context<'_>, mention: &Mention) -> bool {
    const WORDS: [&str; 26] = [
        "later",
        "future",
        "beyond",
        "backlog",
        "previous",
        "earlier",
        "prior",
        "former",
        "next",
        "after",
        "deferred",
        "postponed",
        "post-",
        "v2",
        "old",
        "legacy",
        "then",
        "spät",
        "zukünft",
        "futur",
        "plus tard",
        "後",
        "以降",
        "将来",
        "позже",
        "despué",
    ];
    let before = cx.document.before(mention.place);
    let line = format!("{before}{}", cx.document.behind(mention.place)).to_lowercase();
    let behind = cx.document.behind(mention.place);
    let goes_on = behind.starts_with(['+', '-', '–', '.', '/', '’', '\'', '(', '"'])
        && !behind.starts_with(". ")
        && behind != ".";
    let quoted = before.trim_start().starts_with('>') || before.ends_with(['"', '“', '(', '/', '[', '`', '„']);
    goes_on || quoted || WORDS.iter().any(|word| holds(&line, word))
}

/// Whether the line holds the word: in Latin script as a whole word or at the beginning of one.
fn holds(line: &str, word: &str) -> bool {
    let begins = |at: usize| line.get(..at).is_none_or(|before| !before.ends_with(char::is_alphanumeric));
    let ends = |at: usize| {
        let behind = line.get(at + word.len()..).unwrap_or_default();
        word.len() > 6 || !behind.starts_with(char::is_alphanumeric)
    };
    let latin = word.starts_with(|c: char| c.is_ascii_alphabetic());
    line.match_indices(word).any(|(at, _)| !latin || begins(at) && ends(at))
}

fn fixes(cx: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Mention(at) = finding.subject else { return Vec::new() };
    let mention = cx.plan.mentions.get(at as usize).filter(|_| !cx.tries.are_spent());
    let Some(mention) = mention else { return Vec::new() };
    let range: TextRange = cx.document.range(mention.place);
    let replace = |text: String| Fix {
        title: format!("Replace with {text}"),
        applicability: Applicability::Unsafe,
        edits: vec![(cx.file, Edit { range, insert: text })],
    };
    let near = cx.snapshot.nearest(cx.file, &mention.text, 3).into_iter().map(|it| replace(it.text));
    near.filter(|fix| mends(cx, finding, fix)).collect()
}
