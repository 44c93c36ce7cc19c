//! Folding of words for comparison: case, accents, full-width forms, blanks and hyphens make no difference.

/// The form under which words and phrases are compared: lower case, without accents, with single blanks
/// where blanks, hyphens or underscores stood.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Like `fold`, into a buffer that is emptied first.
pub fn fold_into(text: &str, out: &mut String) {
    out.clear();
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || is_joint(c) {
            gap = !out.is_empty();
            continue;
        }
        if is_combining(c) || is_invisible(c) {
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        push_folded(c, out);
    }
}

/// Whether `c` is written without blanks between words: Han, kana, Hangul.
pub fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11FF | 0x3005..=0x3007 | 0x3041..=0x30FA | 0x30FC..=0x30FF | 0x3131..=0x318E | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

/// Whether `c` is a letter (or a mark upon one) of a script that separates words by blanks.
pub fn is_letter(c: char) -> bool {
    (c.is_alphabetic() && !is_cjk(c) && !matches!(c, 'ª' | 'º')) || is_combining(c)
}

/// Whether `c` is an accent that follows its letter.
pub fn is_combining(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036F)
}

/// Whether `c` is a dash or wave that joins the ends of a range.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '\u{FF0D}' | '~' | '〜' | '\u{FF5E}' | '∼' | '→')
}

/// Whether `c` shows nothing: variation selectors, joiners, soft hyphens.
pub fn is_invisible(c: char) -> bool {
    matches!(u32::from(c), 0x00AD | 0x200B..=0x200F | 0x2060 | 0xFE00..=0xFE0F | 0xFEFF)
}

/// The value of a digit, plain or full-width.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '\u{FF10}'..='\u{FF19}' => Some(u32::from(c) - 0xFF10),
        _ => None,
    }
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | '‐' | '‑')
}

fn push_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if let Some(narrow) = narrowed(c) {
        out.push(narrow.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase() {
        match lower {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            '’' | '‘' | 'ʼ' | '′' => out.push('\''),
            lower if is_combining(lower) => {}
            lower => out.push(without_accent(lower)),
        }
    }
}

/// A full-width form as its ASCII character.
fn narrowed(c: char) -> Option<char> {
    match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0),
        _ => None,
    }
}

fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ'..='ị' => 'i',
        'ł' | 'ľ' | 'ĺ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ř' | 'ŕ' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => 'u',
        'ý' | 'ÿ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'й' => 'и',
        'ё' => 'е',
        other => other,
    }
}
