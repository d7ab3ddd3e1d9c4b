package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPDF prints a report with the browser that is there: tagged, with an outline, and the same bytes each time.
func TestPDF(t *testing.T) {
	if _, err := findBrowser(); err != nil {
		if os.Getenv("RAPPORT_NEEDS_CHROMIUM") != "" {
			t.Fatal(err)
		}
		t.Skipf("NOT TESTED: %v", err)
	}
	t.Setenv("TMPDIR", t.TempDir())
	print := func(name string) []byte {
		file := filepath.Join(t.TempDir(), name)
		var stdout, stderr strings.Builder
		args := []string{"report", "agreement", "treaty", "--section", "parties,lacks", "--out", file}
		if code := run(context.Background(), args, strings.NewReader(""), &stdout, &stderr, os.Getenv); code != 0 {
			t.Fatalf("code %d: %s", code, stderr.String())
		}
		pdf, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return pdf
	}
	pdf := print("a.pdf")
	for _, want := range []string{"%PDF-", "/StructTreeRoot", "/Outlines", "/Lang (en)", "D:19700101000000"} {
		if !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("the PDF has no %s", want)
		}
	}
	if bytes.Contains(pdf, []byte("D:20")) {
		t.Error("the PDF bears a date of the clock")
	}
	if !bytes.Equal(pdf, print("b.pdf")) {
		t.Error("the same report prints to other bytes")
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("printing left %v, %v", left, err)
	}
}

// TestNoBrowser: without one, a PDF is an error that says what to do, and no file is written.
func TestNoBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	file := filepath.Join(t.TempDir(), "a.pdf")
	var stdout, stderr strings.Builder
	code := run(context.Background(), []string{"report", "brief", "--out", file}, strings.NewReader(""), &stdout, &stderr, os.Getenv)
	if code != exitFailed || !strings.HasPrefix(stderr.String(), "rapport: report: brief: a PDF is printed by Chromium, and none is on the path\nrapport: hint: install chromium") {
		t.Errorf("code %d, stderr %s", code, stderr.String())
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("a file is there: %v", err)
	}
}
