-- One session in a real Neovim, headless, 0.7 and later: what a user does with a plan, through Neovim's own client.
-- Run by tests/editors/neovim.rs, which sets MILEPOST_BIN, MILEPOST_CLIENT (editors/neovim), MILEPOST_PLAN and
-- MILEPOST_PARSER (a folder on the runtime path with the parser of plans).
-- The plan is edited in memory only. The last line is PASS, and the exit code 0, where every step succeeded.

local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local steps = dofile(here .. '/steps.lua')
local step, expect, wait_for = steps.step, steps.expect, steps.wait_for
local find, go_to = steps.find, steps.go_to

local client
local exit_code
local plan

local function line(number)
  return vim.api.nvim_buf_get_lines(plan, number - 1, number, false)[1]
end

--- Waits for a client that is attached to the plan and is none of those that have been.
local function attached(but)
  wait_for('the client', function()
    for _, it in ipairs(require('milepost.client').all()) do
      if it.id ~= but and vim.lsp.buf_is_attached(plan, it.id) and it.server_capabilities then
        client = it
        return true
      end
    end
  end)
end

--- Chooses, of what the code actions at the cursor are, the one whose title holds a pattern.
local function act(pattern)
  local titles
  vim.ui.select = function(items, options, choose)
    titles = vim.tbl_map(options.format_item, items)
    for number, title in ipairs(titles) do
      if title:find(pattern) then
        return choose(items[number], number)
      end
    end
    choose(nil, nil)
  end
  vim.lsp.buf.code_action()
  wait_for('a choice', function()
    return titles
  end)
  return table.concat(titles, '; ')
end

--- Undoes what the steps since have changed.
local function undo_to(lines)
  vim.api.nvim_buf_set_lines(plan, 0, -1, false, lines)
end

local function start()
  vim.o.swapfile = false
  vim.o.shortmess = vim.o.shortmess .. 'F'
  vim.opt.runtimepath:prepend(vim.env.MILEPOST_CLIENT)
  vim.opt.runtimepath:append(vim.env.MILEPOST_PARSER)
  vim.cmd('filetype plugin on')
  vim.cmd('runtime! plugin/milepost.lua')
  require('milepost').setup({
    cmd = { vim.env.MILEPOST_BIN, 'lsp' },
    on_exit = function(code)
      exit_code = code
    end,
  })

  return step('attach', function()
    vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.MILEPOST_PLAN))
    plan = vim.api.nvim_get_current_buf()
    attached()
    expect(client.config.root_dir, vim.fn.fnamemodify(vim.env.MILEPOST_PLAN, ':h'))
    local version = vim.split(vim.fn.execute('version'), '\n', { trimempty = true })[1]
    return ('%s, positions in %s'):format(version, client.offset_encoding)
  end)
end

