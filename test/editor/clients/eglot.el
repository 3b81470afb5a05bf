;;; Emacs with eglot as a client of the server: `emacs --batch -l eglot.el`.
;; Environment: SERVER (script), NOTE (file).
(package-initialize)
(require 'eglot)

(setq eglot-sync-connect 20
      eglot-connect-timeout 20
      eglot-send-changes-idle-time 0.05)
(define-derived-mode note-mode text-mode "Note")
(put 'note-mode 'eglot-language-id "markdown")
(add-to-list 'eglot-server-programs
             (list 'note-mode "node" (getenv "SERVER") "--stdio" :initializationOptions '(:settings (:debounce 0))))

(defun fail (format &rest values)
  (princ (format "FAIL %s\n" (apply #'format format values)))
  (kill-emacs 1))

(defun pass (what) (princ (format "PASS %s\n" what)))

(defun underlined ()
  "The texts that diagnostics underline."
  (flymake-start)
  (mapconcat (lambda (each)
               (buffer-substring-no-properties (flymake-diagnostic-beg each) (flymake-diagnostic-end each)))
             (flymake-diagnostics) "; "))

(defun becomes (expected what)
  (let ((tries 0))
    (while (and (not (equal (underlined) expected)) (< tries 300))
      (accept-process-output nil 0.05)
      (setq tries (1+ tries))))
  (if (equal (underlined) expected) (pass what)
    (fail "%s: expected %S but got %S" what expected (underlined))))

(defun replace-text (before after)
  (goto-char (point-min))
  (search-forward before)
  (replace-match after t t)
  (eglot--signal-textDocument/didChange))

(find-file (getenv "NOTE"))
(note-mode)
(apply #'eglot (eglot--guess-contact))
(becomes "= a^2 + b^2" "diagnostics appear")

(let ((symbols (jsonrpc-request (eglot-current-server) :textDocument/documentSymbol
                                (list :textDocument (eglot--TextDocumentIdentifier)))))
  (if (= (length symbols) 1) (pass "an outline names the derivation") (fail "outline: %S" symbols)))

(replace-text "(a+b)^2 = a^2 + b^2" "(a-b)^2 = a^2 - b^2")
(becomes "= a^2 - b^2" "diagnostics change with an edit")

(replace-text "(a-b)^2 = a^2 - b^2" "(a+b)^2 = a^2 + 2ab + b^2")
(becomes "" "diagnostics clear when the step is right")

(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server))
(pass "the server stops when told")
(kill-emacs 0)
