; Emphasis, code and links look as in all of Markdown; a link beside this folder leads to Helix's own rules.
; inherits: stock-markdown-inline
