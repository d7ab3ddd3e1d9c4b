package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// licencesFile has the licences of what others wrote and a full build carries, as they wrote them.
const licencesFile = "licences.txt"

// bundled reads esbuild's account of what it bundled: the names of the npm packages, sorted.
func bundled(meta string) ([]string, error) {
	text, err := os.ReadFile(meta)
	if err != nil {
		return nil, err
	}
	var told struct {
		Outputs map[string]struct {
			Inputs map[string]struct {
				BytesInOutput int `json:"bytesInOutput"`
			} `json:"inputs"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal(text, &told); err != nil {
		return nil, fmt.Errorf("what esbuild says it bundled: %w", err)
	}
	var names []string
	for _, out := range told.Outputs {
		for path := range out.Inputs {
			if name := packageOf(path); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names, nil
}

// packageOf is the npm package of a file, "" for one of ours.
func packageOf(path string) string {
	_, inside, ok := strings.Cut(filepath.ToSlash(path), "node_modules/")
	if !ok {
		return ""
	}
	parts := strings.Split(inside, "/")
	if strings.HasPrefix(parts[0], "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// writeLicences writes the licence of each package. One without a licence is not bundled.
func writeLicences(dir, made string, packages []string) error {
	var b bytes.Buffer
	b.WriteString("The graph and the editor of rapport's pages are made with these packages, each under its licence.\n")
	for _, name := range packages {
		root := filepath.Join(dir, "node_modules", filepath.FromSlash(name))
		text, err := os.ReadFile(filepath.Join(root, "package.json"))
		if err != nil {
			return err
		}
		var about struct{ Version, License string }
		if err := json.Unmarshal(text, &about); err != nil {
			return fmt.Errorf("%s: package.json: %w", name, err)
		}
		licence, err := licenceIn(root)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		section(&b, name+" "+about.Version+" ("+about.License+")", licence)
	}
	licence, err := cayleyLicence()
	if err != nil {
		return err
	}
	section(&b, "Cayley's pages, below /cayley/; the libraries that they come with name their licences themselves", licence)
	return os.WriteFile(filepath.Join(made, licencesFile), b.Bytes(), 0o644)
}

func section(b *bytes.Buffer, title string, licence []byte) {
	fmt.Fprintf(b, "\n%s\n%s\n\n%s\n", strings.Repeat("-", 100), title, bytes.TrimSpace(licence))
}

// licenceIn reads the file of a package that has its licence.
func licenceIn(root string) ([]byte, error) {
	for _, name := range []string{"LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "license"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err == nil && len(bytes.TrimSpace(text)) > 0 {
			return text, nil
		}
	}
	return nil, errors.New("it has no licence file, and cannot be bundled")
}
