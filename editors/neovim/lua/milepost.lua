--- Starts Milepost for Markdown buffers, in Neovim 0.7 and later. From 0.11 on it hands over to `vim.lsp.enable`.

local client = require('milepost.client')

local M = {}

local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h')

--- What setup() was told, with the defaults; only before 0.11, where `vim.lsp.config` does not keep it.
local configured

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
  client.start(vim.tbl_extend('force', config, { root_dir = root }), bufnr)
  if vim.fn.has('nvim-0.8') == 0 then
    vim.bo[bufnr].omnifunc = 'v:lua.vim.lsp.omnifunc'
  end
end

--- The user's function after our own, which `lsp/milepost.lua` explains.
local function both(ours, theirs)
  if not theirs then
    return ours
  end
  return function(...)
    ours(...)
    theirs(...)
  end
end

--- The configuration that holds: of setup(), of `vim.lsp.config`, or the defaults.
function M.config()
  if vim.lsp.config and vim.lsp.config[client.name] then
    return vim.lsp.config[client.name]
  end
  return configured or dofile(here .. '/lsp/milepost.lua')
end

--- Attaches Milepost to the Markdown files that are open.
function M.attach_all()
  if vim.lsp.enable then
    return vim.lsp.enable(client.name)
  end
  local config = M.config()
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.tbl_contains(config.filetypes, vim.bo[bufnr].filetype) then
      attach(config, bufnr)
    end
  end
end

--- Attaches Milepost to the Markdown files that are open and to those that will be.
--- `options` are those of a language server: `cmd`, `root_markers`, `filetypes`, `settings`, `on_attach`, …
function M.setup(options)
  local defaults = dofile(here .. '/lsp/milepost.lua')
  options = vim.tbl_extend('force', {}, options or {})
  options.before_init = both(defaults.before_init, options.before_init)
  options.on_attach = both(defaults.on_attach, options.on_attach)
  if vim.lsp.enable then
    vim.lsp.config(client.name, options)
    return M.attach_all()
  end

  configured = vim.tbl_extend('force', defaults, options, { name = client.name })
  local group = vim.api.nvim_create_augroup('milepost', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = configured.filetypes,
    callback = function(event)
      attach(configured, event.buf)
    end,
  })
  M.attach_all()
end

return M
