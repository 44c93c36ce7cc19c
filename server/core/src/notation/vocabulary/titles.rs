//! The words by which documents call themselves: plans, the parts of plans, and other genres. Lower case.

/// Words that a plan's title or file name bears, and hardly another's.
#[rustfmt::skip]
pub const PLANS: &[&str] = &[
    "plan", "plans", "roadmap", "backlog", "workplan", "wbs", "projektplan", "fahrplan", "meilensteine", "aufgaben", "feuille", "hoja",
    "cronograma", "planejamento", "tareas", "tarefas", "stappenplan", "harmonogram", "план", "дорожная", "kế hoạch", "计划", "計画", "規劃",
    "规划", "路线图", "任务", "タスク", "ロードマップ", "계획", "로드맵", "planering",
];

/// Words of a plan's parts and tools, in titles of other documents too: a sprint schedule, an epic tale.
#[rustfmt::skip]
pub const PARTS: &[&str] = &[
    "sprint", "sprints", "milestone", "milestones", "iteration", "iterations", "tasks", "todo", "epic", "epics", "gantt", "planning",
    "implementation", "piano",
];

/// Words of titles and file names that speak for another genre.
#[rustfmt::skip]
pub const GENRES: &[&str] = &[
    "readme", "changelog", "contributing", "tutorial", "guide", "quickstart", "getting", "install", "installation", "faq", "template",
    "lecture", "course", "syllabus", "workshop", "lesson", "lab", "adr", "release", "notes", "meeting", "meetings", "minutes", "conventions",
    "rules", "reference", "docs",
];

/// Whether `text`, in lower case, holds one of `words`: ASCII ones as whole words, others anywhere.
pub fn says(text: &str, words: &[&str]) -> bool {
    let said: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    words.iter().any(|word| if word.is_ascii() { said.contains(word) } else { text.contains(word) })
}
