//! Front matter that defines a unit: one file a work item.

use crate::notation::header::header;
use crate::notation::id::{IdShape, shape};
use crate::notation::label::{Label, Name, fold_id};
use crate::notation::status::status_value;
use crate::plan::mention::{Mention, MentionIn};
use crate::plan::place::{End, Place};
use crate::plan::read::facts::{FrontEntry, In};
use crate::plan::read::join::{Joiner, empty_unit};
use crate::plan::unit::{DefinedBy, Dependency, Predecessor, Said, Unit};

impl Joiner<'_> {
    /// Reads front matter: `id:` with what stands beside it.
    pub fn front(&mut self, entries: &[FrontEntry]) {
        let get = |keys: &[&str]| entries.iter().find(|it| keys.contains(&it.key.as_str()));
        let first = |keys: &[&str]| get(keys).and_then(|it| it.values.first().map(|value| (it, value)));
        if let Some((_, title)) = first(&["title"]) {
            self.plan.title = Some(title.value.clone());
        }
        let Some((entry, id)) = first(&["id", "work_package_id", "task_id"]) else { return };
        let id_shape = shape(&id.value);
        if !matches!(id_shape, Some(IdShape::Prefixed | IdShape::Short | IdShape::Lower)) {
            return;
        }
        let line = self.place(entry.line);
        let label = header(&id.value, self.vocabulary).map_or_else(|| Label::of_id(&id.value), |it| it.label.0);
        let status = first(&["status", "state", "lane"]);
        let status = status.and_then(|(_, it)| {
            status_value(&it.value, self.vocabulary).map(|value| Said { value, place: self.place(it.slot) })
        });
        let depends = get(&["depends_on", "depends-on", "dependencies", "blockedby", "blocked_by", "dependson"]);
        let depends = depends.map(|it| self.front_dependency(it)).filter(|it| !it.on.is_empty());
        let unit = Unit {
            label,
            name: self.place(id.slot),
            title: first(&["title", "name"]).map(|(_, it)| it.value.clone()).unwrap_or_default(),
            end: End::Segment(u32::MAX),
            defined_by: DefinedBy::FrontMatter,
            status,
            depends: depends.into_iter().collect(),
            ..empty_unit(line)
        };
        let unit = self.push_unit(unit);
        self.open_document_unit(unit);
    }

    fn front_dependency(&mut self, entry: &FrontEntry) -> Dependency {
        let mut on = Vec::new();
        for value in &entry.values {
            if self.vocabulary.is_none(&value.value) {
                continue;
            }
            let predecessor = self.front_predecessor(value);
            self.plan.mentions.push(Mention {
                name: predecessor.name.clone(),
                text: predecessor.text.clone(),
                place: predecessor.place,
                exact: true,
                context: MentionIn::Dependency,
                unit: None,
                members: None,
                bare: true,
            });
            on.push(predecessor);
        }
        Dependency { place: self.place(entry.line), on }
    }

    fn front_predecessor(&self, value: &In<String>) -> Predecessor {
        let place: Place = self.place(value.slot);
        let name = Name::Id(fold_id(&value.value));
        Predecessor {
            name,
            text: value.value.clone(),
            place,
            exact: true,
            by_title: false,
            misspelt: false,
            members: None,
        }
    }
}
