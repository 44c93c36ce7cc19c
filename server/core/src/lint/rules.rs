//! Every rule, one a file. A new rule is a file here and a line in [`ALL`].

pub mod ambiguous_date;
pub mod broken_dependency;
pub mod duplicate_id;
pub mod duplicate_label;
pub mod duration_mismatch;
pub mod gantt_cycle;
pub mod invalid_date;
pub mod invalid_gantt_date;
pub mod mismatched_id;
pub mod missing_acceptance_criteria;
pub mod out_of_order;
pub mod outside_parent;
pub mod overlapping_weeks;
pub mod progress_drift;
pub mod reversed_range;
pub mod schedule_drift;
pub mod schedule_gap;
pub mod skipped_number;
pub mod status_mismatch;
pub mod unknown_gantt_task;
pub mod unreadable_plan;

use crate::lint::rule::Rule;

/// The rules, by name.
pub static ALL: &[&Rule] = &[
    &ambiguous_date::RULE,
    &broken_dependency::RULE,
    &duplicate_id::RULE,
    &duplicate_label::RULE,
    &duration_mismatch::RULE,
    &gantt_cycle::RULE,
    &invalid_date::RULE,
    &invalid_gantt_date::RULE,
    &mismatched_id::RULE,
    &missing_acceptance_criteria::RULE,
    &out_of_order::RULE,
    &outside_parent::RULE,
    &overlapping_weeks::RULE,
    &progress_drift::RULE,
    &reversed_range::RULE,
    &schedule_drift::RULE,
    &schedule_gap::RULE,
    &skipped_number::RULE,
    &status_mismatch::RULE,
    &unknown_gantt_task::RULE,
    &unreadable_plan::RULE,
];
