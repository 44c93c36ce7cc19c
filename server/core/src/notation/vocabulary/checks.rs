//! The words with which a task begins that checks what others made: "Verify that every page is there". Lower case.

/// The beginnings, whole words; those of Chinese, Japanese and Korean anywhere near the beginning or end.
#[rustfmt::skip]
static CHECKS: &[&str] = &[
    "verify", "confirm", "test that", "check that", "make sure", "manual test", "manually test", "acceptance test",
    "überprüfen", "verifizieren", "prüfen, ob", "prüfen, dass", "sicherstellen, dass", "vérifier", "s'assurer que",
    "verificar", "comprobar", "confirmar", "verificare", "controllare che", "verifiëren", "controleren of", "nagaan of",
    "zweryfikować", "zweryfikuj", "sprawdzić", "sprawdź", "проверить", "убедиться", "verifiera", "kontrollera att",
    "doğrula", "kiểm tra", "xác minh",
];

/// Whether `text`, without box and id, is work that checks other work.
pub fn is_check(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    let begins =
        |it: &&&str| lower.strip_prefix(**it).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic()));
    CHECKS.iter().any(|it| begins(&it))
        || ["验证", "驗證", "确认", "検証", "동작 확인", "검증"].iter().any(|it| lower.starts_with(it))
}
