//! Sessions in Helix: it has no scripts, so keys are pressed in a terminal and the screen is read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::editor::{command, each, home, on_path, repository, server, skip};
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

/// A plan with each sort of notation, where it is highlighted and where it is not.
const PLAN: &str = "\
# Lamps by 2026-01-05

Sprint 9 is running text, and LAMP-9 and 9 weeks are too, with `code`.

## Sprint 1: Relay board (Weeks 1-2) ✅

- [x] LAMP-1 takes 3 days and `LAMP-2` **bold** signs
- [ ] After Sprint 3 comes 2026-02-03

| Unit | Done |
|---|---|
| Sprint 4 | 🚧 |
";

/// What the session looks at: a scope, a line's beginning, and a text in that line that has the scope's colour.
const LOOKS: [(&str, &str, &str); 16] = [
    ("constant.numeric", "# Lamps", "2026-01-05"),
    ("ui.text", "Sprint 9", "Sprint 9"),
    ("ui.text", "Sprint 9", "LAMP-9"),
    ("ui.text", "Sprint 9", "9 weeks"),
    ("markup.raw", "Sprint 9", "code"),
    ("label", "## Sprint", "Sprint 1"),
    ("label", "## Sprint", "Weeks 1-2"),
    ("constant.builtin", "## Sprint", "✅"),
    ("constant", "- [x]", "LAMP-1"),
    ("constant.numeric", "- [x]", "3 days"),
    ("markup.raw", "- [x]", "LAMP-2"),
    ("markup.bold", "- [x]", "bold"),
    ("label", "- [ ]", "Sprint 3"),
    ("label", "| Sprint", "Sprint 4"),
    ("constant.builtin", "| Sprint", "🚧"),
    ("constant", "- LAMP-5", "LAMP-5"),
];

/// The test's own theme: each scope has a number for its shade of blue.
const SCOPES: [&str; 7] =
    ["ui.text", "label", "constant", "constant.numeric", "constant.builtin", "markup.raw", "markup.bold"];

#[test]
fn highlighting_in_helix() {
    each("helix", "hx", |program, folder| {
        let Some(stock) = stock(program, folder) else {
            return skip("highlighting in Helix", "this Helix has no queries for Markdown");
        };
        if let Some(missing) = ["git", "c++"].iter().find(|it| on_path(it).is_none()) {
            return skip("highlighting in Helix", &format!("{missing}, which it builds grammars with, is not on PATH"));
        }
        install(program, folder, &stock);
        theme(folder);
        fs::write(folder.join("lamps.md"), PLAN).expect("the plan");
        let Some(mut hx) = Terminal::start(program, &["lamps.md"], folder, &[]) else { return };
        hx.wait_for_text("Sprint 4");
        hx.press(&["g", "e", "o"]);
        hx.write("- LAMP-5 is typed");
        hx.press(&["Escape"]);
        hx.wait_for_text("LAMP-5 is typed");
        let screen = hx.colours();
        hx.write(":quit!");
        hx.press(&["Enter"]);
        hx.wait_for_end();

        for (scope, beginning, text) in LOOKS {
            let looks = looks(&screen, beginning, text);
            assert_eq!(looks, [scope], "{text} in the line that begins with {beginning}");
        }
    });
}

/// Where Helix's own queries are, as docs/editors/helix.md tells to find them.
fn stock(program: &Path, folder: &Path) -> Option<PathBuf> {
    let health = command(program, folder).arg("--health").output().expect("Helix starts");
    let health = String::from_utf8_lossy(&health.stdout).into_owned();
    let folders = health.lines().find_map(|it| it.strip_prefix("Runtime directories: "))?;
    folders.split(';').map(PathBuf::from).find(|it| it.join("queries/markdown").is_dir())
}

