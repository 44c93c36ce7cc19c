//! Refreshing: asks the client to ask again for what it shows of one document, after another one or a setting changed.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use milepost_core::plan::Plan;
use milepost_core::workspace::FileId;
use milepost_core::workspace::settings::Settings;
use tokio::sync::watch;
use tokio::time::timeout;
use tower_lsp::Client;

use crate::capabilities::Abilities;
use crate::options::Switches;
use crate::pull::Told;
use crate::world::{View, World};

/// What changes within so long is one change: nobody reads another document while typing.
const SETTLE: Duration = Duration::from_millis(300);
/// How long a client may take to say that it will.
const PATIENCE: Duration = Duration::from_secs(30);

/// Refreshes until the server ends whatever rests on another moment than this one. Does nothing for a client that cannot.
/// `told` is what it was told when it asked for diagnostics.
pub fn refresh(
    client: Client,
    world: &World,
    abilities: Abilities,
    told: Arc<Told>,
) -> impl Future<Output = ()> + use<> {
    let (mut changes, mut switches) = (world.subscribe(), world.subscribe_switches());
    // Taken at once: what changes before the task runs for the first time is a change too.
    let basis = Basis::of(&changes.borrow_and_update(), &switches.borrow_and_update());
    keep_refreshing(client, abilities, told, basis, changes, switches)
}

async fn keep_refreshing(
    client: Client,
    abilities: Abilities,
    told: Arc<Told>,
    mut basis: Basis,
    mut changes: watch::Receiver<View>,
    mut switches: watch::Receiver<Switches>,
) {
    let aids = abilities.aids;
    let diagnostics = abilities.pull.is_some_and(|it| it.refresh);
    let tokens = aids.tokens.is_some_and(|it| it.refresh);
    let hints = aids.hints.is_some_and(|it| it.refresh);
    let lenses = aids.lenses.is_some_and(|it| it.refresh);
    if !tokens && !hints && !lenses && !diagnostics {
        return;
    }
    loop {
        let more = tokio::select! {
            changed = changes.changed() => changed.is_ok(),
            changed = switches.changed() => changed.is_ok(),
        };
        if !more {
            return;
        }
        tokio::time::sleep(SETTLE).await;
        let next = Basis::of(&changes.borrow_and_update(), &switches.borrow_and_update());
        let is_outdated = next.outdates(&basis);
        if diagnostics && (is_outdated || next.outdates_findings(&basis, told.of_all())) {
            let _ = timeout(PATIENCE, client.workspace_diagnostic_refresh()).await;
        }
        if is_outdated {
            // A client that does not answer is asked again at the next change.
            if tokens {
                let _ = timeout(PATIENCE, client.semantic_tokens_refresh()).await;
            }
            if hints {
                let _ = timeout(PATIENCE, client.inlay_hint_refresh()).await;
            }
            if lenses {
                let _ = timeout(PATIENCE, client.code_lens_refresh()).await;
            }
        }
        basis = next;
    }
}

/// What was read of a file, and what holds for it.
type Held = (Arc<Plan>, Arc<Settings>);

/// What the client's tokens, hints and lenses rest on.
struct Basis {
    plans: BTreeMap<FileId, Held>,
    /// The open documents with their versions.
    open: Arc<BTreeMap<FileId, i32>>,
    switches: Switches,
    /// The day, and the look at the disk, on which findings may rest.
    around: (Option<Date>, u64),
}

impl Basis {
    fn of(view: &View, switches: &Switches) -> Basis {
        let snapshot = &view.snapshot;
        let plans = snapshot
            .files()
            .map(|(file, it)| (file, (Arc::clone(it.document.plan()), Arc::clone(snapshot.settings(file)))));
        let around = (snapshot.today, snapshot.looks);
        Basis { plans: plans.collect(), open: Arc::clone(&view.open), switches: switches.clone(), around }
    }

    /// Whether what is shown of an open document may have become wrong by something else than an edit of its own, after
    /// which a client asks by itself.
    fn outdates(&self, before: &Basis) -> bool {
        if self.open.is_empty() {
            return false;
        }
        let mut facts = self.other_facts(before);
        let is_edited = |file: FileId| self.open.get(&file) != before.open.get(&file);
        let is_seen_elsewhere = |file: FileId| !is_edited(file) || self.open.keys().any(|open| *open != file);
        self.switches != before.switches
            || facts.any(is_seen_elsewhere)
            || self.other_settings(before).any(|it| before.plans.contains_key(&it))
    }

    /// Whether findings may be others although no document and no setting changed; or, where the client knows those `of_all`
    /// documents, because of a change that an open one need not care for.
    fn outdates_findings(&self, before: &Basis, of_all: bool) -> bool {
        let is_elsewhere = || self.other_facts(before).next().is_some() || self.other_settings(before).next().is_some();
        (of_all || !self.open.is_empty()) && self.around != before.around || of_all && is_elsewhere()
    }

    /// The files that say something else. A document that is opened is read anew, and says the same.
    fn other_facts<'a>(&'a self, before: &'a Basis) -> impl Iterator<Item = FileId> + 'a {
        self.changed(before, |(plan, _), (old, _)| !Arc::ptr_eq(plan, old) && plan != old)
    }

    /// The files for which something else holds.
    fn other_settings<'a>(&'a self, before: &'a Basis) -> impl Iterator<Item = FileId> + 'a {
        self.changed(before, |(_, settings), (_, old)| settings != old)
    }

    /// The files that are there in only one of both, or `differ`.
    fn changed<'a>(&'a self, before: &'a Basis, differ: fn(&Held, &Held) -> bool) -> impl Iterator<Item = FileId> + 'a {
        let new = self.plans.iter().filter(move |(file, it)| before.plans.get(file).is_none_or(|old| differ(it, old)));
        let gone = before.plans.keys().filter(|file| !self.plans.contains_key(file));
        new.map(|(file, _)| *file).chain(gone.copied())
    }
}
