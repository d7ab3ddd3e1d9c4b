package document

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Browsers are the names under which Chromium and its kin are installed, the likeliest first.
func Browsers() []string {
	return []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "brave-browser"}
}

// PDF prints a page with a browser of the Chromium family: a process of its own, with a profile of its own that is removed afterwards,
// without network. made is the date that the PDF bears; the same page, date and browser give the same bytes.
func PDF(ctx context.Context, browser string, page []byte, made time.Time) ([]byte, error) {
	dir, err := os.MkdirTemp("", "rapport-pdf-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "report.html"), filepath.Join(dir, "report.pdf")
	if err := os.WriteFile(in, page, 0o600); err != nil {
		return nil, err
	}
	args := []string{
		"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--disable-extensions", "--proxy-server=127.0.0.1:9", "--no-pdf-header-footer", "--generate-pdf-document-outline",
		"--user-data-dir=" + filepath.Join(dir, "profile"), "--print-to-pdf=" + out,
	}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // which cannot be made by root
	}
	cmd := exec.CommandContext(ctx, browser, append(args, "file://"+filepath.ToSlash(in))...)
	cmd.WaitDelay = 2 * time.Second
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("%s: %w", browser, ctx.Err())
		}
		return nil, fmt.Errorf("%s: %w%s", browser, err, lastLine(said.String()))
	}
	pdf, err := os.ReadFile(out)
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		return nil, errors.New(browser + ": wrote no PDF" + lastLine(said.String()))
	}
	return steady(pdf, made), nil
}

// lastLine is the last that a program said.
func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return ": " + last
	}
	return ""
}

// steady puts a date of ours in the place of the browser's, and an id made of the contents, each as long as what it replaces, so that the
// offsets within the file stay right.
func steady(pdf []byte, made time.Time) []byte {
	date := made.UTC().Format("20060102150405")
	for _, key := range []string{"/CreationDate (D:", "/ModDate (D:"} {
		overwrite(pdf, key, digits, date)
	}
	const id = "/ID [<"
	overwrite(pdf, id, hexDigits+"> <", "")
	sum := sha256.Sum256(pdf)
	overwrite(pdf, id, hexDigits+"> <", strings.Repeat(hex.EncodeToString(sum[:]), 4))
	return pdf
}

const (
	digits    = "0123456789"
	hexDigits = digits + "abcdefABCDEF"
)

// overwrite puts text over the digits that stand behind each key, up to a character that is not among some; where the text is too short, zeros.
func overwrite(pdf []byte, key, some, text string) {
	for at := bytes.Index(pdf, []byte(key)); at >= 0; {
		from := at + len(key)
		n := 0
		for i := from; i < len(pdf) && strings.IndexByte(some, pdf[i]) >= 0; i++ {
			if strings.IndexByte(hexDigits, pdf[i]) < 0 {
				continue
			}
			pdf[i] = '0'
			if n < len(text) {
				pdf[i] = text[n]
			}
			n++
		}
		next := bytes.Index(pdf[from:], []byte(key))
		if next < 0 {
			return
		}
		at = from + next
	}
}
