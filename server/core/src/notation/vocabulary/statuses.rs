//! The words and marks by which plans say a status, in every language.

use crate::notation::status::Status;

/// Words of one status. `firm` ones may close a heading ("— COMPLETE"); the others mean a status only where one is asked for.
pub(crate) struct StatusRow {
    pub(crate) status: Status,
    pub(crate) firm: bool,
    pub(crate) words: &'static [&'static str],
}

#[rustfmt::skip]
pub(crate) static STATUSES: &[StatusRow] = &[
    StatusRow {
        status: Status::Done,
        firm: true,
        words: &[
            // English
            "done", "complete", "completed", "finished", "shipped", "released", "delivered", "merged", "all done",
            "fully complete", "fully completed", "100% complete", "100% done", "implemented", "fully implemented",
            "deployed", "is done", "is complete", "already done", "already complete", "already implemented",
            // German
            "erledigt", "abgeschlossen", "fertig", "fertiggestellt", "beendet", "umgesetzt", "vollständig umgesetzt",
            "ausgeliefert", "geliefert",
            // French
            "terminé", "terminée", "terminés", "terminées", "fini", "finie", "fait", "faite", "achevé", "achevée",
            "livré", "livrée", "complété", "complétée", "réalisé", "réalisée",
            // Spanish
            "hecho", "hecha", "completado", "completada", "completo", "completa", "terminado", "terminada",
            "finalizado", "finalizada", "entregado", "entregada", "listo", "lista",
            // Portuguese
            "feito", "feita", "concluído", "concluída", "finalizada", "terminado", "entregue", "pronto", "pronta",
            // Italian
            "fatto", "fatta", "completato", "completata", "concluso", "conclusa", "finito", "finita", "terminata",
            "consegnato", "rilasciato",
            // Dutch
            "klaar", "gereed", "afgerond", "voltooid", "gedaan", "opgeleverd",
            // Polish
            "zrobione", "gotowe", "zakończone", "zakończony", "zakończona", "ukończone", "ukończony", "ukończona",
            "wykonane", "wykonany", "wykonana", "dostarczone",
            // Russian
            "готово", "готов", "готова", "сделано", "завершено", "завершён", "завершена", "завершены", "выполнено",
            "выполнен", "выполнена", "закончено", "закончен", "реализовано", "полностью реализовано", "полностью реализован", "полностью реализованы", "полностью настроен", "полностью готово",
            "полностью реализована", "реализован", "реализована",
            // Chinese
            "已完成", "完成", "已经完成", "已結束", "已结束", "结束", "已发布", "已發布", "已交付", "已上线", "已实现", "全部完成",
            // Japanese
            "完了", "完了済み", "済み", "済", "終了", "実装済み", "実装済", "リリース済み", "対応済み",
            // Korean
            "완료", "완료됨", "완료함", "끝", "끝남", "종료", "구현 완료", "배포 완료",
            // Swedish, Turkish, Vietnamese
            "klar", "klart", "färdig", "slutförd", "tamamlandı", "bitti", "yapıldı", "hoàn thành", "đã hoàn thành",
            "đã xong", "xong",
        ],
    },
    StatusRow {
        status: Status::Done,
        firm: false,
        words: &[
            "closed", "resolved", "fixed", "passed", "all passed", "verified", "live", "achieved", "success", "ok",
            "yes", "geschlossen", "gelöst", "fermé", "fermée", "résolu", "cerrado", "cerrada", "resuelto", "fechado",
            "fechada", "resolvido", "chiuso", "chiusa", "risolto", "gesloten", "opgelost", "zamknięte", "rozwiązane",
            "закрыто", "закрыт", "закрыта", "решено", "通过", "已通过", "已关闭", "已解决", "解決済み", "合格", "종결", "해결됨",
        ],
    },
    StatusRow {
        status: Status::Active,
        firm: true,
        words: &[
            // English
            "in progress", "inprogress", "in work", "in development", "in dev", "wip", "work in progress", "current",
            "currently active", "active", "ongoing", "on going", "underway", "under way", "now", "started",
            "in flight", "implementation in progress", "partially complete", "partially completed", "partially done",
            "partly done", "partial", "mostly complete", "mostly done", "nearly done", "nearly complete",
            "almost done", "almost complete", "current phase", "current sprint", "this sprint", "current focus",
            "we are here",
            // German
            "in arbeit", "in bearbeitung", "in umsetzung", "in entwicklung", "laufend", "läuft", "aktuell", "aktiv",
            "begonnen", "teilweise erledigt", "teilweise umgesetzt", "teilweise fertig", "im gange",
            // French
            "en cours", "en cours de développement", "actuel", "actuelle", "actif", "active", "commencé", "démarré",
            "partiel", "partiellement terminé",
            // Spanish
            "en progreso", "en curso", "en proceso", "en desarrollo", "en ejecución", "en marcha", "actual", "activo",
            "activa", "iniciado", "parcial", "parcialmente completado",
            // Portuguese
            "em andamento", "em progresso", "em curso", "em desenvolvimento", "em execução", "atual", "ativo",
            "ativa", "iniciada", "parcialmente concluído",
            // Italian
            "in corso", "in lavorazione", "in sviluppo", "attuale", "attivo", "attiva", "iniziato", "parziale",
            // Dutch
            "bezig", "in uitvoering", "onderhanden", "lopend", "actief", "huidig", "huidige", "gestart",
            // Polish
            "w toku", "w trakcie", "w realizacji", "rozpoczęte", "aktualne", "aktualny", "obecny", "bieżący",
            "częściowo", "częściowo ukończone",
            // Russian
            "в работе", "в процессе", "в разработке", "выполняется", "текущий", "текущая", "текущее", "активный",
            "активно", "начато", "начат", "частично", "частично реализовано", "частично выполнено",
            // Chinese
            "进行中", "進行中", "正在进行", "正在進行", "开发中", "開發中", "当前", "當前", "当前阶段", "实施中", "部分完成", "处理中", "进行",
            // Japanese
            "作業中", "対応中", "実施中", "実装中", "開発中", "着手", "着手中", "着手済み", "現在", "一部完了",
            // Korean
            "진행중", "진행 중", "작업중", "작업 중", "개발중", "개발 중", "현재", "부분 완료",
            // Swedish, Turkish, Vietnamese
            "pågående", "pågår", "devam ediyor", "devam eden", "sürüyor", "đang thực hiện", "đang làm",
            "đang tiến hành", "hiện tại",
        ],
    },
    StatusRow {
        status: Status::Active,
        firm: false,
        words: &[
            "review", "in review", "under review", "code review", "testing", "in testing", "in test", "in qa", "qa",
            "doing", "developing", "implementing", "working", "progress", "verifying", "needs review",
            "ready for review", "awaiting review", "im review", "in prüfung", "im test", "in test", "en revue",
            "en revisión", "en pruebas", "em revisão", "em teste", "em testes", "in revisione", "in beoordeling",
            "w przeglądzie", "w testach", "на проверке", "на ревью", "тестирование", "审核中", "测试中", "待审核", "レビュー中",
            "テスト中", "확인중", "리뷰 중", "검토 중", "테스트 중",
        ],
    },
    StatusRow {
        status: Status::Todo,
        firm: true,
        words: &[
            // English
            "todo", "to do", "to be done", "pending", "not started", "not yet started", "not begun", "planned",
            "upcoming", "next", "up next", "next up", "future", "future work", "future vision", "later", "proposed",
            "scheduled", "not done", "not complete", "not completed", "incomplete", "unfinished", "not implemented",
            "not yet implemented", "deferred", "postponed", "tbd", "coming soon", "remaining", "queued",
            // German
            "offen", "geplant", "ausstehend", "nicht begonnen", "noch nicht begonnen", "nicht gestartet", "zu tun",
            "zukünftig", "künftig", "später", "als nächstes", "nächste", "anstehend", "nicht erledigt", "verschoben",
            // French
            "à faire", "prévu", "prévue", "planifié", "planifiée", "en attente", "non commencé", "non commencée",
            "pas commencé", "non démarré", "à venir", "futur", "future", "prochain", "prochaine", "reporté",
            // Spanish
            "pendiente", "pendientes", "por hacer", "planificado", "planificada", "planeado", "sin empezar",
            "sin iniciar", "no iniciado", "no iniciada", "no empezado", "futuro", "futura", "próximo", "próxima",
            "programado", "aplazado",
            // Portuguese
            "pendente", "a fazer", "por fazer", "planejado", "planejada", "planeada", "não iniciado", "não iniciada",
            "próxima", "agendado", "adiado",
            // Italian
            "da fare", "pianificato", "pianificata", "in attesa", "non iniziato", "non iniziata", "prossimo",
            "prossima", "previsto", "prevista", "rimandato",
            // Dutch
            "te doen", "gepland", "niet gestart", "nog niet gestart", "niet begonnen", "toekomstig", "volgende",
            "openstaand", "uitgesteld",
            // Polish
            "do zrobienia", "zaplanowane", "zaplanowany", "planowane", "planowany", "oczekujące", "oczekuje",
            "nierozpoczęte", "nie rozpoczęto", "nie rozpoczęte", "przyszłe", "następny", "odłożone",
            // Russian
            "не начато", "не начат", "не начата", "запланировано", "запланирован", "запланирована", "планируется",
            "ожидает", "ожидание", "в ожидании", "в планах", "к выполнению", "следующий", "следующая", "будущее",
            "в очереди", "отложено", "не сделано", "не готово", "не реализовано", "не выполнено",
            // Chinese
            "待办", "待辦", "待开始", "待開始", "未开始", "未開始", "未完成", "待处理", "待實現", "待实现", "待完成", "计划中", "計劃中", "规划中", "待开发",
            "待定", "待启动", "未启动", "未来", "下一步", "尚未开始", "延期",
            // Japanese
            "未着手", "未対応", "未完了", "未実装", "未実施", "予定", "計画中", "待ち", "今後", "次", "これから", "未定", "延期",
            // Korean
            "대기", "대기중", "대기 중", "예정", "미착수", "미완료", "계획", "계획됨", "시작 전", "시작 안함", "할 일", "향후", "다음", "보류 예정",
            // Swedish, Turkish, Vietnamese
            "att göra", "planerad", "ej påbörjad", "kommande", "yapılacak", "planlandı", "başlanmadı", "bekliyor",
            "bekleyen", "chưa bắt đầu", "chưa làm", "chưa hoàn thành", "sắp tới", "kế hoạch",
        ],
    },
    StatusRow {
        status: Status::Todo,
        firm: false,
        words: &[
            "open", "backlog", "new", "ready", "ready for dev", "ready for development", "ready to start",
            "ready for implementation", "draft", "drafted", "not ready", "waiting", "idea", "selected", "created",
            "available", "no", "missing", "needed", "required", "neu", "entwurf", "bereit", "ouvert", "nouveau",
            "brouillon", "prêt", "abierto", "abierta", "nuevo", "borrador", "aberto", "aberta", "novo", "rascunho",
            "aperto", "aperta", "nuovo", "bozza", "nieuw", "concept", "otwarte", "nowe", "открыто", "открыт",
            "открыта", "новый", "новая", "черновик", "新建", "草稿", "待验证", "未通过", "待测试", "新規", "下書き", "신규", "초안", "열림",
        ],
    },
    StatusRow {
        status: Status::Blocked,
        firm: true,
        words: &[
            "blocked", "on hold", "onhold", "paused", "stalled", "stuck", "halted", "suspended", "blockiert",
            "pausiert", "angehalten", "zurückgestellt", "bloqué", "bloquée", "en pause", "suspendu", "suspendue",
            "bloqueado", "bloqueada", "en pausa", "en espera", "suspendido", "pausado", "pausada", "em espera",
            "suspenso", "bloccato", "bloccata", "in pausa", "sospeso", "sospesa", "geblokkeerd", "gepauzeerd",
            "on hold gezet", "zablokowane", "zablokowany", "zablokowana", "wstrzymane", "wstrzymany", "заблокировано",
            "заблокирован", "заблокирована", "приостановлено", "на паузе", "приостановлен", "阻塞", "被阻塞", "已阻塞", "受阻",
            "暂停", "暫停", "已暂停", "搁置", "挂起", "ブロック", "ブロック中", "保留", "保留中", "停止中", "一時停止", "차단", "차단됨", "막힘", "보류",
            "보류 중", "중단", "blockerad", "pausad", "engellendi", "beklemede", "bị chặn", "tạm dừng", "bị tắc",
        ],
    },
    StatusRow {
        status: Status::Cancelled,
        firm: true,
        words: &[
            "cancelled", "canceled", "abandoned", "dropped", "won't do", "wont do", "wontfix", "won't fix",
            "rejected", "superseded", "obsolete", "removed", "discarded", "scrapped", "not planned", "skipped",
            "out of scope", "deprecated", "withdrawn", "abgebrochen", "verworfen", "gestrichen", "entfällt",
            "storniert", "abgelehnt", "annulé", "annulée", "abandonné", "abandonnée", "rejeté", "rejetée",
            "cancelado", "cancelada", "descartado", "descartada", "abandonado", "abandonada", "rechazado",
            "rejeitado", "anulado", "annullato", "annullata", "abbandonato", "scartato", "scartata", "rifiutato",
            "geannuleerd", "vervallen", "afgewezen", "anulowane", "anulowany", "anulowana", "porzucone", "odrzucone",
            "отменено", "отменён", "отменена", "отклонено", "отклонён", "已取消", "取消", "已废弃", "废弃", "已放弃", "放弃", "已拒绝",
            "中止", "キャンセル", "却下", "廃止", "取り消し", "취소", "취소됨", "폐기", "기각", "inställd", "avbruten", "iptal",
            "iptal edildi", "đã hủy", "hủy", "hủy bỏ",
        ],
    },
];

