//! URIs and paths: the one place that turns the one into the other. A document's key is its URI, verbatim; a path is only
//! what the disk knows it by, and most schemes have none.

use std::path::{Component, Path, PathBuf};

/// The file that `uri` names on this machine. None for other schemes, for other hosts, and for what is no path: such a
/// document lives in the editor alone.
pub fn uri_to_path(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let path = match rest.strip_prefix("//") {
        Some(rest) => {
            let (host, path) = rest.split_at(rest.find('/')?);
            // A share on another host is not touched: asking for it would already send credentials.
            (host.is_empty() || host.eq_ignore_ascii_case("localhost")).then_some(path)?
        }
        None => rest,
    };
    let bytes = percent_decoded(path)?;
    if bytes.contains(&0) || !bytes.starts_with(b"/") || bytes.starts_with(b"//") {
        return None;
    }
    Some(without_dots(&native(bytes)?))
}

/// The URI of an absolute path.
pub fn path_to_uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    let bytes = path.as_os_str().as_encoded_bytes();
    if !bytes.starts_with(b"/") {
        uri.push('/');
    }
    uri.push_str(&percent_encoded(bytes));
    uri
}

/// The path of these bytes as a URI has it: slashes stay, on Windows colons too, and backslashes become slashes there.
pub fn percent_encoded(path: &[u8]) -> String {
    let mut encoded = String::new();
    for &byte in path {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            b'\\' if cfg!(windows) => encoded.push('/'),
            b':' if cfg!(windows) => encoded.push(':'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The path that the disk itself uses, links resolved; of a file that is not there, below the real path of its folder.
pub fn real_path(path: &Path) -> PathBuf {
    let of_folder = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(of_folder).unwrap_or_else(|| path.to_owned())
}

/// `path` below `folder`, with forward slashes.
pub fn relative(path: &Path, folder: &Path) -> Option<String> {
    let parts = path.strip_prefix(folder).ok()?.components();
    let names: Vec<_> = parts.map(|it| it.as_os_str().to_string_lossy()).collect();
    (!names.is_empty()).then(|| names.join("/"))
}

/// Decodes once: `%252e` is a file name with a percent sign.
fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        let digit = |it: Option<u8>| char::from(it?).to_digit(16);
        decoded.push(match byte {
            b'%' => u8::try_from(digit(bytes.next())? * 16 + digit(bytes.next())?).ok()?,
            _ => byte,
        });
    }
    Some(decoded)
}

#[cfg(unix)]
fn native(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

/// `/c:/plans` is `C:\plans`. A path without a drive names nothing in particular.
#[cfg(not(unix))]
fn native(bytes: Vec<u8>) -> Option<PathBuf> {
    let text = String::from_utf8(bytes).ok()?;
    let path = text.strip_prefix('/')?;
    let drive = path.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = path.get(1..)?.strip_prefix(':')?;
    Some(PathBuf::from(format!("{}:{}", drive.to_ascii_uppercase(), rest.replace('/', "\\"))))
}

/// `path` without `.` and `..`, by its letters alone.
fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            _ => clean.push(part),
        }
    }
    clean
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{path_to_uri, relative, uri_to_path};

    fn path(uri: &str) -> Option<String> {
        uri_to_path(uri).map(|it| it.to_str().unwrap().to_owned())
    }

    #[test]
    fn only_local_files_have_a_path() {
        for uri in [
            "untitled:Untitled-1",
            "git:/a/b.md?%7B%7D",
            "vscode-notebook-cell:/a.ipynb#W0",
            "zipfile:///a.zip::b.md",
            "inmemory://model/1",
            "file://server/share/a.md",
            "file:////server/share/a.md",
            "file://",
            "file:a.md",
            "a.md",
            "",
            "file:///a%00b.md",
            "file:///a%zz.md",
            "file:///a%2",
            "file:///a%+1.md",
        ] {
            assert_eq!(path(uri), None, "{uri}");
        }
    }

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(path("file:///a/b.md").unwrap(), "/a/b.md");
        assert_eq!(path("FILE://LOCALHOST/a/b.md").unwrap(), "/a/b.md");
        assert_eq!(path("file:/a/b.md").unwrap(), "/a/b.md");
        assert_eq!(path("file:///a/[plan]%20v2|x y.md").unwrap(), "/a/[plan] v2|x y.md");
        assert_eq!(path("file:///%c3%A9/日.md").unwrap(), "/é/日.md");
        assert_eq!(path("file:///a%252e.md").unwrap(), "/a%2e.md");
        assert_eq!(path("file:///ws/%2e%2e/etc/./x.md").unwrap(), "/etc/x.md");
        assert_eq!(path("file:///../../x.md").unwrap(), "/x.md");
    }

    #[test]
    fn a_path_comes_back() {
        for path in ["/a/b.md", "/a b/[x]|é日%41#?.md"] {
            assert_eq!(uri_to_path(&path_to_uri(Path::new(path))), Some(PathBuf::from(path)));
        }
        assert_eq!(path_to_uri(Path::new("/a b/é.md")), "file:///a%20b/%C3%A9.md");
    }

    #[test]
    fn relative_paths_have_forward_slashes() {
        assert_eq!(relative(Path::new("/a/b/c.md"), Path::new("/a")).unwrap(), "b/c.md");
        assert_eq!(relative(Path::new("/ab/c.md"), Path::new("/a")), None);
    }
}
