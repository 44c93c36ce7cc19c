--- Starts Milepost for Markdown buffers, in Neovim 0.7 and later. From 0.11 on it hands over to `vim.lsp.enable`.

local M = {}

local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h')

--- The nearest folder, from the buffer's file upwards, that holds one of the markers.
local function root_of(bufnr, markers)
  local file = vim.api.nvim_buf_get_name(bufnr)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(folder .. '/' .. marker) then
        return folder
      end
    end
    local parent = vim.fn.fnamemodify(folder, ':h')
    if parent == folder then
      return nil
    end
    folder = parent
  end
end

--- 0.7 has no `vim.lsp.start`, which takes the client that runs for that folder or starts one.
local function start(config, bufnr)
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = bufnr })
    return
  end
  for _, client in pairs(vim.lsp.get_active_clients()) do
    if client.name == config.name and client.config.root_dir == config.root_dir then
      vim.lsp.buf_attach_client(bufnr, client.id)
      return
    end
  end
  local id = vim.lsp.start_client(config)
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
end

local function attach(config, bufnr)
  -- Hover windows are Markdown too, but no files.
  if vim.bo[bufnr].buftype ~= '' or vim.api.nvim_buf_get_name(bufnr) == '' then
    return
  end
  if vim.fn.executable(config.cmd[1]) == 0 then
    vim.notify_once('milepost: ' .. config.cmd[1] .. ' is not on PATH; see `cmd` of setup()', vim.log.levels.WARN)
    return
  end
  local root = config.root_dir or root_of(bufnr, config.root_markers)
  start(vim.tbl_extend('force', config, { root_dir = root }), bufnr)
  if vim.fn.has('nvim-0.8') == 0 then
    vim.bo[bufnr].omnifunc = 'v:lua.vim.lsp.omnifunc'
  end
end

--- The user's `on_attach` after our own, which `lsp/milepost.lua` explains.
local function both(ours, theirs)
  if not theirs then
    return ours
  end
  return function(...)
    ours(...)
    theirs(...)
  end
end

--- Attaches Milepost to the Markdown files that are open and to those that will be.
--- `options` are those of a language server: `cmd`, `root_markers`, `filetypes`, `settings`, `on_attach`, …
function M.setup(options)
  local defaults = dofile(here .. '/lsp/milepost.lua')
  options = vim.tbl_extend('force', {}, options or {})
  options.on_attach = both(defaults.on_attach, options.on_attach)
  if vim.lsp.enable then
    vim.lsp.config('milepost', options)
    vim.lsp.enable('milepost')
    return
  end

  local config = vim.tbl_extend('force', defaults, options, { name = 'milepost' })
  local group = vim.api.nvim_create_augroup('milepost', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = config.filetypes,
    callback = function(event)
      attach(config, event.buf)
    end,
  })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.tbl_contains(config.filetypes, vim.bo[bufnr].filetype) then
      attach(config, bufnr)
    end
  end
end

return M
