//! The ids of what is drawn, which stay the same for as long as the names do.

use std::collections::{HashMap, HashSet};

use milepost_core::network::{Node, NodeIndex};

use crate::plans::Plans;

/// The ids of what is drawn: from its name, with its document's where several are drawn, and with what holds it where
/// several of a document bear the name.
pub fn ids(plans: &Plans, has_several: bool, is_drawn: &dyn Fn(&Node) -> bool) -> HashMap<NodeIndex, String> {
    let network = &plans.network;
    let own = |node: &Node| {
        let letter = if node.is_unit() { "u" } else { "t" };
        let path = || format!("{}__", slug(plans.path(node.definition.file)));
        let document = if has_several { path() } else { String::new() };
        (format!("{letter}_{document}"), slug(node.short()))
    };
    let drawn: Vec<(NodeIndex, &Node)> = network.each().filter(|(_, node)| is_drawn(node)).collect();
    let mut count: HashMap<(String, String), u32> = HashMap::new();
    drawn.iter().for_each(|(_, node)| *count.entry(own(node)).or_default() += 1);
    let mut taken: HashSet<String> = HashSet::new();
    let mut ids = HashMap::new();
    for (at, node) in drawn {
        let (document, name) = own(node);
        let outer = node.parent.and_then(|it| network.node(it)).filter(|_| count.get(&own(node)) > Some(&1));
        let around = outer.map_or_else(String::new, |it| format!("{}__", slug(it.short())));
        let id = format!("{document}{around}{name}");
        let mut free = id.clone();
        for number in 2.. {
            if taken.insert(free.clone()) {
                break;
            }
            free = format!("{id}_{number}");
        }
        ids.insert(at, free);
    }
    ids
}

/// Letters and digits in small ASCII, runs of anything else as `_`, other letters by their code.
pub fn slug(text: &str) -> String {
    /// Longer ones are cut: a task without an id has a whole sentence.
    const LONGEST: usize = 60;
    let mut out = String::new();
    for c in text.chars() {
        if out.len() >= LONGEST {
            break;
        }
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            c if c.is_alphanumeric() => out.push_str(&format!("x{:x}", u32::from(c))),
            _ if out.is_empty() || out.ends_with('_') => {}
            _ => out.push('_'),
        }
    }
    out.trim_end_matches('_').to_owned()
}
