//! Every page says what it should; `UPDATE_EXPECT=1` writes what is read into the pages, for a person to judge.

mod pages;

use pages::show::show;
use pages::{document, pages};

#[test]
fn pages_are_read_as_they_say() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for page in pages() {
        let read = show(&page.read());
        if read == page.expected {
            continue;
        }
        if update {
            page.update(&read);
        } else {
            wrong.push(format!("{}\n{}", page.name, difference(&page.expected, &read)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The line ends of Windows, and of old Macs, change nothing.
#[test]
fn line_ends_do_not_matter() {
    for page in pages() {
        let read = show(&page.read());
        for end in ["\r\n", "\r"] {
            let other = document(&page.plan.replace('\n', end), page.path.as_deref());
            assert_eq!(show(&other), read, "{} with {end:?}", page.name);
        }
    }
}

/// The lines that are missing, and those that are too many.
fn difference(expected: &str, read: &str) -> String {
    let mut out = String::new();
    for line in expected.lines().filter(|line| !read.lines().any(|it| it == *line)) {
        out.push_str(&format!("  - {line}\n"));
    }
    for line in read.lines().filter(|line| !expected.lines().any(|it| it == *line)) {
        out.push_str(&format!("  + {line}\n"));
    }
    if out.is_empty() { "  the order differs\n".to_owned() } else { out }
}
