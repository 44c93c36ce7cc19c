--- `:checkhealth milepost`: whether the program runs, what it is attached to, and what could be missing.

local client = require('milepost.client')

local M = {}

-- Named otherwise before 0.10, and a module of its own in 0.7.
local health = vim.health or require('health')
local start, ok = health.start or health.report_start, health.ok or health.report_ok
local info, warn = health.info or health.report_info, health.warn or health.report_warn
local problem = health.error or health.report_error

local function program()
  start('milepost: program')
  local command = require('milepost').config().cmd
  if type(command) ~= 'table' then
    return info('`cmd` is a function')
  end
  local name = command[1]
  if vim.fn.executable(name) == 0 then
    return problem(name .. ' cannot be run', {
      'Install milepost, so that it is on PATH',
      "or say where it is: require('milepost').setup({ cmd = { '/path/to/milepost', 'lsp' } })",
    })
  end
  local said = vim.fn.trim(vim.fn.system({ name, '--version' }))
  if vim.v.shell_error ~= 0 or not said:find('^milepost ') then
    return problem(('`%s --version` answers %q'):format(name, said), { 'Another program may have this name' })
  end
  ok(('%s: %s'):format(said, vim.fn.exepath(name)))
end

local function clients()
  start('milepost: clients')
  local found = client.all()
  if #found == 0 then
    warn('attached to no buffer', {
      'Open a Markdown file before :checkhealth',
      "and see that init.lua holds require('milepost').setup() or vim.lsp.enable('milepost')",
    })
  end
  for _, it in ipairs(found) do
    local names = vim.tbl_map(function(bufnr)
      return vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':~:.')
    end, client.buffers(it))
    local root = it.config.root_dir
    ok(('client %d, %s: %s'):format(it.id, root and 'folder ' .. root or 'no folder', table.concat(names, ', ')))
    local configuration = root and root .. '/milepost.toml'
    if configuration and vim.fn.filereadable(configuration) == 1 then
      info('configuration: ' .. configuration)
    else
      info('no milepost.toml in that folder: the defaults hold, unless a folder nearer to a file has one')
    end
  end
end

--- Loads a parser, by whichever function this Neovim has for it: whether it is installed, and why it does not load.
local function load_parser(language)
  if #vim.api.nvim_get_runtime_file('parser/' .. language .. '.*', false) == 0 then
    return false
  end
  local add = vim.treesitter.language and vim.treesitter.language.add or vim.treesitter.require_language
  local loaded, result, reason = pcall(add, language)
  if not loaded or result == false then
    return true, tostring(reason or result)
  end
  return true
end

local function parser()
  start('milepost: highlighting by tree-sitter (optional)')
  local advice = 'See :help milepost-treesitter'
  if vim.fn.has('nvim-0.11') == 0 then
    return info('needs Neovim 0.11')
  end
  local installed, reason = load_parser('plan')
  if not installed then
    return info('no parser `plan` is installed. ' .. advice)
  elseif reason then
    return warn('parser `plan` cannot be loaded: ' .. reason, { advice })
  elseif not load_parser('markdown') then
    return warn('parser `plan` is installed, but none for Markdown', { advice })
  end
  ok('parser `plan` is installed')
end

--- Called by `:checkhealth`.
function M.check()
  program()
  clients()
  parser()
end

return M
