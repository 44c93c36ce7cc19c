; Helix's own rules, by a link beside this folder, since Helix reads only one file of this name; then ours, which win
; where both speak of the same text.
; inherits: stock-markdown

; The notation of plans stands in headings, items and cells, not in running text.
((atx_heading
  heading_content: (inline) @injection.content)
  (#set! injection.language "markdown-plan")
  (#set! injection.include-unnamed-children))

((list_item
  (paragraph
    (inline) @injection.content))
  (#set! injection.language "markdown-plan")
  (#set! injection.include-unnamed-children))

((pipe_table_cell) @injection.content
  (#set! injection.language "markdown-plan")
  (#set! injection.include-unnamed-children))
