//! Commands: which ones a client can run, and is therefore offered.

use tower_lsp::gen_lsp_types::{
    ClientCapabilities, ExecuteCommandOptions, ServerCapabilities, WorkDoneProgressOptions,
};

/// The schedule of a plan.
pub const TIMELINE: &str = "milepost.timeline";
/// What waits for what.
pub const GRAPH: &str = "milepost.graph";
/// What can be worked on now.
pub const NEXT: &str = "milepost.next";
/// What determines how long it takes.
pub const CRITICAL_PATH: &str = "milepost.criticalPath";
/// Moves a unit in time.
pub const SHIFT: &str = "milepost.shift";

/// What the client can do with commands. What it does not mention, it cannot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Commands {
    /// It runs commands of the server.
    pub runs: bool,
    /// It applies edits that the server sends.
    pub applies_edits: bool,
}

impl Commands {
    /// Reads them from what the client says of itself.
    pub fn of(client: &ClientCapabilities) -> Commands {
        let workspace = client.workspace.as_ref();
        Commands {
            runs: workspace.is_some_and(|it| it.execute_command.is_some()),
            applies_edits: workspace.and_then(|it| it.apply_edit).unwrap_or_default(),
        }
    }

    /// The commands that such a client is offered.
    pub fn offered(&self) -> Vec<&'static str> {
        let mut commands = Vec::new();
        if self.runs {
            commands.extend([TIMELINE, GRAPH, NEXT, CRITICAL_PATH]);
            commands.extend(self.applies_edits.then_some(SHIFT));
        }
        commands
    }

    /// Adds what the server offers such a client.
    pub fn offer(&self, capabilities: &mut ServerCapabilities) {
        capabilities.execute_command_provider = self.runs.then(|| ExecuteCommandOptions {
            commands: self.offered().into_iter().map(str::to_owned).collect(),
            work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
        });
    }
}
