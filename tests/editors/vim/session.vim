" One session in a real Vim, by ALE. Run by tests/editors/vim.rs in a terminal, which sets MILEPOST_BIN, MILEPOST_PLAN
" and MILEPOST_OUTPUT, the file that the steps are written to. The plan is edited in memory only. The last line is PASS
" where every step succeeded, and SKIP where ALE is not installed.

set nocompatible hidden noswapfile shortmess+=I nomore
let s:said = []
let s:failures = 0

" What docs/editors/vim.md tells to write.
let g:ale_linters = {'markdown': ['milepost']}
function! MilepostRoot(buffer) abort
  let l:marker = ale#path#FindNearestFile(a:buffer, 'milepost.toml')
  let l:marker = empty(l:marker) ? ale#path#FindNearestDirectory(a:buffer, '.git') : l:marker
  return fnamemodify(l:marker, empty(l:marker) ? '' : l:marker =~# '/$' ? ':h:h' : ':h')
endfunction

function! s:End(last)
  call writefile(add(s:said, a:last), $MILEPOST_OUTPUT)
  if a:last ==# 'PASS' || a:last ==# 'SKIP' | qall! | else | cquit | endif
endfunction

function! s:Step(name, run)
  let v:errors = []
  try
    let l:result = a:run()
    if !empty(v:errors) | throw join(v:errors, '; ') | endif
    call add(s:said, 'ok   ' . a:name . ': ' . string(l:result))
  catch
    let s:failures += 1
    call add(s:said, 'FAIL ' . a:name . ': ' . v:exception . ' at ' . v:throwpoint)
  endtry
endfunction

function! s:WaitFor(what, condition)
  let l:left = 500
  while l:left > 0
    if a:condition() | return | endif
    sleep 20m
    let l:left -= 1
  endwhile
  throw 'waited in vain for ' . a:what
endfunction

function! s:GoTo(text)
  call cursor(1, 1)
  if search('\V' . a:text, 'cW') == 0 | throw 'the plan holds no ' . a:text | endif
endfunction

function! s:Findings()
  return map(copy(ale#engine#GetLoclist(bufnr('harbour.md'))), {_, it -> it.lnum . ' ' . it.text})
endfunction

function! s:ExpectFindings(count)
  try
    call s:WaitFor(a:count . ' findings', {-> len(s:Findings()) == a:count})
  catch
    throw v:exception . ', found ' . string(s:Findings())
  endtry
  return sort(s:Findings())
endfunction

function! s:Diagnostics()
  let l:found = s:ExpectFindings(3)
  call assert_match('^23 .*Sprint 22, which is defined nowhere', l:found[2])
  return l:found
endfunction

function! s:Hover()
  call s:GoTo('Sprint 1 wires')
  ALEHover
  call s:WaitFor('the window', {-> bufwinnr('ALEPreviewWindow') > 0})
  let l:text = join(getbufline('ALEPreviewWindow', 1, '$'))
  pclose
  call assert_match('Relay board', l:text)
  return l:text
endfunction

function! s:Definition()
  call s:GoTo('Sprint 1 wires')
  ALEGoToDefinition
  call s:WaitFor('the jump', {-> line('.') == 5})
  return getpos('.')
endfunction

function! s:References()
  call s:GoTo('Sprint 1: Relay')
  ALEFindReferences -quickfix
  call s:WaitFor('the list', {-> !empty(getqflist())})
  let l:lines = sort(map(getqflist(), {_, it -> it.lnum}), 'n')
  cclose
  call assert_equal([3, 14], l:lines) " ALE asks without the definition.
  return l:lines
endfunction

function! s:QuickFix()
  call s:GoTo('Sprint 22')
  " ALE lists the actions, and asks for a number.
  call feedkeys("1\<CR>", 't')
  ALECodeAction
  call s:WaitFor('the edit', {-> getline(23) ==# '**Depends on:** Sprint 2'})
  ALELint " which waits for keys
  return s:ExpectFindings(2)
endfunction

function! s:Rename()
  let l:before = getline(1, '$')
  call s:GoTo('Sprint 1: Relay')
  call feedkeys(":ALERename\<CR>\<C-u>Sprint 7\<CR>", 'tx')
  call s:WaitFor('the edit', {-> getline(5) =~# '^## Sprint 7: Relay'})
  call assert_equal('**Depends on:** Sprint 7', getline(14))
  let l:line = getline(5)
  call setline(1, l:before)
  return l:line
endfunction

function! s:Completion()
  call append('$', '**Blocked by:** Spr')
  call cursor('$', 20)
  unlet! b:ale_completion_result
  " In insert mode, where ALE asks; its function gives up while keys are waiting, so its answer is what is looked at.
  call timer_start(200, {-> ale#completion#GetCompletions('ale-omnifunc')})
  let s:left = 300
  function! s:Look(timer)
    let s:left -= 1
    if exists('b:ale_completion_result') || s:left == 0
      call timer_stop(a:timer)
      call feedkeys("\<Esc>", 't')
    endif
  endfunction
  call timer_start(30, function('s:Look'), {'repeat': -1})
  call feedkeys('A', 'tx!')
  let l:words = map(copy(get(b:, 'ale_completion_result', [])), {_, it -> it.word})
  call assert_true(index(l:words, 'Sprint 2') >= 0, string(l:words))
  silent $delete _
  return l:words
endfunction

function! s:Restart()
  ALEStopAllLSPs
  call s:WaitFor('no findings', {-> empty(s:Findings())})
  " ALE starts none while the old server ends, and does not try again by itself.
  let l:tries = 20
  while empty(s:Findings()) && l:tries > 0
    ALELint
    sleep 500m
    let l:tries -= 1
  endwhile
  return s:ExpectFindings(2)
endfunction

try
  packadd ale
catch
  call s:End('SKIP')
endtry
if !exists(':ALELint') | call s:End('SKIP') | endif
let g:ale_hover_to_preview = 1
let g:ale_virtualtext_cursor = 0
let g:ale_lint_delay = 0
call ale#linter#Define('markdown', {
      \ 'name': 'milepost',
      \ 'lsp': 'stdio',
      \ 'executable': $MILEPOST_BIN,
      \ 'command': '%e lsp',
      \ 'project_root': function('MilepostRoot'),
      \ })
filetype plugin on
execute 'edit' fnameescape($MILEPOST_PLAN)

call s:Step('start', {-> execute('ALELint') . v:versionlong})
call s:Step('diagnostics', function('s:Diagnostics'))
call s:Step('hover', function('s:Hover'))
call s:Step('definition', function('s:Definition'))
call s:Step('references', function('s:References'))
call s:Step('quick fix', function('s:QuickFix'))
call s:Step('rename', function('s:Rename'))
call s:Step('completion', function('s:Completion'))
call s:Step('restart', function('s:Restart'))
call s:End(s:failures == 0 ? 'PASS' : s:failures . ' steps failed')
