"""A session by a client that others wrote: pytest-lsp, with what Visual Studio Code, Neovim and Emacs say of themselves.

It warns where a server goes beyond what its client can do; the warning is an error here."""

import os
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

PLAN = Path(os.environ["PLANS"]).resolve() / "ferry-tickets.md"
TEXT = PLAN.read_text(encoding="utf-8")
URI = PLAN.as_uri()
DOCUMENT = types.TextDocumentIdentifier(uri=URI)


def place(needle):
    line, text = next((at, it) for at, it in enumerate(TEXT.split("\n")) if needle in it)
    return types.Position(line=line, character=text.index(needle) + len(needle) - 2)


@pytest_lsp.fixture(
    params=["visual_studio_code", "neovim", "emacs"],
    config=ClientServerConfig(server_command=[os.environ["MILEPOST"], "lsp", "--stdio"]),
)
async def client(request, lsp_client: LanguageClient):
    # What these editors answer, and pytest-lsp does not by itself.
    for method in [
        types.CLIENT_REGISTER_CAPABILITY,
        types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
        types.WORKSPACE_CODE_LENS_REFRESH,
        types.WORKSPACE_INLAY_HINT_REFRESH,
    ]:
        lsp_client.feature(method)(lambda params: None)
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(request.param),
            workspace_folders=[types.WorkspaceFolder(uri=PLAN.parent.as_uri(), name="plans")],
        )
    )
    item = types.TextDocumentItem(uri=URI, language_id="markdown", version=1, text=TEXT)
    lsp_client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    yield
    await lsp_client.shutdown_session()


def at(needle):
    return {"text_document": DOCUMENT, "position": place(needle)}


async def test_a_dependency_leads_to_its_sprint(client: LanguageClient):
    found = await client.text_document_definition_async(types.DefinitionParams(**at("Depends on:** Sprint 1")))
    links = found if isinstance(found, list) else [found]
    target = links[0]
    line = getattr(target, "target_selection_range", None) or target.range
    assert TEXT.split("\n")[line.start.line].startswith("## Sprint 1")


async def test_a_sprint_has_a_card_and_references(client: LanguageClient):
    hover = await client.text_document_hover_async(types.HoverParams(**at("## Sprint 2")))
    assert "Buying a ticket" in hover.contents.value
    context = types.ReferenceContext(include_declaration=True)
    found = await client.text_document_references_async(types.ReferenceParams(context=context, **at("## Sprint 2")))
    assert len(found) > 1


async def test_symbols_and_completions_are_there(client: LanguageClient):
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=DOCUMENT))
    assert any("Sprint 1" in it.name for it in symbols)
    found = await client.text_document_completion_async(types.CompletionParams(**at("Depends on:** Sprint 1")))
    items = found.items if isinstance(found, types.CompletionList) else found
    assert any("Sprint" in it.label for it in items)


async def test_findings_are_pushed_or_pulled(client: LanguageClient):
    if client.capabilities.text_document.diagnostic:
        report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(text_document=DOCUMENT))
        assert report.items
    else:
        while not client.diagnostics.get(URI):
            await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
