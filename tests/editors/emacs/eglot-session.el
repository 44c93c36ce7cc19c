;;; eglot-session.el --- One session in a real Emacs, by its own client Eglot  -*- lexical-binding: t -*-

;; Run by tests/editors/emacs.rs, which sets MILEPOST_BIN and MILEPOST_PLAN. The plan is edited in memory only.
;; The last line is PASS, and the exit code 0, where every step succeeded.

(require 'steps)
(require 'eglot)
(require 'xref)
(require 'flymake)
(require 'markdown-mode)

;; What docs/editors/emacs.md tells to write.
(add-to-list 'eglot-server-programs
             `((markdown-mode gfm-mode markdown-ts-mode) . (,(getenv "MILEPOST_BIN") "lsp")))

;; No questions, and no waiting for idle moments that never come in batch.
(setq eglot-sync-connect 10
      eglot-send-changes-idle-time 0
      eglot-confirm-server-initiated-edits nil
      eglot-confirm-server-edits nil)

(defun finding-texts ()
  "The findings that Flymake shows, by line."
  (sort (mapcar (lambda (it)
                  (format "%d %s" (line-number-at-pos (flymake-diagnostic-beg it)) (flymake-diagnostic-text it)))
                (flymake-diagnostics))
        #'string<))

(defun wait-for-findings (count)
  "Wait until there are COUNT findings; their texts."
  (eglot--signal-textDocument/didChange) ; which waits for an idle moment
  (flymake-start)
  (wait-for (format "%d findings" count) (lambda () (= count (length (flymake-diagnostics)))))
  (finding-texts))

(defun choose-action (title)
  "Run the code action at point whose title begins with TITLE."
  (let* ((actions (eglot-code-actions (point) (1+ (point))))
         (action (cl-find-if (lambda (it) (string-prefix-p title (plist-get it :title))) actions)))
    (unless action
      (error "No action %S among %S" title (mapcar (lambda (it) (plist-get it :title)) actions)))
    (cond
     ((fboundp 'eglot-execute) (eglot-execute (eglot-current-server) action))
     ((plist-get action :edit) (eglot--apply-workspace-edit (plist-get action :edit)))
     (t (eglot--apply-workspace-edit
         (plist-get (jsonrpc-request (eglot--current-server-or-lose) :codeAction/resolve action) :edit))))
    (plist-get action :title)))

(let ((buffer (find-file-noselect (getenv "MILEPOST_PLAN"))))
  (switch-to-buffer buffer) ; Eglot shows hovers for displayed buffers only.

  (step "connect"
    (apply #'eglot (eglot--guess-contact))
    (wait-for "Eglot" #'eglot-managed-p)
    (format "Emacs %s, %s" emacs-version major-mode))

  (step "diagnostics"
    (flymake-mode 1)
    (let ((texts (wait-for-findings 3)))
      (expect-in (nth 2 texts) "[broken-dependency]: Sprint 3 depends on Sprint 22, which is defined nowhere")
      (string-join texts "; ")))

  (step "hover"
    (go-to "Sprint 1 wires")
    (let (shown)
      (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
      (wait-for "the text" (lambda () shown))
      (expect-in (substring-no-properties shown) "Relay board")))

  (step "definition"
    (go-to "Sprint 1 wires")
    (let ((xref-prompt-for-identifier nil))
      (xref-find-definitions (xref-backend-identifier-at-point (xref-find-backend))))
    (set-buffer buffer)
    (expect (line-number-at-pos (window-point)) 5))

  (step "references"
    (go-to "Sprint 1: Relay")
    (let ((found (xref-backend-references 'eglot (xref-backend-identifier-at-point 'eglot))))
      (expect (sort (mapcar (lambda (it) (xref-location-line (xref-item-location it))) found) #'<) '(3 5 14))))

  (step "symbols"
    (expect-in (format "%S" (funcall imenu-create-index-function)) "Sprint 2: Remote switching"))

  (step "quick fix"
    (go-to "Sprint 22")
    (let ((title (choose-action "Replace with Sprint 2")))
      (expect (line-text 23) "**Depends on:** Sprint 2")
      title))

  (step "diagnostics after it"
    (string-join (wait-for-findings 2) "; "))

  (step "completion"
    (goto-char (point-max))
    (insert "\n**Blocked by:** Spr")
    (let* ((found (eglot-completion-at-point))
           (words (mapcar #'substring-no-properties (all-completions "Spr" (nth 2 found)))))
      (unless (member "Sprint 2" words)
        (error "Only %S" words))
      (forward-line 0)
      (delete-region (point) (point-max))
      (eglot--signal-textDocument/didChange)
      (string-join words ", ")))

  (step "rename"
    (let ((before (buffer-string)))
      (go-to "Sprint 1: Relay")
      (cl-letf (((symbol-function 'y-or-n-p) (lambda (&rest _) t)))
        (eglot-rename "Sprint 7"))
      (expect (line-text 14) "**Depends on:** Sprint 7")
      (prog1 (expect (line-text 5) "## Sprint 7: Relay board (Weeks 1-2)")
        (erase-buffer)
        (insert before)
        (eglot--signal-textDocument/didChange))))

  (step "restart"
    (let ((old (eglot-current-server)))
      (eglot-reconnect old)
      (wait-for "another server" (lambda () (and (eglot-managed-p) (not (eq old (eglot-current-server))))))
      (string-join (wait-for-findings 2) "; ")))

  (step "stop"
    (let ((process (jsonrpc--process (eglot-current-server))))
      (eglot-shutdown (eglot-current-server))
      (wait-for "the end" (lambda () (not (process-live-p process))))
      (process-status process)))

  (with-current-buffer buffer
    (set-buffer-modified-p nil)))

(steps-end)
;;; eglot-session.el ends here
