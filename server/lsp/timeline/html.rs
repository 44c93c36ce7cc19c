//! The schedule as a page: the picture of each plan, and a table of its units that the bars lead to. One file, without
//! scripts, and forbidden to load anything.

use std::collections::HashSet;
use std::fmt::Write;

use milepost_core::notation::status::Status;
use milepost_core::timeline::marks::Mark;
use milepost_core::timeline::{Item, ItemIndex};

use crate::timeline::svg::style::STYLE;
use crate::timeline::svg::{Use, name, picture, summary};
use crate::timeline::text::{escape, isolated};
use crate::timeline::words::{self, progress, when};
use crate::timeline::{Shown, anchor};

const PAGE_STYLE: &str = "\
:root{color-scheme:light dark}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',\
Arial,'Noto Sans',sans-serif}
main,header{max-width:1720px;margin:0 auto;padding:0 24px}header{padding-top:24px}
h1{font-size:26px;line-height:1.25;margin:0 0 4px}h2{font-size:20px;margin:40px 0 2px}
p{margin:0 0 12px;color:var(--muted)}nav ul{margin:8px 0;padding-left:20px}a{color:var(--active-s)}
figure{margin:16px 0 24px;overflow-x:auto;border:1px solid var(--line);border-radius:8px;padding:16px 0 8px}
figure:focus-visible{outline:2px solid var(--active-s);outline-offset:2px}
figure svg{display:block;margin:0 auto;max-width:100%;height:auto}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;font-weight:650;padding:8px 0}
th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 8px;border-bottom:1px solid var(--grid)}
thead th{color:var(--muted);font-weight:600;border-bottom:1px solid var(--line);white-space:nowrap}
tbody th{font-weight:600;min-width:14em}td.c{white-space:nowrap;font-variant-numeric:tabular-nums}
tr:target{background:var(--band)}tr:target th{box-shadow:inset 3px 0 var(--active-s)}
code{white-space:nowrap}td ul{margin:0;padding-left:16px}.error{color:var(--bad)}.warning{color:var(--warn)}code{font:13px ui-monospace,Menlo,Consolas,monospace}
@media print{figure{overflow:visible;border:0}figure svg{max-width:100%;height:auto}tr{break-inside:avoid}}
";

/// The page of `plans`.
pub fn page(plans: &[Shown<'_>]) -> String {
    let title = match plans {
        [one] => name(one),
        many => format!("{} plans", many.len()),
    };
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\" class=\"mp\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{0}: timeline</title>\n\
         <style>{STYLE}{PAGE_STYLE}</style>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">{0}</h1>\n",
        escape(&title)
    );
    if let [one] = plans {
        let _ = writeln!(page, "<p><code>{}</code> · {}</p>", escape(one.path), escape(&summary(one.timeline)));
    } else {
        page.push_str("<nav aria-label=\"Plans\"><ul>\n");
        for (at, plan) in plans.iter().enumerate() {
            let _ = writeln!(page, "<li><a href=\"#plan{}\">{}</a></li>", at + 1, isolated(&name(plan)));
        }
        page.push_str("</ul></nav>\n");
    }
    page.push_str("</header>\n<main>\n");
    for (at, plan) in plans.iter().enumerate() {
        section(plan, at + 1, plans.len() > 1, &mut page);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn section(plan: &Shown<'_>, number: usize, is_titled: bool, page: &mut String) {
    let _ = writeln!(page, "<section id=\"plan{number}\">");
    if is_titled {
        let _ = writeln!(
            page,
            "<h2 dir=\"auto\">{}</h2>\n<p><code>{}</code> · {}</p>",
            escape(&name(plan)),
            escape(plan.path),
            escape(&summary(plan.timeline))
        );
    }
    let prefix = format!("s{number}-");
    let svg = picture(std::slice::from_ref(plan), Use::Page, &prefix);
    let _ =
        writeln!(page, "<figure tabindex=\"0\" aria-label=\"Timeline of {}\">\n{svg}</figure>", escape(&name(plan)));
    table(plan, &format!("{prefix}1"), page);
    if !plan.timeline.marks.is_empty() {
        page.push_str("<p>In the plan as a whole:</p>\n");
        marks(&plan.timeline.marks, page);
    }
    page.push_str("</section>\n");
}

fn table(plan: &Shown<'_>, prefix: &str, page: &mut String) {
    page.push_str(
        "<div class=\"wide\"><table>\n<caption>Units</caption>\n<thead><tr><th scope=\"col\">Unit</th>\
         <th scope=\"col\">When</th><th scope=\"col\">Status</th><th scope=\"col\">Done</th>\
         <th scope=\"col\">Depends on</th><th scope=\"col\">Findings</th><th scope=\"col\">Where</th></tr></thead>\n<tbody>\n",
    );
    let timeline = plan.timeline;
    let bare: HashSet<ItemIndex> = timeline.unscheduled.iter().copied().collect();
    for (at, item) in timeline.each().filter(|(at, item)| item.bar.is_some() || bare.contains(at)) {
        row(plan, prefix, at, item, page);
    }
    page.push_str("</tbody>\n</table></div>\n");
}

fn row(plan: &Shown<'_>, prefix: &str, at: ItemIndex, item: &Item, page: &mut String) {
    let status = match (item.is_status_known, item.status) {
        (false, _) => String::new(),
        (true, Status::Active) => "in progress".to_owned(),
        (true, status) => status.to_string(),
    };
    let on: Vec<String> = item.links.iter().map(|link| escape(&words::name(plan.timeline, link))).collect();
    let critical = if item.is_critical { "<br>critical path" } else { "" };
    let _ = write!(
        page,
        "<tr id=\"{}\"><th scope=\"row\" dir=\"auto\">{}</th><td class=\"c\">{}{critical}</td><td class=\"c\">{status}</td>\
         <td class=\"c\">{}</td><td>{}</td><td>",
        anchor(prefix, at),
        escape(&item.display()),
        escape(&when(item)),
        progress(item).unwrap_or_default(),
        on.join(", "),
    );
    marks(&item.marks, page);
    let _ = writeln!(page, "</td><td class=\"c\"><code>{}:{}</code></td></tr>", escape(plan.path), item.line);
}

fn marks(marks: &[Mark], page: &mut String) {
    if marks.is_empty() {
        return;
    }
    page.push_str("<ul>");
    for mark in marks {
        let severity = mark.severity.name();
        let _ = write!(
            page,
            "<li><span class=\"{severity}\">{severity}</span>: {} <code>line {}</code></li>",
            isolated(&mark.message),
            mark.line
        );
    }
    page.push_str("</ul>\n");
}
