--- The commands `:Milepost…`; `doc/milepost.txt` describes them.

local client = require('milepost.client')

local M = {}

--- What shows a plan in a window: the server's command, and its formats that are text. The first is taken unless said.
local VIEWS = {
  Timeline = { command = 'milepost.timeline', formats = { 'mermaid', 'svg', 'html', 'ical' } },
  Graph = { command = 'milepost.graph', formats = { 'mermaid', 'dot' } },
  Next = { command = 'milepost.next', formats = { 'text' } },
  CriticalPath = { command = 'milepost.criticalPath', formats = { 'text' } },
}

local FILETYPES = { mermaid = 'mermaid', svg = 'svg', html = 'html', ical = 'icalendar', dot = 'dot', text = '' }

--- How long a server may take to end before it is killed, in milliseconds.
local PATIENCE = 3000

local function tell(text, level)
  vim.notify('milepost: ' .. text, level or vim.log.levels.INFO)
end

local function complain(text)
  tell(text, vim.log.levels.ERROR)
end

--- The client of this buffer, if it has the command; else the user is told why not.
local function able(bufnr, command)
  local found = client.of(bufnr)
  if not found then
    complain('no server is attached to this buffer; see :checkhealth milepost')
  elseif not client.has(found, command) then
    complain(('the server does not offer %s; a newer milepost may'):format(command))
  else
    return found
  end
end

--- Shows text in a window of its own; one that shows the same view is used again.
local function show(title, text, filetype)
  local bufnr = vim.fn.bufnr('^' .. vim.fn.escape(title, '\\[]*?{},^$') .. '$')
  if bufnr == -1 then
    bufnr = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(bufnr, title)
  end
  local window = vim.fn.bufwinid(bufnr)
  if window == -1 then
    vim.cmd('botright split')
    window = vim.api.nvim_get_current_win()
    vim.api.nvim_win_set_buf(window, bufnr)
  else
    vim.api.nvim_set_current_win(window)
  end
  local lines = vim.split((text:gsub('\n$', '')), '\n')
  vim.bo[bufnr].modifiable = true
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, lines)
  vim.bo[bufnr].modifiable = false
  vim.bo[bufnr].buftype = 'nofile'
  vim.bo[bufnr].bufhidden = 'wipe'
  vim.bo[bufnr].swapfile = false
  vim.bo[bufnr].filetype = filetype
  vim.wo[window].wrap = false
  vim.api.nvim_buf_set_keymap(bufnr, 'n', 'q', '<Cmd>close<CR>', { noremap = true, silent = true })
end

local function view(name, format)
  local it = VIEWS[name]
  -- 0.7 gives an empty word where there is none.
  format = format and format ~= '' and format or it.formats[1]
  if not vim.tbl_contains(it.formats, format) then
    return complain(('there is no format %s; there are %s'):format(format, table.concat(it.formats, ', ')))
  end
  local bufnr = vim.api.nvim_get_current_buf()
  local found = able(bufnr, it.command)
  if not found then
    return
  end
  local title = ('milepost://%s/%s'):format(name:lower(), vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':t'))
  client.execute(found, it.command, { uri = vim.uri_from_bufnr(bufnr), format = format }, bufnr, function(err, text)
    if err then
      complain(err.message or tostring(err))
    elseif type(text) == 'string' then
      show(title, text, FILETYPES[format])
    else
      complain(it.command .. ' answered no text')
    end
  end)
end

--- Shifts the unit of the cursor's line. The server answers by an edit, or tells why it makes none.
local function shift(words, successors)
  local by, unit = tonumber(words[1]), words[2]
  if not by or by == 0 or by % 1 ~= 0 or #words > 2 then
    return complain('say by how much, as in :MilepostShift 2 or :MilepostShift -1 week')
  end
  local bufnr = vim.api.nvim_get_current_buf()
  local found = able(bufnr, 'milepost.shift')
  if not found then
    return
  end
  local argument = {
    uri = vim.uri_from_bufnr(bufnr),
    position = { line = vim.api.nvim_win_get_cursor(0)[1] - 1, character = 0 },
    by = by,
    unit = unit and unit:gsub('s$', ''),
    successors = successors,
  }
  client.execute(found, 'milepost.shift', argument, bufnr, function(err, result)
    if err then
      complain(err.message or tostring(err))
    elseif type(result) == 'table' and result.applied == false then
      tell(result.failureReason or 'nothing was shifted', vim.log.levels.WARN)
    end
  end)
end

--- Stops every server, and starts them anew for the buffers that they had.
local function restart()
  local stopped = {}
  for _, it in ipairs(client.all()) do
    table.insert(stopped, { client = it, config = it.config, buffers = client.buffers(it) })
    client.stop(it)
  end
  local waited = 0
  local function again()
    local running = vim.tbl_filter(function(it)
      return vim.lsp.get_client_by_id(it.client.id) ~= nil
    end, stopped)
    if #running > 0 and waited < 2 * PATIENCE then
      if waited == PATIENCE then
        for _, it in ipairs(running) do
          client.stop(it.client, true)
        end
      end
      waited = waited + 50
      return vim.defer_fn(again, 50)
    end
    if #stopped == 0 then
      require('milepost').attach_all()
    end
    for _, it in ipairs(stopped) do
      for _, bufnr in ipairs(it.buffers) do
        client.start(it.config, bufnr)
      end
    end
  end
  again()
end

local function log()
  local path = vim.lsp.log and vim.lsp.log.get_filename or vim.lsp.get_log_path
  vim.cmd('tabedit ' .. vim.fn.fnameescape(path()))
end

--- Defines the commands.
function M.define()
  local function command(name, run, options)
    vim.api.nvim_create_user_command('Milepost' .. name, run, options)
  end
  local descriptions = {
    Timeline = 'Show when each unit of the plan runs',
    Graph = 'Show what waits for what',
    Next = 'Show what can be worked on now',
    CriticalPath = 'Show what determines how long the plan takes',
  }
  for name, it in pairs(VIEWS) do
    command(name, function(options)
      view(name, options.fargs[1])
    end, {
      desc = descriptions[name],
      nargs = '?',
      complete = function(lead)
        return vim.tbl_filter(function(format)
          return vim.startswith(format, lead)
        end, it.formats)
      end,
    })
  end
  command('Shift', function(options)
    shift(options.fargs, options.bang)
  end, { desc = 'Shift the unit of this line; with ! what follows it too', nargs = '+', bang = true })
  command('Restart', restart, { desc = 'Stop Milepost and start it anew' })
  command('Log', log, { desc = "Open the log of Neovim's client, which holds what the server tells" })
end

return M
