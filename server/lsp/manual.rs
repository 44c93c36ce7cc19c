//! The manual on the web: where a rule's page stands, for editors and reports that can link to it.

/// Where the project lives; empty unless the package says.
pub const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The address of a rule's page; none where nothing says where the project lives.
pub fn page_address(rule: &str) -> Option<String> {
    (!REPOSITORY.is_empty()).then(|| format!("{REPOSITORY}/blob/main/docs/rules/{rule}.md"))
}
