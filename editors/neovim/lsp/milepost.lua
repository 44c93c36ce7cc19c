---@brief
---
--- Milepost checks sprint plans, roadmaps and task lists in Markdown: missing acceptance criteria, overlapping weeks,
--- broken dependencies. The program `milepost` must be on `PATH`; else set `cmd`.

---@type vim.lsp.Config
return {
  cmd = { 'milepost', 'lsp' },
  filetypes = { 'markdown' },
  root_markers = { 'milepost.toml', '.git' },
  before_init = function(params)
    local document, announced = params.capabilities.textDocument, params.capabilities.workspace
    -- Neovim runs a server's commands, but does not say so.
    announced.executeCommand = { dynamicRegistration = false }
    -- On Linux it can watch files, but does not say so: a changed milepost.toml or branch would not be noticed.
    if vim.fn.has('nvim-0.10') == 1 then
      announced.didChangeWatchedFiles = { dynamicRegistration = true, relativePatternSupport = true }
    end
    -- After a change elsewhere 0.10 and 0.11 cannot be asked to look again at what is open, and 0.12 looks and drops what
    -- it is answered. So Neovim is told what is wrong, and does not ask.
    document.diagnostic = nil
    -- 0.12 leaves the cursor before the text that Enter brings.
    document.onTypeFormatting = nil
  end,
  on_attach = function(client, bufnr)
    -- 0.11 cuts what a completion inserts at the first blank: `Sprint` for `Sprint 2`. 0.12 no longer does.
    if vim.fn.has('nvim-0.11') == 0 or vim.fn.has('nvim-0.12') == 1 then
      return
    end
    vim.lsp.completion.enable(true, client.id, bufnr, {
      convert = function(item)
        local plain = item.insertTextFormat ~= vim.lsp.protocol.InsertTextFormat.Snippet
        return plain and item.textEdit and { word = vim.split(item.textEdit.newText, '\n')[1] } or {}
      end,
    })
  end,
}
