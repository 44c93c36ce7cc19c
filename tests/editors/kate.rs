//! A session in Kate: keys are pressed on a screen of its own, and what Kate and the server say to each other is read.

use std::env;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::desktop::Desktop;
use crate::editor::{each, home, repository};
use crate::traffic::Traffic;

// The keys of kate/ui.rc.
const HOVER: &str = "ctrl+alt+1";
const DEFINITION: &str = "ctrl+alt+2";
const RENAME: &str = "ctrl+alt+3";
const QUICK_FIX: &str = "ctrl+alt+4";
const RESTART: &str = "ctrl+alt+5";

/// The settings that docs/editors/kate.md tells to write, the plugin that it tells to enable, and keys for its menu.
fn configure(folder: &Path) {
    let page = fs::read_to_string(repository().join("docs/editors/kate.md")).expect("the page");
    let settings = page.split("```json\n").nth(1).and_then(|it| it.split("```").next()).expect("the page's settings");
    let home = home(folder);
    for (file, text) in [
        ("kate/lspclient/settings.json", settings),
        ("katerc", "[Kate Plugins]\nlspclientplugin=true\n"),
        ("kxmlgui5/lspclient/ui.rc", include_str!("kate/ui.rc")),
    ] {
        let file = home.join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder for the configuration");
        fs::write(file, text).expect("the configuration");
    }
}

#[test]
fn a_session_in_kate() {
    each("kate", "kate", |program, folder| {
        let traffic = Traffic::in_folder(folder.with_file_name("traffic"));
        configure(folder);
        let plan = folder.join("harbour.md");
        // The page's command is `milepost`: here the script that keeps the traffic.
        let first = [traffic.folder().to_path_buf()].into_iter();
        let path = env::join_paths(first.chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())));
        let path = path.expect("a PATH");
        let variables = [("PATH", Path::new(&path)), ("LANG", Path::new("C.UTF-8"))];
        let Some(mut kate) = Desktop::start(program, &["--startanon", "--new", "harbour.md"], folder, &variables)
        else {
            return;
        };

        kate.focus("LSP server start requested");
        assert!(traffic.of_editor().is_empty(), "the server runs before the user said so");
        kate.press("alt+y");
        kate.wait_for("three findings", |_| findings(&traffic).len() == 3);
        assert!(findings(&traffic).iter().any(|it| it.contains("Sprint 22, which is defined nowhere")));
        kate.focus("harbour.md");

        go_to(&mut kate, 22, 20); // Sprint 22
        kate.press(QUICK_FIX);
        kate.wait_for("the fixed line", |_| text(&traffic).contains("**Depends on:** Sprint 2\n"));
        kate.wait_for("one finding less", |_| !findings(&traffic).iter().any(|it| it.contains("Sprint 22")));

        go_to(&mut kate, 2, 97); // that Sprint 1 wires
        kate.press(HOVER);
        kate.wait_for("the hover", |_| answered(&traffic, "textDocument/hover", "Relay board"));

        kate.press(DEFINITION);
        kate.wait_for("the definition", |_| traffic.answer("textDocument/definition").is_some());
        wait_for_cursor(&mut kate, &traffic, 4);

        kate.press(RENAME);
        kate.wait_for_window("^Rename");
        kate.write("Sprint 7");
        kate.press("Return");
        kate.wait_for("the new name", |_| text(&traffic).contains("## Sprint 7: Relay board"));
        kate.focus("harbour.md");

        go_to(&mut kate, 26, 0); // behind the last line
        kate.press("Return");
        let before = kate.windows();
        kate.write("**Blocked by:** Spr");
        kate.wait_for("the menu", |it| it.windows() > before);
        kate.press("Return");
        kate.wait_for("the completed line", |_| text(&traffic).contains("**Blocked by:** Sprint 2"));

        kate.press(RESTART);
        kate.wait_for("another server", |_| traffic.told("initialize").len() == 2);
        let before = traffic.published().len();
        kate.wait_for("its findings", |_| traffic.published().len() > before);

        kate.press("ctrl+s");
        kate.wait_for("the written file", |_| fs::read_to_string(&plan).is_ok_and(|it| it.contains("Blocked by")));
        kate.press("ctrl+q");
        assert!(kate.wait_for_end().success(), "Kate ends well");
        assert_eq!(traffic.told("exit").len(), 2, "each server is told to end");
        let kept = fs::read_to_string(home(folder).join("katerc")).unwrap_or_default();
        assert!(kept.contains("AllowedServerCommandLines"), "the answer is kept\n{kept}");

        let written = fs::read_to_string(&plan).expect("the plan");
        for line in ["## Sprint 7: Relay board (Weeks 1-2)", "**Depends on:** Sprint 7", "**Depends on:** Sprint 2"] {
            assert!(written.lines().any(|it| it == line), "no {line} in\n{written}");
        }
        assert!(!written.contains("milepost-disable"), "Kate carries out all that it is answered\n{written}");
    });
}

/// Puts the cursor somewhere, 0 being the first line and column.
fn go_to(kate: &mut Desktop, line: u32, column: u32) {
    let arguments = [format!("int32:{line}"), format!("int32:{column}")];
    kate.call("org.kde.kate", "/MainApplication", "org.kde.Kate.Application.setCursor", &arguments);
}

/// Waits until the cursor is in a line. What Kate asks for a hover tells where it is.
fn wait_for_cursor(kate: &mut Desktop, traffic: &Traffic, line: u64) {
    let asked = || traffic.told("textDocument/hover");
    let is_there = |it: &Value| it.pointer("/position/line").and_then(Value::as_u64) == Some(line);
    while !asked().first().is_some_and(is_there) {
        let before = asked().len();
        kate.press(HOVER);
        kate.wait_for("a question", |_| asked().len() > before);
    }
}

/// The messages of the newest findings.
fn findings(traffic: &Traffic) -> Vec<String> {
    let newest = traffic.published().pop();
    let diagnostics = newest.as_ref().and_then(|it| it.pointer("/diagnostics")?.as_array());
    diagnostics.into_iter().flatten().map(|it| it.to_string()).collect()
}

/// Whether the newest answer to a method holds a text.
fn answered(traffic: &Traffic, method: &str, text: &str) -> bool {
    traffic.answer(method).is_some_and(|it| it.to_string().contains(text))
}

/// The plan as Kate last told it: it sends the whole text.
fn text(traffic: &Traffic) -> String {
    let newest = traffic.told("textDocument/didChange").into_iter().next().unwrap_or_default();
    newest.pointer("/contentChanges/0/text").and_then(Value::as_str).unwrap_or_default().to_owned()
}
