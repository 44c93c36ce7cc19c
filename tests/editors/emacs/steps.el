;;; steps.el --- What steps of a session are made of  -*- lexical-binding: t -*-

(require 'cl-lib)
(require 'subr-x)

(defvar steps-failures 0)

(setq make-backup-files nil create-lockfiles nil auto-save-default nil enable-local-variables nil)

(defmacro step (name &rest body)
  "Run BODY as the step NAME, and tell how it ended."
  (declare (indent 1))
  `(condition-case problem
       (let ((result (progn ,@body)))
         (message "ok   %s: %s" ,name (replace-regexp-in-string "\n" " | " (format "%s" result))))
     (error
      (setq steps-failures (1+ steps-failures))
      (message "FAIL %s: %s" ,name (error-message-string problem)))))

(defun wait-for (what condition)
  "Wait until CONDITION holds, which is WHAT; its value."
  (let ((end (+ (float-time) 15)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (or value (error "Waited in vain for %s" what))))

(defun go-to (text)
  "Go to where TEXT first stands."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun line-text (number)
  "The text of the line NUMBER; 1 is the first."
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- number))
    (buffer-substring-no-properties (line-beginning-position) (line-end-position))))

(defun expect (actual expected)
  "See that ACTUAL is EXPECTED; it."
  (unless (equal actual expected)
    (error "%S, expected %S" actual expected))
  actual)

(defun expect-in (text part)
  "See that TEXT holds PART; it."
  (unless (string-match-p (regexp-quote part) (or text ""))
    (error "%S does not hold %S" text part))
  text)

(defun steps-end ()
  "Leave Emacs, and tell whether all steps succeeded."
  (message (if (= steps-failures 0) "PASS" (format "%d steps failed" steps-failures)))
  (kill-emacs (if (= steps-failures 0) 0 1)))

(provide 'steps)
;;; steps.el ends here
