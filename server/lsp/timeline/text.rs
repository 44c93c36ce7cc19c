//! Text in pictures: how wide it is at most, where it is cut, and how it is escaped.

use unicode_width::UnicodeWidthChar;

/// The widths of the printable characters of ASCII, from the blank on, in thousandths of the font size: those of DejaVu
/// Sans, the widest of the fonts that may be taken, so that what fits here fits everywhere.
const WIDTHS: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];

/// How wide `text` is at most, at a font size of `size`, in the same unit.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(char_width).sum::<f64>() * size / 1000.0
}

/// The same for bold text.
pub fn bold_width(text: &str, size: f64) -> f64 {
    width(text, size) * 1.12
}

fn char_width(c: char) -> f64 {
    let ascii = (c as usize).checked_sub(0x20).and_then(|at| WIDTHS.get(at));
    match (ascii, c) {
        (Some(width), _) => f64::from(*width),
        (None, '…' | '—') => 1000.0,
        (None, c) => match c.width() {
            Some(0) | None => 0.0,
            // Emoji come from a font of their own, in which they are wider than they are high.
            Some(2) if c as u32 >= 0x1F000 => 1380.0,
            Some(2) => 1040.0,
            Some(_) => 760.0,
        },
    }
}

/// As much of `text` as is not wider than `room`, with an ellipsis where something is missing; empty where there is no
/// room even for that and one character more.
pub fn fitting(text: &str, size: f64, room: f64) -> String {
    // What was measured to fit does, in spite of rounding.
    if width(text, size) <= room + 0.01 {
        return text.to_owned();
    }
    let room = room * 1000.0 / size - char_width('…');
    let mut used = 0.0;
    let mut end = 0;
    let mut is_joined = false;
    for (at, c) in text.char_indices() {
        let wide = char_width(c);
        // What belongs to the character before, as an accent does, is not parted from it.
        if wide > 0.0 && !is_joined {
            end = at;
        }
        used += wide;
        if used > room {
            break;
        }
        is_joined = c == '\u{200d}';
    }
    match text.get(..end).map(str::trim_end).filter(|it| !it.is_empty()) {
        Some(head) => format!("{head}…"),
        None => String::new(),
    }
}

/// `text` for XML and HTML, in elements and in attributes. What XML cannot hold is left out.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// `text` on one line, escaped, and set apart from the direction of what stands around it.
pub fn isolated(text: &str) -> String {
    let is_plain = text.chars().all(|c| c < '\u{590}');
    if is_plain { escape(text) } else { format!("\u{2068}{}\u{2069}", escape(text)) }
}

#[cfg(test)]
mod tests {
    use crate::timeline::text::{escape, fitting, width};

    #[test]
    fn what_is_cut_fits() {
        for text in [
            "Timetable and fares",
            "会員カードと団体",
            "🚲🚲🚲 bikes",
            "תכנון הספרינט",
            "e\u{301}te\u{301} e\u{301}te\u{301}",
        ] {
            for room in [0.0, 5.0, 20.0, 40.0, 60.0] {
                let cut = fitting(text, 13.0, room);
                assert!(width(&cut, 13.0) <= room || cut.is_empty(), "{text} in {room}: {cut}");
            }
            assert_eq!(fitting(text, 13.0, 400.0), text);
        }
        assert_eq!(fitting("Timetable and fares", 10.0, 64.0), "Timetable…");
    }

    #[test]
    fn an_accent_stays_with_its_letter_and_a_family_together() {
        assert_eq!(fitting("e\u{301}e\u{301}e\u{301}e\u{301}", 10.0, 20.0), "e\u{301}…");
        assert_eq!(fitting("👩\u{200d}👧👩\u{200d}👧", 10.0, 32.0), "");
    }

    #[test]
    fn nothing_escapes() {
        assert_eq!(escape("<a href='x'>\"&\u{0}\u{1b}"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
    }
}
