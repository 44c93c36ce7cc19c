//! Milepost in Zed: tells Zed how to start the language server, and hands it the user's settings.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{
    Command, Extension, LanguageServerId, Result, Worktree, register_extension, serde_json::Value,
};

struct Milepost;

/// What the user's settings say of the server, if anything.
fn settings(server: &LanguageServerId, worktree: &Worktree) -> Option<LspSettings> {
    LspSettings::for_worktree(server.as_ref(), worktree).ok()
}

impl Extension for Milepost {
    fn new() -> Self {
        Milepost
    }

    /// The program that `lsp.milepost.binary` names, or else the one on the folder's `PATH`.
    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = settings(server, worktree).and_then(|it| it.binary);
        let (path, arguments) = binary.map(|it| (it.path, it.arguments)).unwrap_or_default();
        let command = path.or_else(|| worktree.which("milepost")).ok_or(
            "milepost is not on PATH: install it, or name the program in the setting lsp.milepost.binary.path",
        )?;
        let args = arguments.unwrap_or_else(|| vec!["lsp".to_owned()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(settings(server, worktree).and_then(|it| it.initialization_options))
    }

    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(settings(server, worktree).and_then(|it| it.settings))
    }
}

register_extension!(Milepost);
