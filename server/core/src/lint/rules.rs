//! Every rule, one a file. A new rule is a file here and a line in [`ALL`].

pub mod ambiguous_date;
pub mod ambiguous_dependency;
pub mod broken_dependency;
pub mod broken_link;
pub mod dependency_cycle;
pub mod dependency_order;
pub mod done_before_dependency;
pub mod duplicate_id;
pub mod duplicate_label;
pub mod duration_mismatch;
pub mod empty_acceptance_criteria;
pub mod empty_unit;
pub mod gantt_cycle;
pub mod invalid_date;
pub mod invalid_gantt_date;
pub mod mismatched_id;
pub mod missing_acceptance_criteria;
pub mod missing_path;
pub mod not_a_heading;
pub mod out_of_order;
pub mod outside_parent;
pub mod over_capacity;
pub mod overdue;
pub mod overlapping_weeks;
pub mod owner_overload;
pub mod placeholder;
pub mod progress_drift;
pub mod redundant_dependency;
pub mod reversed_range;
pub mod schedule_drift;
pub mod schedule_gap;
pub mod self_dependency;
pub mod skipped_number;
pub mod stale_generated_part;
pub mod status_mismatch;
pub mod swallowed_heading;
pub mod unclosed_fence;
pub mod uncovered_requirement;
pub mod undefined_link_reference;
pub mod unknown_gantt_task;
pub mod unknown_reference;
pub mod unknown_requirement;
pub mod unknown_suppression;
pub mod unreadable_plan;
pub mod unused_suppression;
pub mod vague_acceptance_criteria;

use crate::lint::rule::Rule;

/// The rules, by name.
pub static ALL: &[&Rule] = &[
    &ambiguous_date::RULE,
    &ambiguous_dependency::RULE,
    &broken_dependency::RULE,
    &broken_link::RULE,
    &dependency_cycle::RULE,
    &dependency_order::RULE,
    &done_before_dependency::RULE,
    &duplicate_id::RULE,
    &duplicate_label::RULE,
    &duration_mismatch::RULE,
    &empty_acceptance_criteria::RULE,
    &empty_unit::RULE,
    &gantt_cycle::RULE,
    &invalid_date::RULE,
    &invalid_gantt_date::RULE,
    &mismatched_id::RULE,
    &missing_acceptance_criteria::RULE,
    &missing_path::RULE,
    &not_a_heading::RULE,
    &out_of_order::RULE,
    &outside_parent::RULE,
    &over_capacity::RULE,
    &overdue::RULE,
    &overlapping_weeks::RULE,
    &owner_overload::RULE,
    &placeholder::RULE,
    &progress_drift::RULE,
    &redundant_dependency::RULE,
    &reversed_range::RULE,
    &schedule_drift::RULE,
    &schedule_gap::RULE,
    &self_dependency::RULE,
    &skipped_number::RULE,
    &stale_generated_part::RULE,
    &status_mismatch::RULE,
    &swallowed_heading::RULE,
    &unclosed_fence::RULE,
    &uncovered_requirement::RULE,
    &undefined_link_reference::RULE,
    &unknown_gantt_task::RULE,
    &unknown_reference::RULE,
    &unknown_requirement::RULE,
    &unknown_suppression::RULE,
    &unreadable_plan::RULE,
    &unused_suppression::RULE,
    &vague_acceptance_criteria::RULE,
];
