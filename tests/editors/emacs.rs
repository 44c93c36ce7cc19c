//! A session in Emacs without a display, by `emacs/eglot-session.el` and, where lsp-mode is installed, `emacs/lsp-mode-session.el`.

use std::path::Path;

use crate::editor::{command, each, pass, repository};

#[test]
fn a_session_in_emacs_with_eglot() {
    each("emacs", "emacs", |program, folder| session(program, folder, "eglot-session.el"));
}

#[test]
fn a_session_in_emacs_with_lsp_mode() {
    each("lsp_mode", "emacs", |program, folder| session(program, folder, "lsp-mode-session.el"));
}

fn session(program: &Path, folder: &Path, script: &str) {
    let scripts = repository().join("tests/editors/emacs");
    let mut emacs = command(program, folder);
    // The distribution's packages are found by package-initialize, which -Q would keep from them.
    emacs.args(["--batch", "-f", "package-initialize", "-L"]).arg(&scripts).arg("-l").arg(scripts.join(script));
    pass(emacs, String::new);
}
