--- Neovim's client for Milepost, by functions that are the same in Neovim 0.7 and later.

local M = {}

M.name = 'milepost'

--- Calls a method of a client, which was a plain function before 0.11.
local function call(client, method, ...)
  if vim.fn.has('nvim-0.11') == 1 then
    return client[method](client, ...)
  end
  return client[method](...)
end

--- All clients of Milepost.
function M.all()
  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return vim.tbl_filter(function(client)
    return client.name == M.name
  end, vim.tbl_values(clients))
end

--- The client that is attached to a buffer.
function M.of(bufnr)
  for _, client in ipairs(M.all()) do
    if vim.lsp.buf_is_attached(bufnr, client.id) then
      return client
    end
  end
end

--- The buffers that a client is attached to.
function M.buffers(client)
  return vim.tbl_filter(function(bufnr)
    return vim.lsp.buf_is_attached(bufnr, client.id)
  end, vim.api.nvim_list_bufs())
end

--- Attaches the client that runs for the folder, or a new one.
function M.start(config, bufnr)
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = bufnr })
    return
  end
  -- 0.7
  for _, client in ipairs(M.all()) do
    if client.config.root_dir == config.root_dir then
      vim.lsp.buf_attach_client(bufnr, client.id)
      return
    end
  end
  local id = vim.lsp.start_client(config)
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
end

--- Stops a client; `force` kills the server.
function M.stop(client, force)
  call(client, 'stop', force)
end

--- Runs a command of the server; `done` takes the error and the result.
function M.execute(client, command, argument, bufnr, done)
  local params = { command = command, arguments = { argument } }
  call(client, 'request', 'workspace/executeCommand', params, done, bufnr)
end

--- Whether the server has a command.
function M.has(client, command)
  local offered = (client.server_capabilities.executeCommandProvider or {}).commands or {}
  return vim.tbl_contains(offered, command)
end

return M
