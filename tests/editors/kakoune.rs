//! A session in Kakoune with kak-lsp, by keys in a terminal.

use std::env;
use std::fs;
use std::path::Path;

use crate::editor::{each, home, on_path, server, skip};
use crate::terminal::Terminal;

/// What docs/editors/kakoune.md tells to write, but for the path of the program.
fn configure(folder: &Path) {
    let kak = home(folder).join("kak");
    fs::create_dir_all(&kak).expect("a folder for the configuration");
    let configuration = format!(
        "eval %sh{{kak-lsp}}\n\
         hook -group lsp-filetype-markdown global BufSetOption filetype=markdown %{{\n\
         \x20   set-option buffer lsp_servers %{{\n\
         \x20       [milepost]\n\
         \x20       root_globs = [\"milepost.toml\", \".git\"]\n\
         \x20       command = {:?}\n\
         \x20       args = [\"lsp\"]\n\
         \x20   }}\n\
         }}\n\
         hook global WinSetOption filetype=markdown %{{\n\
         \x20   lsp-enable-window\n\
         \x20   lsp-inlay-diagnostics-enable window\n\
         }}\n",
        server().display().to_string()
    );
    fs::write(kak.join("kakrc"), configuration).expect("kakrc");
}

#[test]
fn a_session_in_kakoune() {
    each("kakoune", "kak", |program, folder| {
        if on_path("kak-lsp").is_none() {
            return skip("kakoune", "kak-lsp is not on PATH");
        }
        configure(folder);
        let plan = folder.join("harbour.md");
        // kak-lsp answers by calling `kak`.
        let own = program.parent().map(Path::to_path_buf).into_iter();
        let path = env::join_paths(own.chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())));
        let path = path.expect("a PATH");
        let Some(mut kak) = Terminal::start(program, &["harbour.md"], folder, &[("PATH", Path::new(&path))]) else {
            return;
        };
        kak.wait_for_text("Sprint 22, which is defined"); // a finding

        kak.write("/that Sprint 1");
        kak.press(&["Enter"]);
        kak.write(":lsp-hover");
        kak.press(&["Enter"]);
        kak.wait_for_text("on the critical path");
        kak.press(&["Escape"]);
        kak.write(":lsp-definition");
        kak.press(&["Enter"]);
        kak.wait_for("the definition", |screen| screen.contains(" 5:"));

        kak.write("/Sprint 22");
        kak.press(&["Enter"]);
        kak.write(":lsp-code-actions");
        kak.press(&["Enter"]);
        kak.wait_for_text("Replace with Sprint 2");
        kak.press(&["Enter"]);
        kak.wait_for("the fixed line", |screen| !screen.contains("Sprint 22"));

        kak.press(&["g", "g"]);
        kak.write("/Sprint 1: Relay");
        kak.press(&["Enter", "h"]);
        kak.write("/Sprint 1");
        kak.press(&["Enter"]);
        kak.write(":lsp-rename 'Sprint 7'");
        kak.press(&["Enter"]);
        kak.wait_for_text("## Sprint 7: Relay");

        kak.press(&["g", "e", "o", "Enter"]);
        kak.write("**Blocked by:** Spr");
        kak.wait_for("the completions", |screen| screen.matches("Sprint 2").count() > 3);
        kak.press(&["C-n", "Escape"]);
        kak.wait_for_text("**Blocked by:** Sprint ");
        kak.write(":lsp-restart");
        kak.press(&["Enter"]);
        kak.write(":write");
        kak.press(&["Enter"]);
        kak.wait_for("the written file", |_| fs::read_to_string(&plan).is_ok_and(|it| it.contains("by:** Sprint ")));
        kak.write(":quit!");
        kak.press(&["Enter"]);
        kak.wait_for_end();
    });
}
