//! The remote: where a repository's issues are kept, by the address that it is fetched from.

use std::path::Path;

use crate::git::arguments;
use crate::git::run::run;

/// Host names by a part between their dots, each with what follows a repository's address in that of an issue. Hosts of
/// other names are not guessed.
const HOSTS: [(&str, &str); 6] = [
    ("github", "/issues/{number}"),
    ("gitlab", "/-/issues/{number}"),
    ("codeberg", "/issues/{number}"),
    ("gitea", "/issues/{number}"),
    ("forgejo", "/issues/{number}"),
    ("bitbucket", "/issues/{number}"),
];

/// The address of an issue of the repository that stands at `root`, with `{number}` in it: that of its remote `origin`,
/// or of its only one. None where there is no such remote, or its host is not known to keep issues.
pub fn issues(root: &Path) -> Option<String> {
    // Git itself knows what an address stands for where `url.<base>.insteadOf` shortens it.
    let listed = run(root, &arguments(["remote", "--verbose"]), Vec::new()).ok()?;
    let listed = String::from_utf8(listed).ok()?;
    let fetched = |line| -> Option<(&str, &str)> {
        let (name, rest) = str::split_once(line, '\t')?;
        Some((name, rest.split_once(" (fetch)")?.0))
    };
    let remotes: Vec<(&str, &str)> = listed.lines().filter_map(fetched).collect();
    let origin = remotes.iter().find(|(name, _)| *name == "origin");
    let only = remotes.first().filter(|_| remotes.len() == 1);
    let (_, address) = origin.or(only)?;
    issues_at(address)
}

/// The same, of the repository that is fetched from `address`: `https://host/owner/name.git`, `ssh://git@host/…` or
/// `git@host:owner/name.git`.
fn issues_at(address: &str) -> Option<String> {
    let (place, path) = match address.split_once("://") {
        Some(("https" | "http" | "ssh" | "git" | "git+ssh", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        None => address.split_once(':').filter(|(host, _)| !host.contains('/'))?,
    };
    // Whoever fetches, and through which port, is no part of what a reader opens.
    let host = place.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let is_plain =
        |text: &str| text.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | '/' | '~'));
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    if !path.contains('/') || !is_plain(path) || !is_plain(&host) {
        return None;
    }
    let (_, behind) = HOSTS.iter().find(|(name, _)| host.split('.').any(|part| part == *name))?;
    Some(format!("https://{host}/{path}{behind}"))
}

#[cfg(test)]
mod tests {
    use crate::git::remote::issues_at;

    #[test]
    fn addresses_of_repositories_lead_to_their_issues() {
        let all = [
            ("https://github.com/pier/ferry.git", "https://github.com/pier/ferry/issues/{number}"),
            ("https://me:secret@github.com/pier/ferry", "https://github.com/pier/ferry/issues/{number}"),
            ("git@github.com:pier/ferry.git", "https://github.com/pier/ferry/issues/{number}"),
            ("ssh://git@gitlab.example.org:2222/a/b/c.git", "https://gitlab.example.org/a/b/c/-/issues/{number}"),
            ("https://codeberg.org/pier/ferry/", "https://codeberg.org/pier/ferry/issues/{number}"),
        ];
        for (address, issues) in all {
            assert_eq!(issues_at(address).as_deref(), Some(issues), "{address}");
        }
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        let none = [
            "https://example.org/pier/ferry.git",
            "/srv/git/github/ferry.git",
            "C:/git/ferry",
            "../ferry",
            "file:///srv/github.com/ferry",
            "https://github.com/ferry",
            "https://github.com/a b/c](d",
            "",
        ];
        for address in none {
            assert_eq!(issues_at(address), None, "{address}");
        }
    }
}
