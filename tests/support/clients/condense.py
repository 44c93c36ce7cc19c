"""Condenses recorded `initialize` messages: keeps what a server can go by, and nothing of the machine they come from.

    condense.py RECORDING.json...

writes each beside this script. Two are no recordings: `everything.json` is VS Code's with all switched on, and `zed.json` was
written by hand after Zed's source (`crates/lsp/src/lsp.rs`), and may differ from what a release says."""

import json
import sys
from pathlib import Path

# What no server of plans offers anything for, and what only describes the editor.
UNUSED = {
    "": ["notebookDocument", "experimental", "offsetEncoding"],
    "general": ["markdown", "regularExpressions"],
    "textDocument": ["signatureHelp", "colorProvider", "inlineValue", "typeDefinition", "moniker", "filters"],
    "workspace": ["inlineValue", "textDocumentContent"],
}

here = Path(__file__).parent
for name in sys.argv[1:]:
    path = Path(name)
    capabilities = json.loads(path.read_text(encoding="utf-8"))["capabilities"]
    for section, keys in UNUSED.items():
        part = capabilities.get(section, {}) if section else capabilities
        for key in keys:
            if isinstance(part, dict):
                part.pop(key, None)
    text = json.dumps(capabilities, ensure_ascii=False, indent=1, sort_keys=True)
    (here / path.name).write_text(text + "\n", encoding="utf-8")
