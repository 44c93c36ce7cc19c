//! Framing: cuts the incoming bytes into message bodies, with limits, and finds its way back after bytes that fit nowhere.

use std::io::{BufRead, Error, ErrorKind, Read, Result};

/// A header block larger than this is no header: the peer speaks something else.
const MAX_HEADER: usize = 8 * 1024;
/// A larger body is refused and skipped.
const MAX_BODY: usize = 64 << 20;
/// So many bytes are searched for the next header before the peer is given up.
const MAX_GARBAGE: usize = 1 << 20;
/// So many frames in a row may be unusable.
const MAX_BAD_FRAMES: u32 = 16;

const CONTENT_LENGTH: &[u8] = b"content-length:";

/// What came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The body of a well-framed message.
    Body(Vec<u8>),
    /// A frame that cannot be used, and why. The stream goes on behind it.
    Skipped(&'static str),
}

/// The frames of a byte stream.
pub struct Frames<R> {
    input: R,
    /// The frames in a row that were skipped.
    bad: u32,
    /// The next bytes are the value of a `Content-Length` whose name a search has already passed.
    at_length: bool,
    /// The next bytes are of no known meaning.
    lost: bool,
}

/// What a header block says.
#[derive(Default)]
struct Header {
    length: Length,
    foreign_charset: bool,
}

#[derive(Default)]
enum Length {
    #[default]
    Absent,
    Unusable,
    Known(usize),
}

impl<R: BufRead> Frames<R> {
    /// The frames of `input`.
    pub fn new(input: R) -> Frames<R> {
        Frames { input, bad: 0, at_length: false, lost: false }
    }

    /// The next frame; none at the end of the stream. An error means that nothing usable will come any more.
    pub fn next_frame(&mut self) -> Result<Option<Frame>> {
        if self.lost && !self.search()? {
            return Ok(None);
        }
        let Some(header) = self.header()? else { return Ok(None) };
        let Length::Known(length) = header.length else {
            // How long the body is, nobody knows: the next header is looked for in whatever follows.
            self.lost = true;
            return self.skipped("Content-Length is no number or too large");
        };
        let body = self.body(length)?;
        if header.foreign_charset {
            return self.skipped("only utf-8 is understood");
        }
        self.bad = 0;
        Ok(Some(Frame::Body(body)))
    }

    fn skipped(&mut self, reason: &'static str) -> Result<Option<Frame>> {
        self.bad += 1;
        if self.bad > MAX_BAD_FRAMES {
            return Err(Error::new(ErrorKind::InvalidData, "too many unusable frames"));
        }
        Ok(Some(Frame::Skipped(reason)))
    }

    /// Reads lines up to the blank one that ends a block with a length. Lines that say nothing are left out: the blocks
    /// that some programs print before they become servers, and headers of later versions.
    fn header(&mut self) -> Result<Option<Header>> {
        let mut header = Header::default();
        let mut total = 0;
        loop {
            let mut line = Vec::new();
            let room = (MAX_HEADER - total) as u64 + 1;
            total += self.input.by_ref().take(room).read_until(b'\n', &mut line)?;
            if total > MAX_HEADER {
                if is_header(&line) || matches!(header.length, Length::Known(_)) {
                    return Err(Error::new(ErrorKind::InvalidData, "header too large"));
                }
                total = 0;
                if !self.search()? {
                    return Ok(None);
                }
                continue;
            }
            if line.is_empty() {
                return Ok(None);
            }
            let text = line.trim_ascii();
            if std::mem::take(&mut self.at_length) {
                header.length = length(text);
            } else if text.is_empty() {
                match header.length {
                    Length::Absent => total = 0,
                    _ => return Ok(Some(header)),
                }
            } else {
                header.read(text);
            }
        }
    }

    /// Reads a body. Memory grows with what arrives, not with what was announced.
    fn body(&mut self, length: usize) -> Result<Vec<u8>> {
        let mut body = Vec::with_capacity(length.min(1 << 16));
        let got = self.input.by_ref().take(length as u64).read_to_end(&mut body)?;
        if got < length {
            return Err(Error::new(ErrorKind::UnexpectedEof, "the stream ends within a message"));
        }
        Ok(body)
    }

    /// Passes bytes up to and including the next `Content-Length:`; false at the end of the stream.
    fn search(&mut self) -> Result<bool> {
        let mut passed = 0;
        let mut matched = 0;
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(false);
            }
            for (at, byte) in chunk.iter().map(u8::to_ascii_lowercase).enumerate() {
                // The name's first letter occurs in it once only, so a mismatch never needs to look further back.
                matched =
                    if CONTENT_LENGTH.get(matched) == Some(&byte) { matched + 1 } else { usize::from(byte == b'c') };
                if matched == CONTENT_LENGTH.len() {
                    self.input.consume(at + 1);
                    self.lost = false;
                    self.at_length = true;
                    return Ok(true);
                }
            }
            let seen = chunk.len();
            self.input.consume(seen);
            passed += seen;
            if passed > MAX_GARBAGE {
                return Err(Error::new(ErrorKind::InvalidData, "no header found"));
            }
        }
    }
}

