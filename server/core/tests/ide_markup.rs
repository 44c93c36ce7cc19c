//! A user's words inside Markdown show as they are, and nothing in them means anything but code.

use fastrand::Rng;
use milepost_core::ide::markup::{escaped, one_line, plain};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

#[test]
fn no_more_is_escaped_than_must_be() {
    let check = |text: &str, wanted: &str| assert_eq!(escaped(text), wanted, "{text}");
    check("Automation & Scale", "Automation & Scale");
    check("AT&T; a &amp; b", "AT\\&T; a \\&amp; b");
    check("a_b and _c_", "a_b and \\_c\\_");
    check("2 * 3, *not*", "2 * 3, \\*not\\*");
    check("~3 days, $5", "~3 days, $5");
    check("~a~ and $b$", "\\~a\\~ and \\$b\\$");
    check("[x](y) | z", "\\[x](y) | z");
    check("< 5 ms, <b>", "< 5 ms, \\<b>");
    check("1. First", "1\\. First");
    check("# one - two", "\\# one - two");
    check("C:\\plans", "C:\\plans");
}

#[test]
fn code_stays_code_and_what_was_escaped_stays_so() {
    let check = |text: &str, wanted: &str| assert_eq!(escaped(text), wanted, "{text}");
    check("**Run** `a_b **/*.md`  twice", "Run `a_b **/*.md` twice");
    check("``a ` b`` c", "``a ` b`` c");
    check("an `open end", "an \\`open end");
    check("a \\| b \\* c \\`d`", "a \\| b \\* c \\`d\\`");
}

#[test]
fn plain_text_has_no_marks() {
    let check = |markdown: &str, wanted: &str| assert_eq!(plain(markdown), wanted, "{markdown}");
    check("**Sprint 1: Run `a_*`** · 2 \\* 3", "Sprint 1: Run a_* · 2 * 3");
    check("*plans/a.md*\n\n- ☐ \\[x](y)", "plans/a.md\n\n- ☐ [x](y)");
    check("2 * 3 at C:\\plans", "2 * 3 at C:\\plans");
}

/// The text that a renderer shows, or what of it would be more than text.
fn rendered(markdown: &str) -> Result<String, String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    let mut shown = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) | Event::Code(text) => shown.push_str(&text),
            Event::Start(Tag::Paragraph | Tag::Strong | Tag::List(None) | Tag::Item) => {}
            Event::End(TagEnd::Paragraph | TagEnd::Strong | TagEnd::List(false) | TagEnd::Item) => {}
            other => return Err(format!("{other:?}")),
        }
    }
    Ok(shown)
}

#[test]
fn words_at_random_show_as_they_are_in_every_place_of_a_card() {
    let pieces = [
        "*", "_", "[", "]", "(", ")", "<", ">", "&", "~", "$", "|", "#", "+", "-", "=", ":", "!", ".", "1", "a", "B",
        " ", " ", "/", "&amp;", "http://", "é", "^", "{", "}", "\"", "x@y.z", "---", "\\",
    ];
    for seed in 0..4_000 {
        let mut random = Rng::with_seed(seed);
        let text: String = (0..random.usize(1..12)).map(|_| pieces[random.usize(..pieces.len())]).collect();
        // Of what the user escaped only the sign is shown; that is for the test above.
        let is_escape = text.as_bytes().windows(2).any(|it| it[0] == b'\\' && it[1].is_ascii_punctuation());
        let words = one_line(&text);
        if is_escape || words.is_empty() {
            continue;
        }
        let words = words.as_str();
        let places = [
            ("Goal: ", "", "Goal: ", ""),
            ("- ", "", "", ""),
            ("- ☐ ", "", "☐ ", ""),
            ("**", "**", "", ""),
            ("", " (done)", "", " (done)"),
        ];
        for (before, after, shown_before, shown_after) in places {
            let card = format!("{before}{}{after}", escaped(words));
            let wanted = format!("{shown_before}{words}{shown_after}");
            assert_eq!(rendered(&card), Ok(wanted), "seed {seed}: {words:?} as {card:?}");
        }
    }
}

#[test]
fn code_at_random_does_no_harm() {
    let pieces = ["`", "``", "\\", "*", "[", "<b>", "a", " ", "**", "&lt;", "|"];
    for seed in 0..4_000 {
        let mut random = Rng::with_seed(seed);
        let text: String = (0..random.usize(1..12)).map(|_| pieces[random.usize(..pieces.len())]).collect();
        let card = format!("Goal: {}", escaped(&text));
        assert!(rendered(&card).is_ok(), "seed {seed}: {text:?} as {card:?}: {:?}", rendered(&card));
    }
}
