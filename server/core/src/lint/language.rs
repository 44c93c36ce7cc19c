//! In which language a document is written, told by its most common little words; and what that language calls criteria.

/// Little words of a language, and its label for acceptance criteria. None of the words is common in another.
struct Language {
    words: &'static [&'static str],
    criteria: &'static str,
}

const ENGLISH: &str = "Acceptance criteria";

static LANGUAGES: &[Language] = &[
    Language { words: &["the", "and", "of", "with", "for", "from", "all", "is"], criteria: ENGLISH },
    Language { words: &["und", "der", "die", "das", "mit", "für", "auf", "ist"], criteria: "Akzeptanzkriterien" },
    Language { words: &["les", "des", "et", "pour", "avec", "une", "du", "sur"], criteria: "Critères d'acceptation" },
    Language { words: &["el", "los", "las", "y", "con", "del", "una", "para"], criteria: "Criterios de aceptación" },
    Language { words: &["os", "as", "e", "com", "do", "uma", "não", "dos"], criteria: "Critérios de aceitação" },
    Language { words: &["il", "gli", "di", "della", "per", "sono", "nel", "dei"], criteria: "Criteri di accettazione" },
    Language { words: &["het", "een", "van", "voor", "en", "niet", "naar", "zijn"], criteria: "Acceptatiecriteria" },
    Language { words: &["oraz", "dla", "jest", "się", "przez", "do", "nie", "z"], criteria: "Kryteria akceptacji" },
    Language {
        words: &["и", "на", "для", "из", "по", "не", "с", "все"], criteria: "Критерии приёмки"
    },
    Language { words: &["och", "för", "att", "är", "med", "till", "av", "som"], criteria: "Acceptanskriterier" },
    Language { words: &["ve", "için", "ile", "bir", "bu", "olan", "tüm"], criteria: "Kabul kriterleri" },
    Language {
        words: &["và", "của", "cho", "các", "với", "được", "không"], criteria: "Tiêu chí chấp nhận"
    },
];

/// How `text` would head acceptance criteria.
pub fn criteria_label(text: &str) -> &'static str {
    let mut hangul = 0;
    let mut kana = 0;
    let mut han = 0;
    for c in text.chars() {
        match c {
            '\u{AC00}'..='\u{D7AF}' => hangul += 1,
            '\u{3041}'..='\u{30FA}' => kana += 1,
            '\u{4E00}'..='\u{9FFF}' => han += 1,
            _ => {}
        }
    }
    if (hangul + kana + han) * 8 > text.chars().filter(|c| c.is_alphabetic()).count() {
        return match () {
            () if hangul >= kana && hangul >= han => "인수 기준",
            () if kana * 4 >= han => "受け入れ基準",
            () => "验收标准",
        };
    }
    let words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
    let votes = |language: &Language| words.iter().filter(|word| language.words.contains(&word.as_str())).count();
    let mut best = (0, ENGLISH);
    for language in LANGUAGES {
        let count = votes(language);
        if count > best.0 {
            best = (count, language.criteria);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use crate::lint::language::criteria_label;

    #[test]
    fn the_label_speaks_the_document_s_language() {
        assert_eq!(criteria_label("Fix the parser and ship it with all tests"), "Acceptance criteria");
        assert_eq!(criteria_label("Den Import bauen und die Suche für alle"), "Akzeptanzkriterien");
        assert_eq!(criteria_label("Construir el importador y los datos con pruebas"), "Criterios de aceptación");
        assert_eq!(criteria_label("导入 2019 年的存档"), "验收标准");
        assert_eq!(criteria_label("2019年のアーカイブを読み込む"), "受け入れ基準");
        assert_eq!(criteria_label("Sprint 1"), "Acceptance criteria");
    }
}
