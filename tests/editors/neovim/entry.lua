-- A session in a real Neovim, 0.11 and later, that has of Milepost's client nothing but lsp/milepost.lua, as where that
-- is an entry of nvim-lspconfig. Run by tests/editors/neovim.rs, which sets MILEPOST_ENTRY (a folder for the runtime
-- path that holds lsp/milepost.lua) and MILEPOST_PLAN. The last line is PASS where every step succeeded.

local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local steps = dofile(here .. '/steps.lua')
local step, expect = steps.step, steps.expect

local function session()
  vim.o.swapfile = false
  vim.opt.runtimepath:append(vim.env.MILEPOST_ENTRY)
  vim.cmd('filetype plugin on')

  step('entry', function()
    local entry = vim.lsp.config.milepost
    expect(entry.cmd, { 'milepost', 'lsp' })
    expect(entry.filetypes, { 'markdown' })
    expect(entry.root_markers, { 'milepost.toml', '.git' })
    return 'found on the runtime path'
  end)

  step('findings', function()
    vim.lsp.enable('milepost')
    vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.MILEPOST_PLAN))
    return steps.expect_findings({
      'missing-acceptance-criteria 21',
      'overlapping-weeks 21',
      'broken-dependency 23',
    })
  end)

  step('findings after a change elsewhere', function()
    local plan = vim.api.nvim_get_current_buf()
    local folder = vim.fn.fnamemodify(vim.env.MILEPOST_PLAN, ':h')
    vim.cmd('edit ' .. vim.fn.fnameescape(folder .. '/other.md'))
    local lines = { '# Other', '', '## Sprint 9: Elsewhere', '', '- [ ] Go', '', 'Acceptance: it went.' }
    vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
    vim.cmd('silent write')
    vim.cmd('buffer ' .. plan)
    local dependency = { 'missing-acceptance-criteria 21', 'overlapping-weeks 21' }
    vim.api.nvim_buf_set_lines(plan, 22, 23, false, { '**Depends on:** Sprint 9' })
    steps.expect_findings(dependency)
    vim.fn.bufload(folder .. '/other.md')
    vim.api.nvim_buf_set_lines(vim.fn.bufnr(folder .. '/other.md'), 2, 3, false, { '## Sprint 8: Elsewhere' })
    table.insert(dependency, 'broken-dependency 23')
    return steps.expect_findings(dependency)
  end)

  step('findings after a change of milepost.toml on disk', function()
    local folder = vim.fn.fnamemodify(vim.env.MILEPOST_PLAN, ':h')
    vim.fn.writefile({ '[rules]', 'overlapping-weeks = "off"' }, folder .. '/milepost.toml')
    return steps.expect_findings({ 'missing-acceptance-criteria 21', 'broken-dependency 23' })
  end)

  step('commands', function()
    local client = vim.lsp.get_clients({ name = 'milepost' })[1]
    expect(client.config.root_dir, vim.fn.fnamemodify(vim.env.MILEPOST_PLAN, ':h'))
    local commands = client.server_capabilities.executeCommandProvider.commands
    assert(vim.tbl_contains(commands, 'milepost.timeline'), vim.inspect(commands))
    return table.concat(commands, ', ')
  end)

  vim.lsp.enable('milepost', false)
end

if vim.lsp.enable then
  local ok, problem = pcall(session)
  if not ok then
    steps.failures = steps.failures + 1
    steps.say('FAIL ' .. tostring(problem))
  end
else
  steps.say('left out: this Neovim has no vim.lsp.enable')
end
steps.say(steps.failures == 0 and 'PASS' or ('%d steps failed'):format(steps.failures))
vim.cmd(steps.failures == 0 and 'qall!' or 'cquit 1')