impl Header {
    /// Reads one header line. The last length wins; a length glued to other bytes counts, too: what stands before it is
    /// the rest of a body that was longer than announced.
    fn read(&mut self, line: &[u8]) {
        let lower = line.to_ascii_lowercase();
        let glued = lower.windows(CONTENT_LENGTH.len()).position(|it| it == CONTENT_LENGTH);
        if let Some(value) = glued.and_then(|at| line.get(at + CONTENT_LENGTH.len()..)) {
            self.length = length(value);
        } else if lower.starts_with(b"content-type:") {
            self.foreign_charset = is_foreign(&lower);
        }
    }
}

fn length(value: &[u8]) -> Length {
    let number = std::str::from_utf8(value).ok().and_then(|it| it.trim().parse::<usize>().ok());
    number.filter(|it| *it <= MAX_BODY).map_or(Length::Unusable, Length::Known)
}

/// Whether a Content-Type names another charset than UTF-8. `utf8` is what old clients send.
fn is_foreign(content_type: &[u8]) -> bool {
    let text = String::from_utf8_lossy(content_type);
    let charset = text.split(';').filter_map(|it| it.trim().strip_prefix("charset=")).next_back();
    charset.is_some_and(|it| !matches!(it.trim_matches('"'), "utf-8" | "utf8"))
}

/// Whether `line` begins like a header: a name and a colon.
fn is_header(line: &[u8]) -> bool {
    let name = line.iter().take_while(|it| it.is_ascii_alphanumeric() || **it == b'-').count();
    name > 0 && line.get(name) == Some(&b':')
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::{Frame, Frames};

    /// The bodies, and the reasons of what was skipped; an error as its text.
    fn frames(input: &[u8]) -> Vec<String> {
        let mut frames = Frames::new(Cursor::new(input));
        let mut found = Vec::new();
        loop {
            match frames.next_frame() {
                Ok(Some(Frame::Body(body))) => found.push(String::from_utf8_lossy(&body).into_owned()),
                Ok(Some(Frame::Skipped(reason))) => found.push(format!("skipped: {reason}")),
                Ok(None) => return found,
                Err(error) => {
                    found.push(format!("error: {error}"));
                    return found;
                }
            }
        }
    }

    #[test]
    fn reads_headers_of_every_manner() {
        assert_eq!(frames(b"Content-Length: 2\r\n\r\n{}"), ["{}"]);
        assert_eq!(frames(b"content-length:2\n\n{}CONTENT-LENGTH:  2  \r\n\r\n[]"), ["{}", "[]"]);
        assert_eq!(frames(b"A: 1\r\nB: 2\r\nC: 3\r\nContent-Length: 2\r\nD: 4\r\n\r\n{}"), ["{}"]);
        assert_eq!(frames(b"Content-Length: 9\r\nContent-Length: 2\r\n\r\n{}"), ["{}"]);
        assert_eq!(frames(b"Content-Type: x/y; charset=utf8\r\nContent-Length: 2\r\n\r\n{}"), ["{}"]);
        assert_eq!(frames(b"Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["", "{}"]);
    }

    #[test]
    fn skips_a_frame_in_another_charset() {
        let input = b"Content-Type: x/y; charset=utf-16\r\nContent-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n[]";
        assert_eq!(frames(input), ["skipped: only utf-8 is understood", "[]"]);
    }

    #[test]
    fn finds_the_next_frame_after_garbage() {
        assert_eq!(frames(b"Starting...\n\nDone.\nContent-Length: 2\r\n\r\n{}"), ["{}"]);
        assert_eq!(frames(b"Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n[]"), ["{", "[]"]);
        for bad in ["-1", "ten", "1000000000000", "1000000000000000000000000000000", ""] {
            let input = format!("Content-Length: {bad}\r\n\r\n{{\"a\":1}}Content-Length: 2\r\n\r\n{{}}");
            assert_eq!(frames(input.as_bytes()), ["skipped: Content-Length is no number or too large", "{}"]);
        }
        let mut long = vec![b'{'; 20_000];
        long.extend_from_slice(b"Content-Length: 2\r\n\r\n{}");
        assert_eq!(frames(&long), ["{}"]);
    }

    #[test]
    fn gives_up_on_what_is_no_protocol() {
        let mut endless = b"X-Header: ".to_vec();
        endless.resize(5 << 20, b'a');
        assert_eq!(frames(&endless), ["error: header too large"]);
        assert_eq!(frames(&vec![b' '; 5 << 20]), ["error: no header found"]);
        assert_eq!(frames(&b"Content-Length: x\r\n\r\n".repeat(40)).last().unwrap(), "error: too many unusable frames");
    }

    #[test]
    fn an_end_within_a_message_is_an_error() {
        assert_eq!(frames(b"Content-Length: 20\r\n\r\n{\"a\""), ["error: the stream ends within a message"]);
        assert_eq!(frames(b"Content-Length: 20\r\n"), Vec::<String>::new());
    }
}
