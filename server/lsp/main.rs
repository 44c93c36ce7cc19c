//! The `milepost` binary.

fn main() -> std::process::ExitCode {
    let files: Vec<String> = std::env::args().skip(2).filter(|it| !it.starts_with("--") && it != "json").collect();
    milepost::outline::run(&files)
}
