//! Blocks of raw HTML: what opens one at the start of a line, and what ends it.

/// The block that a line opens, and whether that is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HtmlStart {
    pub(crate) end: HtmlEnd,
    /// Whether it can end a paragraph that stands directly before.
    pub(crate) interrupts: bool,
    /// Whether it opens one at all; where Markdown and tree-sitter-md disagree, it is not.
    pub(crate) certain: bool,
}

/// What ends a block of raw HTML; the line that holds it is the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HtmlEnd {
    /// The end tag of `pre`, `script` or `style`.
    Tag,
    /// These characters.
    Mark(&'static str),
    /// A blank line.
    Blank,
}

const RAW: [&str; 3] = ["pre", "script", "style"];

const BLOCK: [&str; 62] = [
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "section",
    "source",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

/// What the line `text`, which starts with `<`, opens.
pub(crate) fn start(text: &str) -> Option<HtmlStart> {
    let sure = |end| Some(HtmlStart { end, interrupts: true, certain: true });
    let behind = text.get(1..)?;
    if behind.starts_with('?') {
        return sure(HtmlEnd::Mark("?>"));
    }
    if behind.starts_with("!--") {
        return sure(HtmlEnd::Mark("-->"));
    }
    if behind.starts_with("![CDATA[") {
        return sure(HtmlEnd::Mark("]]>"));
    }
    if let Some(name) = behind.strip_prefix('!') {
        let end = match name.bytes().next()? {
            b'A'..=b'Z' => return sure(HtmlEnd::Mark(">")),
            b'a'..=b'z' => HtmlEnd::Mark(">"),
            _ => return None,
        };
        return Some(HtmlStart { end, interrupts: true, certain: false });
    }
    let (closing, name) = match behind.strip_prefix('/') {
        Some(name) => (true, name),
        None => (false, behind),
    };
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 {
        return None;
    }
    let word = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let tag = name.get(..word)?.to_ascii_lowercase();
    let rest = name.get(word..)?;
    let ends = rest.is_empty() || rest.starts_with([' ', '\t', '>']);
    if !closing && ends && RAW.contains(&tag.as_str()) {
        return sure(HtmlEnd::Tag);
    }
    if (ends || rest.starts_with("/>")) && BLOCK.contains(&tag.as_str()) {
        // tree-sitter-md reads a name's letters only, so it misses `<h1>`.
        return Some(HtmlStart { end: HtmlEnd::Blank, interrupts: true, certain: word == letters });
    }
    if !text.trim_end_matches([' ', '\t']).ends_with('>') {
        return None;
    }
    // Any other tag alone on its line. A plain one is certain; attributes are not read here.
    let plain = rest.trim_end_matches([' ', '\t']) == ">" && !RAW.contains(&tag.as_str()) && tag != "textarea";
    let certain = plain && tag != "search";
    Some(HtmlStart { end: HtmlEnd::Blank, interrupts: false, certain })
}

impl HtmlEnd {
    /// Whether `text`, a line or what follows the opening on its line, holds the end.
    pub(crate) fn is_in(self, text: &str) -> bool {
        match self {
            HtmlEnd::Mark(mark) => text.contains(mark),
            HtmlEnd::Blank => text.bytes().all(|byte| matches!(byte, b' ' | b'\t')),
            HtmlEnd::Tag => text.match_indices("</").any(|(at, _)| {
                let name = text.get(at + 2..).unwrap_or("");
                let len = name.bytes().take_while(u8::is_ascii_alphabetic).count();
                let tag = name.get(..len).unwrap_or("").to_ascii_lowercase();
                let behind = name.as_bytes().get(len);
                RAW.contains(&tag.as_str()) && matches!(behind, None | Some(b' ' | b'\t' | b'>'))
            }),
        }
    }

    /// Whether the opening line `text`, which starts with `<`, ends the block too.
    pub(crate) fn is_in_first(self, text: &str) -> bool {
        let skip = match self {
            // `<!-->` is whole.
            HtmlEnd::Mark("-->") => 2,
            HtmlEnd::Mark("]]>") => 9,
            HtmlEnd::Mark(_) => 2,
            HtmlEnd::Tag => 1,
            HtmlEnd::Blank => return false,
        };
        self.is_in(text.get(skip..).unwrap_or(""))
    }
}
