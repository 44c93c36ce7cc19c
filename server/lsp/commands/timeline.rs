//! `milepost.timeline`: what `milepost timeline` prints.

use milepost_core::timeline::timeline as timeline_of;
use serde::Deserialize;
use serde_json::Value;
use tower_lsp::jsonrpc::Result;

use crate::commands::{day, format, plans, printed};
use crate::convert::Scene;
use crate::convert::actions::failed;
use crate::timeline::{Format, Shown, nothing, render};

/// The document and the options of the command line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Argument {
    uri: String,
    format: Option<String>,
    today: Option<String>,
}

/// Draws the schedule of a document.
///
/// # Errors
/// Where the argument is wrong, or there is nothing to draw.
pub fn timeline(scene: &Scene, argument: &Argument) -> Result<Value> {
    let format = format(argument.format.as_deref(), Format::Svg)?;
    let day = day(scene, argument.today.as_deref())?;
    let plans = plans(scene, &argument.uri, day)?;
    let snapshot = &plans.gathered.snapshot;
    let timelines: Vec<_> = plans.files.iter().filter_map(|it| timeline_of(snapshot, *it, &plans.network)).collect();
    let bare: Vec<_> = timelines.iter().filter(|it| it.charts.is_empty()).collect();
    if format != Format::Json && bare.len() == timelines.len() {
        return Err(failed(&nothing(&plans.gathered, &bare)));
    }
    let shown: Vec<Shown<'_>> = timelines.iter().map(|it| Shown { timeline: it, path: plans.path(it.file) }).collect();
    let (text, _) = render(&shown, format, day).map_err(|reason| failed(&reason))?;
    printed(text.into_bytes(), format == Format::Json)
}
