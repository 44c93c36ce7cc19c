//! The words by which plans set work aside: optional, deferred, moved elsewhere. Lower case.

use crate::notation::vocabulary::titles::says;

/// Words of work that need not be done for its unit to be done.
#[rustfmt::skip]
const LATER: &[&str] = &[
    // English
    "optional", "optionally", "deferred", "defer", "postponed", "later", "future", "moved", "carry", "carried", "carryover", "rollover",
    "stretch", "backlog", "skipped", "skip", "descoped", "rescoped", "superseded", "obsolete", "dropped", "wontfix",
    "upcoming", "remaining", "follow", "followup", "cancelled", "canceled", "n/a",
    // German, French, Spanish, Portuguese, Italian, Dutch, Polish
    "später", "verschoben", "zurückgestellt", "entfällt", "zukünftig", "optionnel", "optionnelle", "reporté", "reportée", "facultatif", "opcional",
    "aplazado", "aplazada", "pospuesto", "futuro", "adiado", "adiada", "opzionale", "facoltativo", "rimandato", "rinviato", "optioneel",
    "uitgesteld", "opcjonalne", "opcjonalnie", "przełożone", "odłożone",
    // Russian, Chinese, Japanese, Korean, Swedish, Turkish, Vietnamese
    "опционально", "необязательно", "отложено", "перенесено", "позже", "可选", "選択", "任意", "延后", "推迟", "延期", "後回し", "将来", "オプション",
    "선택", "연기", "보류", "추후", "valfritt", "uppskjuten", "isteğe", "ertelendi", "tùy chọn", "hoãn",
];

/// Words that put off a whole unit or task, where they are its status or stand in brackets behind its title.
#[rustfmt::skip]
const DEFERRED: &[&str] = &[
    // English
    "deferred", "defer", "postponed", "later", "someday", "icebox", "parked", "shelved", "paused", "hold",
    // German, French, Spanish, Portuguese, Italian, Dutch, Polish
    "verschoben", "zurückgestellt", "pausiert", "reporté", "reportée", "aplazado", "aplazada", "pospuesto", "adiado", "adiada",
    "rimandato", "rinviato", "uitgesteld", "przełożone", "odłożone",
    // Russian, Chinese, Japanese, Korean, Swedish, Turkish, Vietnamese
    "отложено", "перенесено", "延后", "推迟", "延期", "後回し", "보류", "연기", "uppskjuten", "ertelendi", "hoãn",
];

/// Whether a status, or a remark behind a title, says that the work is put off.
pub fn is_deferred(text: &str) -> bool {
    says(&text.to_lowercase(), DEFERRED)
}

/// Whether `text` says that what it is about may wait, or was set aside.
pub fn is_set_aside(text: &str) -> bool {
    text.contains("~~") || says(&text.to_lowercase(), LATER)
}
