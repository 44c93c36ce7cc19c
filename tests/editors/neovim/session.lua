-- One session in a real Neovim, headless, 0.7 and later: what a user does with a plan, through Neovim's own client.
-- Run by tests/editors/neovim.rs, which sets MILEPOST_BIN, MILEPOST_CLIENT (editors/neovim) and MILEPOST_PLAN.
-- The plan is edited in memory only. The last line is PASS, and the exit code 0, where every step succeeded.

local failures = 0
local client

local function say(text)
  io.stdout:write(text .. '\n')
  io.stdout:flush()
end

local function step(name, run)
  local ok, result = pcall(run)
  if not ok then
    failures = failures + 1
  end
  say(('%s %s: %s'):format(ok and 'ok  ' or 'FAIL', name, (tostring(result):gsub('%s*\n%s*', ' | '))))
  return ok
end

local function wait_for(what, condition)
  if not vim.wait(10000, condition, 10) then
    error('waited in vain for ' .. what, 2)
  end
end

local function expect(actual, expected)
  if not vim.deep_equal(actual, expected) then
    error(('%s, expected %s'):format(vim.inspect(actual), vim.inspect(expected)), 2)
  end
end

--- The plan's line that holds `text`, and the column of `text` in it; 1 and 0 are the first.
local function find(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      return number, column - 1, line
    end
  end
  error('the plan holds no ' .. text, 2)
end

local function go_to(text)
  local line, column = find(text)
  vim.api.nvim_win_set_cursor(0, { line, column })
end

--- The findings as `rule line`, sorted.
local function findings()
  local seen = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local code = diagnostic.code or vim.tbl_get(diagnostic, 'user_data', 'lsp', 'code')
    table.insert(seen, ('%s %d'):format(code, diagnostic.lnum + 1))
  end
  table.sort(seen)
  return seen
end

local function expect_findings(expected)
  table.sort(expected)
  local matched = vim.wait(10000, function()
    return vim.deep_equal(findings(), expected)
  end, 10)
  if not matched then
    expect(findings(), expected)
  end
  return table.concat(expected, ', ')
end

--- The text of the floating window, which is closed then.
local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      vim.api.nvim_win_close(window, true)
      return text
    end
  end
end

--- Opens the omni completion at the end of the line with these keys typed; takes the item that `wanted` begins with.
local function complete(keys, wanted)
  local function press(text)
    vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(text, true, false, true), 'n', false)
  end
  local words
  vim.o.completeopt = 'menu,menuone,noinsert'
  vim.api.nvim_create_autocmd('CompleteChanged', {
    once = true,
    callback = function()
      words = vim.tbl_map(function(item)
        return item.word
      end, vim.fn.complete_info({ 'items' }).items)
      vim.schedule(function()
        for number, word in ipairs(words) do
          if word == wanted then
            press(('<C-n>'):rep(number - 1))
          end
        end
        press('<C-y><Esc>')
      end)
    end,
  })
  vim.defer_fn(function()
    if not words then
      press('<Esc>')
    end
  end, 5000)
  press('A' .. keys .. '<C-x><C-o>')
  vim.api.nvim_feedkeys('', 'x!', false) -- runs what was typed, until <Esc>
  assert(words, 'no menu opened')
  assert(vim.tbl_contains(words, wanted), 'the menu holds ' .. table.concat(words, ', '))
  return words
end

local function session()
  local exit_code
  vim.o.swapfile = false
  vim.o.shortmess = vim.o.shortmess .. 'F'
  vim.opt.runtimepath:prepend(vim.env.MILEPOST_CLIENT)
  vim.cmd('filetype plugin on')
  require('milepost').setup({
    cmd = { vim.env.MILEPOST_BIN, 'lsp' },
    on_exit = function(code)
      exit_code = code
    end,
  })

  local attached = step('attach', function()
    vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.MILEPOST_PLAN))
    local clients = vim.lsp.get_clients or vim.lsp.get_active_clients
    wait_for('the client', function()
      for _, candidate in pairs(clients()) do
        if candidate.name == 'milepost' and vim.lsp.buf_is_attached(0, candidate.id) and candidate.server_capabilities then
          client = candidate
          return true
        end
      end
    end)
    local root = vim.fn.fnamemodify(vim.env.MILEPOST_PLAN, ':h')
    expect(client.config.root_dir, root)
    return ('%s, positions in %s'):format(vim.split(vim.fn.execute('version'), '\n', { trimempty = true })[1], client.offset_encoding)
  end)
  if not attached then
    return -- Nothing below would do more than wait.
  end

  step('diagnostics', function()
    return expect_findings({ 'missing-acceptance-criteria 21', 'overlapping-weeks 21', 'broken-dependency 23' })
  end)

  step('hover', function()
    go_to('Sprint 1 wires')
    vim.lsp.buf.hover()
    local text
    wait_for('the window', function()
      text = float()
      return text
    end)
    assert(text:find('Relay board', 1, true), text)
    return text
  end)

  step('definition', function()
    go_to('Sprint 1 wires')
    vim.lsp.buf.definition()
    local heading = find('## Sprint 1')
    wait_for('the jump', function()
      return vim.api.nvim_win_get_cursor(0)[1] == heading
    end)
    return 'line ' .. heading
  end)

  step('code action', function()
    go_to('Sprint 22')
    local titles
    vim.ui.select = function(items, options, choose)
      titles = vim.tbl_map(options.format_item, items)
      for number, title in ipairs(titles) do
        if title:find('Sprint 2%f[%D]') then
          return choose(items[number], number)
        end
      end
      choose(nil, nil)
    end
    vim.lsp.buf.code_action()
    wait_for('a choice', function()
      return titles
    end)
    wait_for('the edit, offered ' .. table.concat(titles, '; '), function()
      return vim.api.nvim_buf_get_lines(0, 22, 23, false)[1] == '**Depends on:** Sprint 2'
    end)
    return table.concat(titles, '; ')
  end)

  step('diagnostics after it', function()
    return expect_findings({ 'missing-acceptance-criteria 21', 'overlapping-weeks 21' })
  end)

  step('completion', function()
    go_to('Sound it')
    vim.cmd('normal! o')
    vim.api.nvim_set_current_line('')
    vim.cmd('normal! o')
    vim.api.nvim_set_current_line('**Blocked by:**')
    local words = complete(' Spr', 'Sprint 2')
    expect(vim.api.nvim_get_current_line(), '**Blocked by:** Sprint 2')
    return table.concat(words, ', ')
  end)

  step('stop', function()
    local id = client.id
    if vim.fn.has('nvim-0.11') == 1 then
      client:stop()
    else
      client.stop()
    end
    wait_for('the end', function()
      return exit_code and not vim.lsp.get_client_by_id(id)
    end)
    expect(exit_code, 0)
    return 'exit code 0'
  end)
end

local ended = false
vim.api.nvim_create_autocmd('VimLeavePre', {
  callback = function()
    if not ended then
      say('FAIL Neovim left early')
      os.exit(1)
    end
  end,
})
local ok, problem = pcall(session)
ended = true
if not ok then
  failures = failures + 1
  say('FAIL ' .. tostring(problem))
end
say(failures == 0 and 'PASS' or ('%d steps failed'):format(failures))
vim.cmd(failures == 0 and 'qall!' or 'cquit 1')
