//! Findings as the protocol's diagnostics.

use milepost_core::ide::FileRange;
use milepost_core::lint::rule::{Finding, Related, Severity};
use milepost_core::workspace::FileId;
use tower_lsp::gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Uri,
};

use crate::convert::Scene;
use crate::manual::page_address;

/// Who says it, beside the rule's name.
const SOURCE: &str = "milepost";

/// `finding`, which was reported for `file`.
pub fn diagnostic(scene: &Scene, file: FileId, finding: &Finding) -> Option<Diagnostic> {
    let document = scene.view.snapshot.document(file)?;
    let related = || finding.related.iter().filter_map(|it| related(scene, it)).collect();
    Some(Diagnostic {
        range: scene.range(file, document.range(finding.place))?,
        severity: Some(severity(finding.severity)),
        code: Some(Code::String(finding.rule.name.to_owned())),
        code_description: scene.abilities.code_description.then(|| page(finding.rule.name)).flatten(),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone().into(),
        related_information: scene.abilities.related_information.then(related),
        ..Diagnostic::default()
    })
}

fn related(scene: &Scene, related: &Related) -> Option<DiagnosticRelatedInformation> {
    let range = scene.view.snapshot.document(related.file)?.range(related.place);
    let location = scene.location(FileRange { file: related.file, range })?;
    Some(DiagnosticRelatedInformation { location, message: related.message.clone() })
}

fn page(rule: &str) -> Option<CodeDescription> {
    page_address(rule).map(|href| CodeDescription { href: Uri(href) })
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
        Severity::Hint => DiagnosticSeverity::Hint,
    }
}
