//! Real editors with their own clients against the real server. `tests/editors/terminal/install`
//! brings them, and `tests/editors/terminal/run` runs all of them. An editor that is not there is left out, and said so;
//! `MILEPOST_REQUIRE_EDITORS=neovim,emacs`, as in CI, makes that a failure for those that it names.

mod desktop;
mod editor;
mod emacs;
mod helix;
mod kakoune;
mod kate;
mod neovim;
mod terminal;
mod traffic;
mod vim;
