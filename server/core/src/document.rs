//! One file as one value: text, syntax and plan. An edit gives a new value and re-reads what it touched.
