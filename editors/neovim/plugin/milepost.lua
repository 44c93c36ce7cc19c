-- Defines the commands `:Milepost…`, where Neovim can.

if vim.g.loaded_milepost or vim.fn.has('nvim-0.7') == 0 then
  return
end
vim.g.loaded_milepost = true
require('milepost.commands').define()
