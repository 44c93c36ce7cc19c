;;; lsp-mode-session.el --- One session in a real Emacs, by lsp-mode  -*- lexical-binding: t -*-

;; As eglot-session.el, with the other client. Where lsp-mode is not installed, it passes and says so.

(require 'steps)
(unless (require 'lsp-mode nil t)
  (message "left out: lsp-mode is not installed")
  (steps-end))
(require 'lsp-diagnostics)
(require 'markdown-mode)
(require 'xref)
(require 'flymake)

;; What docs/editors/emacs.md tells to write.
(add-to-list 'lsp-language-id-configuration '(markdown-mode . "markdown"))
(lsp-register-client
 (make-lsp-client :new-connection (lsp-stdio-connection (list (getenv "MILEPOST_BIN") "lsp"))
                  :activation-fn (lsp-activate-on "markdown")
                  :server-id 'milepost))

(setq lsp-auto-guess-root t
      lsp-diagnostics-provider :none
      lsp-idle-delay 0.1
      lsp-enable-suggest-server-download nil
      lsp-restart 'ignore
      lsp-session-file (expand-file-name "session" (getenv "HOME")))

(defun wait-for-findings (count)
  "Wait until the server has told COUNT findings of this buffer."
  (wait-for (format "%d findings" count) (lambda () (= count (length (lsp--get-buffer-diagnostics))))))

(switch-to-buffer (find-file-noselect (getenv "MILEPOST_PLAN")))

(step "connect"
  (lsp)
  (wait-for "lsp-mode" (lambda () (and (lsp-workspaces) (eq 'initialized (lsp--workspace-status (car (lsp-workspaces)))))))
  (format "Emacs %s" emacs-version))

(step "diagnostics"
  (wait-for-findings 3))

(step "definition"
  (go-to "Sprint 1 wires")
  (let ((found (lsp-request "textDocument/definition" (lsp--text-document-position-params))))
    (expect-in (format "%S" (lsp--locations-to-xref-items found)) "harbour.md"))
  (lsp-find-definition)
  (expect (line-number-at-pos (window-point)) 5))

(step "quick fix"
  (go-to "Sprint 22")
  (let* ((actions (append (lsp-code-actions-at-point) nil))
         (action (cl-find-if (lambda (it) (string-prefix-p "Replace with Sprint 2" (lsp:code-action-title it))) actions)))
    (lsp-execute-code-action action)
    (expect (line-text 23) "**Depends on:** Sprint 2")))

(step "diagnostics after it"
  (wait-for-findings 2))

(step "rename"
  (go-to "Sprint 1: Relay")
  (lsp-rename "Sprint 7")
  (expect (line-text 14) "**Depends on:** Sprint 7")
  (expect (line-text 5) "## Sprint 7: Relay board (Weeks 1-2)"))

(step "stop"
  (let ((process (lsp--workspace-proc (car (lsp-workspaces)))))
    (lsp-workspace-shutdown (car (lsp-workspaces)))
    (wait-for "the end" (lambda () (not (process-live-p process))))
    (process-status process)))

(set-buffer-modified-p nil)
(steps-end)
;;; lsp-mode-session.el ends here
