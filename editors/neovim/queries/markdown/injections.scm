; extends

; The notation of plans, where a parser `plan` is installed: in headings, items and cells, not in running text.
((atx_heading
  heading_content: (inline) @injection.content)
  (#set! injection.language "plan"))

((list_item
  (paragraph
    (inline) @injection.content))
  (#set! injection.language "plan"))

((pipe_table_cell) @injection.content
  (#set! injection.language "plan"))
