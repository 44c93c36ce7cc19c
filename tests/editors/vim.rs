//! A session in Vim with ALE, by `vim/session.vim`, in a terminal: without one, Vim leaves at the first pause.

use std::fs;

use crate::editor::{each, repository, skip};
use crate::terminal::Terminal;

#[test]
fn a_session_in_vim_with_ale() {
    each("vim", "vim", |program, folder| {
        let script = repository().join("tests/editors/vim/session.vim").display().to_string();
        let output = folder.with_file_name("output");
        let arguments = ["-Nu", "NONE", "-n", "-i", "NONE", "-S", &script];
        let variables = [("MILEPOST_OUTPUT", output.as_path())];
        let Some(mut terminal) = Terminal::start(program, &arguments, folder, &variables) else { return };
        terminal.wait_for_end();
        let said = fs::read_to_string(&output).unwrap_or_default();
        match said.lines().last() {
            Some("SKIP") => skip("vim", "ALE is not installed"),
            last => assert_eq!(last, Some("PASS"), "{}\n{said}", program.display()),
        }
        println!("{}\n{said}", program.display());
    });
}
