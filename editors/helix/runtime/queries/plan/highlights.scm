; The notation of plans by Helix's scopes: labels and ids name things, dates and durations are numbers of time, marks
; say how far something is.
(label) @label
(id) @constant
(date) @constant.numeric
(duration) @constant.numeric
(mark) @constant.builtin
