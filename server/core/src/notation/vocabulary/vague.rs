//! Phrases that sound like a criterion and name nothing that one could observe. Lower case; whole words.

/// The phrases of all languages.
#[rustfmt::skip]
pub(crate) static VAGUE: &[&str] = &[
    // English
    "works well", "works fine", "works properly", "works correctly", "works as expected", "works as intended",
    "work well", "work fine", "work properly", "work correctly", "work as expected", "work as intended",
    "working well", "working fine", "working properly", "working correctly", "working as expected",
    "functions properly", "functions correctly", "functions as expected", "behaves correctly", "behaves as expected",
    "performs well", "good performance", "fast enough", "good enough", "looks good", "looks nice", "looks right",
    "user friendly", "user-friendly", "easy to use", "high quality", "high-quality", "good quality", "well tested",
    "properly tested", "well documented", "properly documented", "everything works", "all good", "as needed",
    "as appropriate", "where appropriate", "when appropriate", "etc.", "and so on",
    // German
    "funktioniert gut", "funktioniert wie erwartet", "funktioniert einwandfrei", "funktioniert korrekt",
    "funktionieren wie erwartet", "nach bedarf", "bei bedarf", "benutzerfreundlich", "gute performance", "usw.",
    "sieht gut aus", "gut dokumentiert", "ausreichend getestet",
    // French
    "fonctionne bien", "fonctionne correctement", "fonctionne comme prévu", "si nécessaire", "au besoin",
    "facile à utiliser", "bonne performance", "bonnes performances",
    // Spanish
    "funciona bien", "funciona correctamente", "según sea necesario", "según corresponda", "fácil de usar",
    "buen rendimiento",
    // Portuguese
    "funciona corretamente", "conforme necessário", "bom desempenho",
    // Italian
    "funziona bene", "funziona correttamente", "se necessario", "facile da usare", "buone prestazioni", "ecc.",
    // Dutch
    "werkt goed", "werkt naar behoren", "werkt zoals verwacht", "naar behoefte", "gebruiksvriendelijk", "enz.",
    // Polish
    "działa poprawnie", "działa dobrze", "działa zgodnie z oczekiwaniami", "w razie potrzeby", "łatwy w użyciu", "itp.",
    // Russian
    "работает корректно", "работает хорошо", "работает как ожидается", "при необходимости", "удобный интерфейс",
    "и т.д.", "и т. д.",
    // Chinese
    "正常工作", "运行良好", "工作正常", "運作正常", "按需", "等等", "用户友好", "易于使用",
    // Japanese
    "正しく動作", "問題なく動作", "適切に", "必要に応じて", "使いやすい",
    // Korean
    "정상적으로 작동", "잘 작동", "필요에 따라", "사용하기 쉬운",
];
