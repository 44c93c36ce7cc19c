//! Sessions in headless Neovim: with the whole client by `neovim/session.lua`, and with its configuration alone, in the
//! form of nvim-lspconfig's entries, by `neovim/entry.lua`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::editor::{command, each, home, on_path, pass, repository, server, skip};

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

#[test]
fn a_session_in_neovim_with_the_configuration_as_an_entry_of_nvim_lspconfig() {
    each("neovim", "nvim", |program, folder| {
        let plugin = folder.with_file_name("lspconfig");
        fs::create_dir_all(plugin.join("lsp")).expect("a folder for the entry");
        fs::copy(entry(), plugin.join("lsp/milepost.lua")).expect("the entry");
        // The entry's command is `milepost`.
        let own = server().parent().map(Path::to_path_buf).into_iter();
        let path = env::join_paths(own.chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())));
        let mut nvim = command(program, folder);
        nvim.args(["--clean", "--headless", "-c"])
            .arg(format!("luafile {}", repository().join("tests/editors/neovim/entry.lua").display()))
            .env("MILEPOST_ENTRY", plugin)
            .env("PATH", path.expect("a PATH"));
        pass(nvim, String::new);
    });
}

/// What nvim-lspconfig's own checks want of the files in its `lsp/`.
#[test]
fn the_configuration_passes_the_checks_of_nvim_lspconfig() {
    let text = fs::read_to_string(entry()).expect("the entry");
    assert!(text.starts_with("---@brief\n---\n--- "), "its documentation is made from the comment on top");
    assert!(text.contains("\n---@type vim.lsp.Config\nreturn {\n"), "the type is said");
    for (refused, why) in [
        ("nvim_create_user_command", "commands belong to a buffer"),
        ("workspace.executeCommand", "commands are run by client:exec_cmd"),
        ("workspace/executeCommand", "commands are run by client:exec_cmd"),
        ("require('lspconfig", "the old framework goes"),
    ] {
        assert!(!text.contains(refused), "{refused}: {why}");
    }
}

fn entry() -> PathBuf {
    repository().join("editors/neovim/lsp/milepost.lua")
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