local function reading()
  step('diagnostics', function()
    return steps.expect_findings({
      'missing-acceptance-criteria 21',
      'overlapping-weeks 21',
      'broken-dependency 23',
    })
  end)

  step('hover', function()
    go_to('Sprint 1 wires')
    vim.lsp.buf.hover()
    local text
    wait_for('the window', function()
      text = steps.float()
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

  step('references', function()
    go_to('Sprint 1: Relay')
    vim.lsp.buf.references()
    local lines
    wait_for('the list', function()
      lines = vim.tbl_map(function(item)
        return item.lnum
      end, vim.fn.getqflist())
      return #lines > 0
    end)
    vim.cmd('cclose')
    table.sort(lines)
    expect(lines, { 3, 5, 14 })
    return 'lines ' .. table.concat(lines, ', ')
  end)

  step('symbols', function()
    vim.fn.setloclist(0, {})
    vim.fn.setqflist({})
    vim.lsp.buf.document_symbol()
    local items
    wait_for('the list', function()
      items = vim.list_extend(vim.fn.getqflist(), vim.fn.getloclist(0))
      return #items > 0
    end)
    vim.cmd('cclose | lclose')
    local texts = table.concat(vim.tbl_map(function(item)
      return item.text
    end, items), '; ')
    for number = 1, 3 do
      assert(texts:find('Sprint ' .. number, 1, true), texts)
    end
    return texts
  end)
end

local function writing()
  step('quick fix', function()
    go_to('Sprint 22')
    local offered = act('Sprint 2%f[%D]')
    wait_for('the edit, offered ' .. offered, function()
      return line(23) == '**Depends on:** Sprint 2'
    end)
    return offered
  end)

  step('diagnostics after it', function()
    return steps.expect_findings({ 'missing-acceptance-criteria 21', 'overlapping-weeks 21' })
  end)

  step('completion', function()
    go_to('Sound it')
    vim.cmd('normal! o')
    vim.api.nvim_set_current_line('')
    vim.cmd('normal! o')
    vim.api.nvim_set_current_line('**Blocked by:**')
    local words = steps.complete(' Spr', 'Sprint 2')
    expect(vim.api.nvim_get_current_line(), '**Blocked by:** Sprint 2')
    return table.concat(words, ', ')
  end)

  step('rename', function()
    local before = vim.api.nvim_buf_get_lines(plan, 0, -1, false)
    go_to('Sprint 1: Relay')
    vim.lsp.buf.rename('Sprint 7')
    wait_for('the edit', function()
      return line(5):find('^## Sprint 7: Relay') and line(14) == '**Depends on:** Sprint 7'
    end)
    local renamed = line(3)
    assert(renamed:find('Sprint 7 wires', 1, true), renamed)
    undo_to(before)
    return renamed
  end)

  step('refactoring', function()
    local before = vim.api.nvim_buf_get_lines(plan, 0, -1, false)
    go_to('Sprint 3: Fog')
    local offered = act('^Shift Sprint 3 by')
    wait_for('the edit, offered ' .. offered, function()
      return line(21) == '## Sprint 3: Fog signal (Weeks 5-6)'
    end)
    undo_to(before)
    return offered
  end)
end

local function commands()
  for name, expected in pairs({
    Timeline = 'gantt',
    Graph = 'flowchart',
    Next = 'Sprint 1',
    CriticalPath = 'Sprint 2',
  }) do
    step(':Milepost' .. name, function()
      local before = #vim.api.nvim_list_wins()
      vim.cmd('Milepost' .. name)
      wait_for('the window', function()
        return #vim.api.nvim_list_wins() > before
      end)
      local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
      local modified = vim.bo.modified
      vim.cmd('close')
      assert(text:find(expected, 1, true), text)
      expect(modified, false)
      return text
    end)
  end

  step(':MilepostShift', function()
    local before = vim.api.nvim_buf_get_lines(plan, 0, -1, false)
    go_to('Sprint 3: Fog')
    vim.cmd('MilepostShift 2 weeks')
    wait_for('the edit', function()
      return line(21) == '## Sprint 3: Fog signal (Weeks 6-7)'
    end)
    undo_to(before)
    return 'by 2 weeks'
  end)
end

local function help()
  step('help', function()
    local folder = vim.env.MILEPOST_PARSER .. '/doc'
    vim.fn.mkdir(folder, 'p')
    vim.fn.writefile(vim.fn.readfile(vim.env.MILEPOST_CLIENT .. '/doc/milepost.txt'), folder .. '/milepost.txt')
    vim.cmd('helptags ' .. vim.fn.fnameescape(folder))
    local tags = table.concat(vim.fn.readfile(folder .. '/tags'), '\n')
    for name in pairs(vim.api.nvim_get_commands({})) do
      assert(not name:find('^Milepost') or tags:find(':' .. name .. '\t', 1, true), 'no help on :' .. name)
    end
    return #vim.fn.readfile(folder .. '/tags') .. ' tags'
  end)

  step('checkhealth', function()
    vim.cmd('checkhealth milepost')
    local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
    assert(text:find('milepost %d+%.%d+%.%d+:'), text)
    assert(text:find('harbour.md', 1, true), text)
    assert(not text:find('ERROR', 1, true), text)
    vim.cmd('tabonly | buffer ' .. plan)
    return text
  end)
end

--- Highlighting, where there are a parser for plans and one for Markdown.
local function highlighting()
  if vim.fn.has('nvim-0.11') == 0 or #vim.api.nvim_get_runtime_file('parser/plan.so', false) == 0 then
    return
  end
  if #vim.api.nvim_get_runtime_file('parser/markdown.so', false) == 0 then
    return
  end
  step('highlighting', function()
    vim.treesitter.start(plan, 'markdown')
    vim.treesitter.get_parser(plan, 'markdown'):parse(true)
    local function captures(text, number)
      local row, column = find(text, number)
      return vim.tbl_map(function(it)
        return it.lang == 'plan' and it.capture or nil
      end, vim.treesitter.get_captures_at_pos(plan, row - 1, column))
    end
    assert(vim.tbl_contains(vim.tbl_values(captures('Sprint 2: Remote')), 'label'), vim.inspect(captures('Sprint 2: Remote')))
    expect(vim.tbl_values(captures('Sprint 2 builds')), {})
    return 'labels in headings, none in running text'
  end)
end

local function ending()
  step(':MilepostRestart', function()
    local old = client.id
    exit_code = nil
    vim.cmd('MilepostRestart')
    attached(old)
    wait_for('the end of the old one', function()
      return exit_code
    end)
    expect(exit_code, 0)
    return steps.expect_findings({ 'missing-acceptance-criteria 21', 'overlapping-weeks 21' })
  end)

  step('stop', function()
    local id = client.id
    exit_code = nil
    require('milepost.client').stop(client)
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
      steps.say('FAIL Neovim left early')
      os.exit(1)
    end
  end,
})
local ok, problem = pcall(function()
  if start() then -- Else nothing below would do more than wait.
    reading()
    writing()
    commands()
    help()
    highlighting()
    ending()
  end
end)
ended = true
if not ok then
  steps.failures = steps.failures + 1
  steps.say('FAIL ' .. tostring(problem))
end
steps.say(steps.failures == 0 and 'PASS' or ('%d steps failed'):format(steps.failures))
vim.cmd(steps.failures == 0 and 'qall!' or 'cquit 1')
