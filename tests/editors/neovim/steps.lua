--- What steps of a session are made of: waiting, looking, pressing keys.

local M = { failures = 0 }

function M.say(text)
  io.stdout:write(text .. '\n')
  io.stdout:flush()
end

function M.step(name, run)
  local ok, result = pcall(run)
  if not ok then
    M.failures = M.failures + 1
  end
  M.say(('%s %s: %s'):format(ok and 'ok  ' or 'FAIL', name, (tostring(result):gsub('%s*\n%s*', ' | '))))
  return ok
end

function M.wait_for(what, condition)
  if not vim.wait(10000, condition, 10) then
    error('waited in vain for ' .. what, 2)
  end
end

function M.expect(actual, expected)
  if not vim.deep_equal(actual, expected) then
    error(('%s, expected %s'):format(vim.inspect(actual), vim.inspect(expected)), 2)
  end
end

--- The plan's line that holds `text`, and the column of `text` in it; 1 and 0 are the first.
function M.find(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      return number, column - 1, line
    end
  end
  error('the plan holds no ' .. text, 2)
end

function M.go_to(text)
  local line, column = M.find(text)
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

function M.expect_findings(expected)
  table.sort(expected)
  local matched = vim.wait(10000, function()
    return vim.deep_equal(findings(), expected)
  end, 10)
  if not matched then
    M.expect(findings(), expected)
  end
  return table.concat(expected, ', ')
end

--- The text of the floating window, which is closed then.
function M.float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      vim.api.nvim_win_close(window, true)
      return text
    end
  end
end

--- Opens the omni completion at the end of the line with these keys typed; takes the item that `wanted` begins with.
function M.complete(keys, wanted)
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

return M
