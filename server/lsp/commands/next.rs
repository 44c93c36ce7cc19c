//! `milepost.next`: what `milepost next` prints.

use serde::Deserialize;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};

use crate::commands::{day, format, plans, printed};
use crate::convert::Scene;
use crate::next::{Format, Wanted, list};

/// The document and the options of the command line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Argument {
    uri: String,
    format: Option<String>,
    limit: Option<usize>,
    #[serde(default)]
    all: bool,
    owner: Option<String>,
    today: Option<String>,
}

/// Lists what can be worked on in a document.
///
/// # Errors
/// Where the argument is wrong.
pub fn next(scene: &Scene, argument: &Argument) -> Result<Value> {
    if argument.all && argument.limit.is_some() {
        return Err(Error::invalid_params("limit and all cannot be used together: leave one of them out"));
    }
    let format = format(argument.format.as_deref(), Format::Text)?;
    let plans = plans(scene, &argument.uri, day(scene, argument.today.as_deref())?)?;
    let owner = argument.owner.as_deref();
    let wanted = Wanted { format, limit: argument.limit, all: argument.all, owner, colour: false };
    let mut text = Vec::new();
    list(&plans, &wanted, &mut text).map_err(|_| Error::internal_error())?;
    printed(text, format == Format::Json)
}
