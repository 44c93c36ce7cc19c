//! The style of the pictures, for light pages and dark ones. Text has a contrast of 4.5 to 1 or more in both, shapes of
//! 3 to 1; every colour stands beside a shape, a stroke or a word that says the same.

/// The style sheet, as it stands in each picture and each page.
pub const STYLE: &str = "\
.mp{--bg:#fff;--ink:#1b1f24;--muted:#57606a;--grid:#e4e8ed;--line:#c3cad2;--band:#f5f7f9;--todo:#e3e8ee;--todo-s:#6a7480;\
--active:#d3e4fd;--active-s:#1a5fb4;--active-f:#3b7ddd;--done:#cdebd6;--done-s:#1f6b3b;--done-f:#3f9a5f;--blocked:#ffe3c9;\
--blocked-s:#9a4a00;--blocked-f:#d9802e;--crit:#1b1f24;--bad:#b42318;--warn:#9a5b00;--today:#a3146c;--arrow:#6a7480;--off:#eef0f3}
@media (prefers-color-scheme:dark){.mp{--bg:#0f141a;--ink:#e8edf3;--muted:#a2adb9;--grid:#222a33;--line:#3b4652;--band:#161d25;\
--todo:#2a333e;--todo-s:#8a96a3;--active:#173457;--active-s:#78aef5;--active-f:#3d7cd0;--done:#153a24;--done-s:#6cc98d;\
--done-f:#338a55;--blocked:#46290d;--blocked-s:#f0a35c;--blocked-f:#b0661f;--crit:#fff;--bad:#ff8a7d;--warn:#f0b45c;\
--today:#ff86cf;--arrow:#8a96a3;--off:#141b23}}
.mp text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans','Noto Sans CJK SC',\
'Noto Color Emoji',sans-serif;font-size:13px;fill:var(--ink)}
.mp .bg{fill:var(--bg)}.mp .h1{font-size:20px;font-weight:650}.mp .sub,.mp .tick,.mp .side,.mp .note{font-size:12px;fill:var(--muted)}
.mp .l{font-weight:650}.mp .t{fill:var(--muted)}.mp .gone{text-decoration:line-through}
.mp .head{fill:var(--band)}.mp .zebra{fill:var(--band)}.mp .track{font-weight:650}
.mp .grid{stroke:var(--grid);stroke-width:1}.mp .rule{stroke:var(--line);stroke-width:1}.mp .off{fill:var(--off)}
.mp .tick,.mp .era{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}.mp .tick{text-anchor:middle;font-variant-numeric:tabular-nums}.mp .ticks{text-anchor:start}.mp .era{font-weight:650;fill:var(--ink);text-anchor:start}
.mp .side{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round;font-variant-numeric:tabular-nums}
.mp .bar{stroke-width:1.25}.mp .todo .bar{fill:var(--todo);stroke:var(--todo-s)}.mp .active .bar{fill:var(--active);stroke:var(--active-s)}
.mp .done .bar{fill:var(--done);stroke:var(--done-s)}.mp .blocked .bar{fill:var(--blocked);stroke:var(--blocked-s);stroke-dasharray:5 3}
.mp .cancelled .bar{fill:none;stroke:var(--todo-s);stroke-dasharray:1.5 3}
.mp .fill{fill:var(--todo-s)}.mp .active .fill{fill:var(--active-f)}.mp .done .fill{fill:var(--done-f)}.mp .blocked .fill{fill:var(--blocked-f)}
.mp .critical .bar{stroke:var(--crit);stroke-width:2.75}
.mp .sum{fill:var(--muted)}.mp .critical .sum{fill:var(--crit)}
.mp .hatch{stroke:var(--bad);stroke-width:1.8}.mp .shared{stroke:var(--bad);stroke-width:1}
.mp .arrow{fill:none;stroke:var(--arrow);stroke-width:1.4;stroke-linejoin:round}.mp .arrow.path{stroke:var(--crit);stroke-width:2.2}
.mp .arrow.early{stroke:var(--bad);stroke-dasharray:4 3}.mp .tip{fill:var(--arrow)}.mp .tip.path{fill:var(--crit)}.mp .tip.early{fill:var(--bad)}
.mp .today{stroke:var(--today);stroke-width:2}.mp .now{fill:var(--today);font-size:12px;font-weight:650;paint-order:stroke;stroke:var(--bg);stroke-width:4px}
.mp .icon{fill:none;stroke:var(--todo-s);stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.mp .active .icon{stroke:var(--active-s)}.mp .done .icon{stroke:var(--done-s)}.mp .blocked .icon{stroke:var(--blocked-s)}
.mp .half{fill:var(--active-s);stroke:none}
.mp .sign{fill:var(--bg);stroke-width:1.6;stroke-linejoin:round}.mp .error{stroke:var(--bad)}.mp .warning{stroke:var(--warn)}
.mp .sign-t{font-size:11px;font-weight:700;text-anchor:middle}.mp .error-t{fill:var(--bad)}.mp .warning-t{fill:var(--warn)}
.mp a{cursor:pointer}.mp a:focus{outline:none}.mp .focus{fill:none;stroke:none}.mp a:focus-visible .focus{stroke:var(--active-s);stroke-width:2}
.mp a:hover .l{text-decoration:underline}
";

#[cfg(test)]
mod tests {
    use crate::timeline::svg::style::STYLE;

    /// The value of a colour in the light theme or in the dark one.
    fn colour(name: &str, is_dark: bool) -> [f64; 3] {
        let theme = STYLE.split("@media").nth(usize::from(is_dark)).unwrap();
        let value = theme.split(&format!("--{name}:#")).nth(1).unwrap();
        let digits: String = value.chars().take_while(char::is_ascii_hexdigit).collect();
        let digits = if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits };
        [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0)
    }

    /// The contrast as WCAG 2 reckons it.
    fn contrast(one: &str, other: &str, is_dark: bool) -> f64 {
        let light = |name| {
            let part = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
            let [r, g, b] = colour(name, is_dark).map(part);
            0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
        };
        let (a, b) = (light(one), light(other));
        if a > b { a / b } else { b / a }
    }

    #[test]
    fn text_and_shapes_stand_out_in_both_themes() {
        for is_dark in [false, true] {
            for text in ["ink", "muted", "bad", "warn", "today", "active-s"] {
                for ground in ["bg", "band", "off"] {
                    let contrast = contrast(text, ground, is_dark);
                    assert!(contrast >= 4.5, "{text} on {ground}, dark {is_dark}: {contrast:.2}");
                }
            }
            let shapes = ["todo-s", "active-s", "done-s", "blocked-s", "crit", "bad", "arrow", "active-f", "done-f"];
            for shape in shapes {
                let contrast = contrast(shape, "bg", is_dark);
                assert!(contrast >= 3.0, "{shape} on bg, dark {is_dark}: {contrast:.2}");
            }
            for (fill, bar) in [("todo-s", "todo"), ("active-f", "active"), ("done-f", "done"), ("bad", "todo")] {
                let contrast = contrast(fill, bar, is_dark);
                assert!(contrast >= 2.4, "{fill} on {bar}, dark {is_dark}: {contrast:.2}");
            }
        }
    }
}