/// Marks that say a status in a heading and in a value alike.
#[rustfmt::skip]
pub(crate) static MARKS: &[(char, Status)] = &[
    ('✅', Status::Done),
    ('☑', Status::Done),
    ('✔', Status::Done),
    ('✓', Status::Done),
    ('🏁', Status::Done),
    ('🚧', Status::Active),
    ('🔄', Status::Active),
    ('🏃', Status::Active),
    ('⏳', Status::Todo),
    ('⌛', Status::Todo),
    ('🔜', Status::Todo),
    ('⬜', Status::Todo),
    ('☐', Status::Todo),
    ('🔲', Status::Todo),
    ('⏸', Status::Blocked),
    ('⛔', Status::Blocked),
    ('🚫', Status::Blocked),
];

/// Marks that say a status only where one is asked for; in a heading they are decoration.
#[rustfmt::skip]
pub(crate) static VALUE_MARKS: &[(char, Status)] = &[
    ('√', Status::Done),
    ('☒', Status::Done),
    ('🟩', Status::Done),
    ('📋', Status::Todo),
    ('📝', Status::Todo),
    ('🗓', Status::Todo),
    ('📅', Status::Todo),
    ('⚪', Status::Todo),
    ('❌', Status::Todo),
    ('✗', Status::Todo),
    ('✘', Status::Todo),
    ('□', Status::Todo),
    ('🔳', Status::Active),
    ('🛠', Status::Active),
    ('🔁', Status::Active),
    ('▶', Status::Active),
    ('⏯', Status::Active),
    ('🛑', Status::Blocked),
];

/// Marks written as shortcodes.
#[rustfmt::skip]
pub(crate) static SHORTCODES: &[(&str, Status)] = &[
    (":white_check_mark:", Status::Done),
    (":heavy_check_mark:", Status::Done),
    (":ballot_box_with_check:", Status::Done),
    (":construction:", Status::Active),
    (":arrows_counterclockwise:", Status::Active),
    (":hourglass_flowing_sand:", Status::Todo),
    (":hourglass:", Status::Todo),
    (":white_large_square:", Status::Todo),
    (":no_entry:", Status::Blocked),
];
