/**
 * The notation inside headings, items and cells of plans, as a flat list of tokens: labels, ids, dates, durations, marks.
 * For highlighting only. It has no structure that could be in error, and a catch-all: every text is a `plan`.
 */

/** A word with its first letter in either case. */
const word = (text) => `[${text[0].toUpperCase()}${text[0]}]${text.slice(1)}`;

const KINDS = [
  "sprints?", "phases?", "weeks?", "days?", "months?", "milestones?", "iterations?", "waves?", "epics?", "stages?",
  "stor(?:y|ies)", "cycles?", "quarters?",
  // German, French, Spanish, Portuguese
  "phasen", "wochen?", "tage?", "meilensteine?", "étapes?", "semaines?", "jalons?", "fases?", "semanas?", "etapas?", "hitos?",
].map((kind) => word(kind).replace(/\(\?:/g, "("));

const NUMBER = "([0-9]+(\\.[0-9]+)*[a-z]?|[0-9]+[-\u2010\u2011\u2013][0-9]+)";
const LABEL = `((${KINDS.join("|")})[ \u00a0]${NUMBER}|Q[1-4]( [0-9]{4})?)`;
const ID = "([A-Z][A-Z0-9]*([-\u2011][A-Z0-9]+)*[-\u2011]([A-Z][0-9]{1,2}|[0-9]+)|T[0-9]{3,4}|(WP|US)[0-9]{1,3})";
const DATE = "[0-9]{4}-[01][0-9]-[0-3][0-9]";
const DURATION = "[0-9]+(-[0-9]+)?( (hours?|days?|weeks?|months?)|[hdw])";

/** What makes a token's beginning plain text: a longer match wins. */
const SPOILT = [
  `(${LABEL}|${ID}|${DATE}|${DURATION})[\\p{L}\\p{N}_]+`,
  `${LABEL}[-\u2010\u2011\u2013.][0-9][0-9.-]*`,
  `[\\p{L}\\p{N}_]*[/\\\\.@#$%=&_-]${ID}`,
  `every ${DURATION}`,
  `${DURATION}( per| ago|/)`,
].map((text) => new RegExp(text, "u"));

module.exports = grammar({
  name: "plan",
  extras: (_) => [],
  rules: {
    plan: ($) => repeat(choice($.label, $.id, $.date, $.duration, $.mark, $._text)),

    // Sprint 2, Phase 6a, Weeks 1–2, Q1 2026
    label: (_) => token(new RegExp(LABEL)),

    // AUTH-001, W1-S2, T012, WP01
    id: (_) => token(new RegExp(ID)),

    // 2026-01-05
    date: (_) => token(new RegExp(DATE)),

    // 2 weeks, 3d, 4h
    duration: (_) => token(new RegExp(DURATION)),

    // [ ], [x], ✅
    mark: (_) => token(choice(/\[[ xX~\/-]\]/, "✅", "🚧", "⏳", "❌")),

    // Whole words, so that no token begins inside one; then any other sign. The longest token wins, and of equally long
    // ones the one above: no precedences, which would let a short token cut a word.
    _text: (_) => token(choice(/[\p{L}\p{N}_]+/, /[^\p{L}\p{N}_]/, ...SPOILT)),
  },
});
