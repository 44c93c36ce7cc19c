//! The words by which plans say that something is still to be written. Lower case.

/// Whole phrases that stand in the place of what nobody knows yet.
#[rustfmt::skip]
pub(crate) static UNKNOWNS: &[&str] = &[
    "tbd", "tba", "tbc", "todo", "to do", "to be determined", "to be defined", "to be decided", "to be confirmed",
    "to be announced", "to be written", "to be added", "to be completed", "to be filled in", "fill in", "fill me in",
    "xxx", "fixme", "placeholder", "lorem ipsum", "noch offen", "offen", "noch zu klären", "zu klären",
    "noch zu definieren", "wird noch definiert", "folgt", "à définir", "à déterminer", "à compléter", "à préciser",
    "por definir", "a definir", "por determinar", "a determinar", "pendiente de definir", "da definire",
    "da determinare", "da completare", "nader te bepalen", "nog te bepalen", "ntb", "do ustalenia", "do uzupełnienia",
    "уточняется", "будет определено", "не определено", "待定", "待确定", "待補充", "待补充", "待確定", "未定", "後日記入", "要検討",
    "미정", "추후 결정", "추후 작성", "att definiera", "ska definieras", "belirlenecek", "sẽ xác định", "chưa xác định",
];
