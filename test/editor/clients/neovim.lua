-- Neovim as a client of the server (0.7 and later): `nvim --headless -u NONE -l` is not known to 0.7, so `-c 'luafile …'`.
-- Environment: SERVER (script), NOTE (file).
local function fail(message)
  io.stdout:write('FAIL ' .. message .. '\n')
  vim.cmd('cquit 1')
end

local function diagnostics()
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, each.lnum, each.lnum + 1, false)[1]
    table.insert(found, line:sub(each.col + 1, each.end_col))
  end
  return table.concat(found, '; ')
end

local function becomes(expected, what)
  if not vim.wait(15000, function() return diagnostics() == expected end, 20) then
    fail(what .. ': expected "' .. expected .. '" but got "' .. diagnostics() .. '"')
  end
  io.stdout:write('PASS ' .. what .. '\n')
end

vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.NOTE))
local id = vim.lsp.start_client({
  name = 'derivation-check',
  cmd = { 'node', vim.env.SERVER, '--stdio' },
  root_dir = vim.fn.fnamemodify(vim.env.NOTE, ':h'),
  init_options = { settings = { debounce = 0 } },
})
if not id then fail('the server did not start') end
vim.lsp.buf_attach_client(0, id)
vim.bo.filetype = 'markdown'

becomes('= a^2 + b^2', 'diagnostics appear')

vim.api.nvim_win_set_cursor(0, { 3, 8 })
local answer = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(), 5000)
local hover = answer and answer[id] and answer[id].result
if not (hover and hover.contents.value:find('Does not hold')) then fail('hover: ' .. vim.inspect(answer)) end
io.stdout:write('PASS a hover tells the verdict\n')

vim.api.nvim_buf_set_lines(0, 2, 3, false, { '(a-b)^2 = a^2 - b^2' })
becomes('= a^2 - b^2', 'diagnostics change with an edit')

vim.api.nvim_buf_set_lines(0, 2, 3, false, { '(a+b)^2 = a^2 + 2ab + b^2' })
becomes('', 'diagnostics clear when the step is right')

vim.lsp.stop_client(id)
if not vim.wait(5000, function() return vim.lsp.client_is_stopped(id) end, 20) then fail('the server did not stop') end
io.stdout:write('PASS the server stops when told\n')
vim.cmd('qall!')
