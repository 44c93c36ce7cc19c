//! A session in Helix: it has no scripts, so keys are pressed in a terminal and the screen is read.

use std::fs;
use std::path::Path;

use crate::editor::{each, home, server};
use crate::terminal::Terminal;

/// What docs/editors/helix.md tells to write, but for the path of the program; and findings behind each line, to see them.
fn configure(folder: &Path) {
    let helix = home(folder).join("helix");
    fs::create_dir_all(&helix).expect("a folder for the configuration");
    let languages = format!(
        "[language-server.milepost]\ncommand = {:?}\nargs = [\"lsp\"]\n\n\
         [[language]]\nname = \"markdown\"\nlanguage-servers = [\"milepost\"]\n",
        server().display().to_string()
    );
    fs::write(helix.join("languages.toml"), languages).expect("languages.toml");
    let config = "[editor]\nend-of-line-diagnostics = \"hint\"\n\n[editor.lsp]\ndisplay-inlay-hints = false\n";
    fs::write(helix.join("config.toml"), config).expect("config.toml");
}

#[test]
fn a_session_in_helix() {
    each("helix", "hx", |program, folder| {
        configure(folder);
        let plan = folder.join("harbour.md");
        let Some(mut hx) = Terminal::start(program, &["harbour.md"], folder, &[]) else { return };
        hx.wait_for_text("Sprint 22, which is defined"); // a finding

        hx.write("/that Sprint 1");
        hx.press(&["Enter", "Space", "k"]);
        hx.wait_for_text("on the critical path"); // the hover
        hx.press(&["Escape", "g", "d"]);
        hx.wait_for("the definition", |screen| screen.contains("sel  5:"));
        hx.press(&["Space", "h"]);
        hx.wait_for_text("3 sels"); // the mentions
        hx.press(&[","]);

        hx.write("/Sprint 22");
        hx.press(&["Enter", "Space", "a"]);
        hx.wait_for_text("Replace with Sprint 2"); // the code actions
        hx.press(&["Enter"]);
        hx.wait_for("the fixed line", |screen| !screen.contains("Sprint 22"));

        hx.press(&["g", "g"]);
        hx.write("/that Sprint 1");
        hx.press(&["Enter", "Space", "r"]);
        hx.wait_for_text("rename-to:");
        hx.press(&["C-u"]);
        hx.write("Sprint 7");
        hx.press(&["Enter"]);
        hx.wait_for_text("Sprint 7 wires");

        hx.press(&["g", "e", "o", "Enter"]);
        hx.write("**Blocked by:** Spr");
        hx.wait_for("the completions", |screen| screen.matches("Sprint 2").count() > 3);
        hx.press(&["C-n", "Enter", "Escape"]);
        hx.wait_for("the completed line", |screen| screen.contains("**Blocked by:** Sprint "));

        hx.write(":lsp-restart");
        hx.press(&["Enter"]);
        hx.write(":write");
        hx.press(&["Enter"]);
        hx.wait_for_text("overlaps Sprint 2"); // findings of the new server
        let written = || fs::read_to_string(&plan).unwrap_or_default();
        hx.wait_for("the written file", |_| written().contains("**Blocked by:** Sprint "));
        hx.write(":quit!");
        hx.press(&["Enter"]);
        hx.wait_for_end();

        let written = written();
        for line in ["## Sprint 7: Relay board (Weeks 1-2)", "**Depends on:** Sprint 7", "**Depends on:** Sprint 2"] {
            assert!(written.lines().any(|it| it == line), "no {line} in\n{written}");
        }
    });
}
