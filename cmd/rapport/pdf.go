package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"time"

	"rapport/internal/report/document"
)

// pdfTimeout ends a browser that hangs.
const pdfTimeout = time.Minute

// writePDF prints the page of a report with the browser that is on the path.
func writePDF(ctx context.Context, w io.Writer, d *document.Document) error {
	browser, err := findBrowser()
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := d.WriteHTML(&page); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, pdfTimeout)
	defer stop()
	made := d.Made
	if made.IsZero() {
		made = time.Unix(0, 0) // a date that is the same every day
	}
	pdf, err := document.PDF(ctx, browser, page.Bytes(), made)
	if err != nil {
		return err
	}
	_, err = w.Write(pdf)
	return err
}

// findBrowser returns the first browser that can print a page.
func findBrowser() (string, error) {
	for _, name := range document.Browsers() {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", withHint(errors.New("a PDF is printed by Chromium, and none is on the path"),
		"install chromium (apt-get install chromium, brew install --cask chromium), or write -o html and print that")
}
