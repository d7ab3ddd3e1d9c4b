package cache

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"strconv"
	"strings"
)

// manifest is what something was made from. Its file is text: a line of version and time, the name, a line for each state of the inputs of
// which something is kept, a line for each input and a checksum of what stands above it.
//
//	rapport inputs 1 1798761600000000000
//	"dossier /home/me/dossier"
//	made 3dc1fc71cc85d83b6b4fcba8-e2d6bfba277d7b3a8617e107.rsg "0"
//	file 1234 1798761500000000000 1798761500000000000 42 9f86d081… "/home/me/dossier/quads/entities.nq"
//	crc 89abcdef
type manifest struct {
	name   string
	stamp  int64  // nanoseconds since 1970: every input was as it is here at this time, or after
	made   []kept // that asked for last first
	inputs []Input
}

// kept is something that was written whole.
type kept struct{ file, note string }

// first puts what was asked for before the others, of which the newest stay.
func (m *manifest) first(k kept) {
	rest := slices.DeleteFunc(slices.Clone(m.made), func(o kept) bool { return o.file == k.file })
	m.made = append([]kept{k}, rest[:min(len(rest), newest-1)]...)
}

// magic begins a manifest of this version.
const magic = "rapport inputs 1 "

// madeLine begins a line of what is kept.
const madeLine = "made "

func (m *manifest) write(path string) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s%d\n%q\n", magic, m.stamp, m.name)
	for _, k := range m.made {
		fmt.Fprintf(&b, "%s%s %q\n", madeLine, k.file, k.note)
	}
	for _, in := range m.inputs {
		s := in.state
		fmt.Fprintf(&b, "%s %d %d %d %d %s %q\n", in.Kind, s.size, s.mtime, s.ctime, s.inode, in.Digest+"-", in.Path)
	}
	fmt.Fprintf(&b, "crc %08x\n", crc32.ChecksumIEEE(b.Bytes()))
	temp := path + ".tmp" // whoever writes has the lock
	if err := os.WriteFile(temp, b.Bytes(), 0o600); err != nil {
		return err
	}
	return os.Rename(temp, path)
}

// errManifest is a manifest that cannot be read, which is as good as none.
var errManifest = errors.New("no manifest of this version")

func readManifest(path, name string) (*manifest, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	body := text[:max(bytes.LastIndex(text, []byte("crc ")), 0)]
	if string(text[len(body):]) != fmt.Sprintf("crc %08x\n", crc32.ChecksumIEEE(body)) {
		return nil, errManifest
	}
	lines := strings.Split(strings.TrimSuffix(string(body), "\n"), "\n")
	stamp, ok := strings.CutPrefix(lines[0], magic)
	if !ok || len(lines) < 2 {
		return nil, errManifest
	}
	m := &manifest{}
	errs := make([]error, 2)
	m.stamp, errs[0] = strconv.ParseInt(stamp, 10, 64)
	m.name, errs[1] = strconv.Unquote(lines[1])
	for _, line := range lines[2:] {
		if made, ok := strings.CutPrefix(line, madeLine); ok {
			file, note, _ := strings.Cut(made, " ")
			note, err = strconv.Unquote(note)
			m.made = append(m.made, kept{file, note})
		} else {
			var in Input
			in, err = readInput(line)
			m.inputs = append(m.inputs, in)
		}
		errs = append(errs, err)
	}
	if errors.Join(errs...) != nil || m.name != name {
		return nil, errManifest
	}
	return m, nil
}

func readInput(line string) (in Input, err error) {
	fields := strings.SplitN(line, " ", 7)
	if len(fields) < 7 {
		return in, errManifest
	}
	numbers := [3]int64{}
	for i := range numbers {
		if numbers[i], err = strconv.ParseInt(fields[1+i], 10, 64); err != nil {
			return in, err
		}
	}
	in.Kind, in.Digest = Kind(fields[0]), strings.TrimSuffix(fields[5], "-")
	in.state = state{size: numbers[0], mtime: numbers[1], ctime: numbers[2]}
	if in.state.inode, err = strconv.ParseUint(fields[4], 10, 64); err != nil {
		return in, err
	}
	in.Path, err = strconv.Unquote(fields[6])
	return in, err
}

// current brings the inputs up to date: those that their state does not vouch for are read. fresh says that there were any.
func (m *manifest) current(rehash bool) (fresh bool, err error) {
	for i, in := range m.inputs {
		if !rehash && in.same(m.stamp) {
			continue
		}
		fresh = true
		if m.inputs[i], err = in.again(); err != nil {
			return true, err
		}
	}
	return fresh, nil
}

// settle reads again what may have been written to between its reading and now, after something was made of it: were it another, what was
// made would be kept under the wrong digest.
func (m *manifest) settle() error {
	for _, in := range m.inputs {
		if in.same(m.stamp) {
			continue
		}
		now, err := in.again()
		if err != nil {
			return err
		}
		if now.Kind != in.Kind || now.Digest != in.Digest {
			return fmt.Errorf("%s: %w", in.Path, errUnsteady)
		}
	}
	return nil
}