/// Runs the commands that docs/editors/helix.md tells to run. Markdown's grammar, which a packed Helix has or fetches, is
/// built along with ours.
fn install(program: &Path, folder: &Path, stock: &Path) {
    let helix = home(folder).join("helix");
    fs::create_dir_all(&helix).expect("a folder for the configuration");
    let grammars = markdown_grammars();
    let languages = format!(
        "use-grammars = {{ only = [\"plan\", \"markdown\", \"markdown_inline\"] }}\n\n\
         [[grammar]]\nname = \"markdown\"\nsource = {{ path = {:?} }}\n\n\
         [[grammar]]\nname = \"markdown_inline\"\nsource = {{ path = {:?} }}\n\n",
        grammars.join("tree-sitter-markdown"),
        grammars.join("tree-sitter-markdown-inline")
    );
    fs::write(helix.join("languages.toml"), languages).expect("languages.toml");

    let page = fs::read_to_string(repository().join("docs/editors/helix.md")).expect("the page");
    let (_, block) = page.split_once("```sh\n").expect("a block of commands");
    let (block, _) = block.split_once("```").expect("its end");
    let example = "stock=/usr/lib/helix/runtime\n";
    assert!(block.contains(example), "the page says where Helix's own runtime may be");
    let commands = block.replace(example, &format!("stock='{}'\n", stock.display()));
    let commands = commands.replace("hx ", &format!("'{}' ", program.display()));
    let output = command(Path::new("sh"), folder).args(["-e", "-c", &commands]).current_dir(repository()).output();
    let output = output.expect("sh starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("Failure"), "{commands}\n{said}");
}

/// The sources of Markdown's grammars: those that the server is built with.
fn markdown_grammars() -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version", "1", "--offline"]).current_dir(repository());
    let output = cargo.output().expect("cargo starts");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo tells of the packages");
    let packages = metadata.get("packages").and_then(|it| it.as_array()).expect("packages");
    let text = |package: &serde_json::Value, key| package.get(key).and_then(|it| it.as_str()).map(str::to_owned);
    let package = packages.iter().find(|it| text(it, "name").as_deref() == Some("tree-sitter-md"));
    let manifest = PathBuf::from(package.and_then(|it| text(it, "manifest_path")).expect("tree-sitter-md"));
    manifest.parent().expect("its folder").to_owned()
}

/// A theme in which each scope has a shade of blue of its own.
fn theme(folder: &Path) {
    let helix = home(folder).join("helix");
    fs::create_dir_all(helix.join("themes")).expect("a folder for themes");
    let lines = SCOPES.iter().enumerate().map(|(shade, scope)| format!("\"{scope}\" = \"#0000{shade:02x}\"\n"));
    let required = "\"ui.selection\" = {}\n";
    fs::write(helix.join("themes/shades.toml"), lines.collect::<String>() + required).expect("the theme");
    fs::write(helix.join("config.toml"), "theme = \"shades\"\n").expect("config.toml");
}

/// The scopes by which a text is coloured, in the first line with such a beginning.
fn looks(screen: &[Vec<(char, String)>], beginning: &str, text: &str) -> Vec<String> {
    let letters = |line: &[(char, String)]| line.iter().map(|(letter, _)| *letter).collect::<String>();
    // A line's number stands before it.
    let holds =
        |line: &str| line.trim_start_matches(|it: char| it == ' ' || it.is_ascii_digit()).starts_with(beginning);
    let line = screen.iter().find(|it| holds(&letters(it))).unwrap_or_else(|| panic!("no line {beginning}"));
    let size = text.chars().count();
    let part = line.windows(size).find(|it| letters(it) == text).unwrap_or_else(|| panic!("no {text}"));
    let mut shades: Vec<String> = part
        .iter()
        .filter(|(letter, _)| *letter != ' ')
        .map(|(_, colour)| {
            let shade = colour.strip_prefix("0;0;").and_then(|it| it.parse::<usize>().ok());
            shade.and_then(|it| SCOPES.get(it)).map_or_else(|| format!("colour {colour}"), |it| (*it).to_owned())
        })
        .collect();
    shades.dedup();
    shades
}
