; inherits: stock-markdown-inline

; The text between emphasis, code and links, which Helix cannot hand on together with what is inside of them.
((inline) @injection.content
  (#set! injection.language "plan")
  (#set! injection.include-unnamed-children))
