//! Real editors with their own clients against the real server. An editor that is not installed is left out, and said
//! so; with `MILEPOST_REQUIRE_EDITORS=1`, as in CI, that fails.

mod neovim;
