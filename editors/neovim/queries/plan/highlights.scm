; Labels and ids name things; dates and durations are numbers of time; marks say how far something is.
(label) @label
(id) @constant
(date) @number
(duration) @number
(mark) @punctuation.special
