//! A session in headless Neovim, by `neovim/session.lua`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::editor::{command, each, home, on_path, pass, repository, skip};

#[test]
fn a_session_in_neovim() {
    each("neovim", "nvim", |program, folder| {
        let client = folder.with_file_name("parsers");
        parser(&client);
        let mut nvim = command(program, folder);
        nvim.args(["--clean", "--headless", "-c"])
            .arg(format!("luafile {}", repository().join("tests/editors/neovim/session.lua").display()))
            .env("MILEPOST_CLIENT", repository().join("editors/neovim"))
            .env("MILEPOST_PARSER", client);
        let home = home(folder);
        pass(nvim, || {
            let places = ["nvim/lsp.log", ".cache/nvim/lsp.log"];
            places.iter().filter_map(|it| fs::read_to_string(home.join(it)).ok()).collect()
        });
    });
}

/// Compiles the grammar as a user would; without a C compiler the session leaves highlighting out.
fn parser(into: &Path) {
    let Some(compiler) = on_path("cc") else {
        return skip("highlighting in Neovim", "cc is not on PATH");
    };
    let source = repository().join("grammars/tree-sitter-plan/src");
    fs::create_dir_all(into.join("parser")).expect("a folder for the parser");
    let built = Command::new(compiler)
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(into.join("parser/plan.so"))
        .arg("-I")
        .arg(&source)
        .arg(source.join("parser.c"))
        .status()
        .expect("the compiler starts");
    assert!(built.success(), "the grammar does not compile");
}
