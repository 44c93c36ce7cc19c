//! Arrows from what is waited for to what waits: along the space between rows, so that they cross no bar on their way.

use std::collections::HashMap;
use std::fmt::Write;

use milepost_core::timeline::{Item, ItemIndex, Timeline};

use crate::timeline::svg::legend::Used;
use crate::timeline::svg::plot::ROW;

/// Where the bar of a row is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Box {
    /// Where it begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its lower edge.
    pub bottom: f64,
    /// The middle of its row.
    pub middle: f64,
}

/// The arrows between the rows that are drawn.
pub fn draw(timeline: &Timeline, boxes: &HashMap<ItemIndex, Box>, used: &mut Used) -> String {
    let mut svg = String::new();
    let mut waiting: Vec<(&ItemIndex, &Box)> = boxes.iter().collect();
    waiting.sort_by_key(|(at, _)| **at);
    for (&at, to) in waiting {
        let Some(item) = timeline.item(at) else { continue };
        for link in &item.links {
            let Some((on, from)) = link.on.and_then(|on| Some((timeline.item(on)?, boxes.get(&on)?))) else { continue };
            let class = match (link.is_early, item.is_critical && on.is_critical) {
                (true, _) => " early",
                (false, true) => " path",
                (false, false) => "",
            };
            used.early |= link.is_early;
            used.arrows |= !link.is_early;
            arrow(&mut svg, from, to, class, on, item);
        }
    }
    svg
}

fn arrow(svg: &mut String, from: &Box, to: &Box, class: &str, on: &Item, item: &Item) {
    let x1 = (from.right - 7.0).max((from.left + from.right) / 2.0);
    let x2 = (to.left + 8.0).min((to.left + to.right) / 2.0);
    let is_down = to.middle > from.middle;
    let (start, lane, end, tip) = match is_down {
        true => (from.bottom, from.middle + ROW / 2.0, to.top, -6.0),
        false => (from.top, from.middle - ROW / 2.0, to.bottom, 6.0),
    };
    let _ = writeln!(
        svg,
        "<g><title>{} depends on {}</title><path class=\"arrow{class}\" d=\"M{x1:.1} {start:.1}V{lane:.1}H{x2:.1}V{:.1}\"/>\
         <path class=\"tip{class}\" d=\"M{x2:.1} {end:.1}l-4 {tip:.0}h8z\"/></g>",
        crate::timeline::text::escape(&item.label),
        crate::timeline::text::escape(&on.label),
        end + tip,
    );
}
