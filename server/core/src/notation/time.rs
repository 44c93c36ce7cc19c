//! Schedules, dates and durations.
