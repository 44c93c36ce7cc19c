//! What editors say of themselves. `clients/condense.py` makes these from recordings.

use serde_json::{Value, json};

/// Every client, by its name: two that nobody uses, everything on and nothing on, and those that people use.
pub fn all() -> Vec<(&'static str, Value)> {
    let mut clients = vec![("nothing", json!({}))];
    clients.extend(FILES.iter().map(|(name, text)| (*name, serde_json::from_str(text).expect(name))));
    clients
}

/// The client with this name.
pub fn named(name: &str) -> Value {
    all().into_iter().find(|it| it.0 == name).map(|it| it.1).expect("there is one of that name")
}

const FILES: [(&str, &str); 14] = [
    ("everything", include_str!("clients/everything.json")),
    ("vscode-1.139.1", include_str!("clients/vscode-1.139.1.json")),
    ("nvim-0.12.4", include_str!("clients/nvim-0.12.4.json")),
    ("nvim-0.11.4", include_str!("clients/nvim-0.11.4.json")),
    ("nvim-0.10.4", include_str!("clients/nvim-0.10.4.json")),
    ("nvim-0.7.2", include_str!("clients/nvim-0.7.2.json")),
    ("helix-25.07.1", include_str!("clients/helix-25.07.1.json")),
    ("helix-25.01.1", include_str!("clients/helix-25.01.1.json")),
    ("zed", include_str!("clients/zed.json")),
    ("emacs-30.1-eglot", include_str!("clients/emacs-30.1-eglot.json")),
    ("emacs-28.2-eglot-1.9", include_str!("clients/emacs-28.2-eglot-1.9.json")),
    ("kakoune-kak-lsp-22.0.0", include_str!("clients/kakoune-kak-lsp-22.0.0.json")),
    ("kate-22.12.3", include_str!("clients/kate-22.12.3.json")),
    ("vim-ale-3.3.0", include_str!("clients/vim-ale-3.3.0.json")),
];

/// Those that stand for the rest where a test needs a server for each: the two extremes, and the newest of each kind.
pub fn chosen() -> Vec<(&'static str, Value)> {
    let chosen = ["nothing", "everything", "vscode-1.139.1", "nvim-0.12.4", "helix-25.07.1", "zed", "emacs-30.1-eglot"];
    all().into_iter().filter(|it| chosen.contains(&it.0)).collect()
}
