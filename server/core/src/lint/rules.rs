//! Every rule, one a file. A new rule is a file here and a line in [`ALL`].

pub mod ambiguous_date;
pub mod broken_dependency;
pub mod duration_mismatch;
pub mod empty_acceptance_criteria;
pub mod empty_unit;
pub mod gantt_cycle;
pub mod invalid_date;
pub mod invalid_gantt_date;
pub mod missing_acceptance_criteria;
pub mod not_a_heading;
pub mod out_of_order;
pub mod outside_parent;
pub mod overlapping_weeks;
pub mod reversed_range;
pub mod schedule_drift;
pub mod schedule_gap;
pub mod swallowed_heading;
pub mod unclosed_fence;
pub mod unknown_gantt_task;
pub mod unreadable_plan;

use crate::lint::rule::Rule;

/// The rules, by name.
pub static ALL: &[&Rule] = &[
    &ambiguous_date::RULE,
    &broken_dependency::RULE,
    &duration_mismatch::RULE,
    &empty_acceptance_criteria::RULE,
    &empty_unit::RULE,
    &gantt_cycle::RULE,
    &invalid_date::RULE,
    &invalid_gantt_date::RULE,
    &missing_acceptance_criteria::RULE,
    &not_a_heading::RULE,
    &out_of_order::RULE,
    &outside_parent::RULE,
    &overlapping_weeks::RULE,
    &reversed_range::RULE,
    &schedule_drift::RULE,
    &schedule_gap::RULE,
    &swallowed_heading::RULE,
    &unclosed_fence::RULE,
    &unknown_gantt_task::RULE,
    &unreadable_plan::RULE,
];
