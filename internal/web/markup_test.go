package web

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// markup reads a page as a browser does, as far as pages of ours go: it is stricter, and refuses what a browser would guess at.
type markup struct {
	elements map[string]int
	links    []string // what href, src and action lead to
	text     strings.Builder
}

// What a page of ours may consist of. Whatever else stands in one was made by what others wrote.
var (
	ourElements = strings.Fields(`html head meta title link script body header nav main footer section article aside div p span a ul ol li dl dt dd h1 h2 h3 h4 h5 h6
		table caption colgroup col thead tbody tfoot tr th td form fieldset legend label input select option optgroup textarea button datalist details summary blockquote
		code pre mark strong em b i small cite time figure figcaption noscript br hr sup sub abbr kbd wbr q dfn output search del s bdi var
		svg g path line rect circle ellipse polygon polyline text tspan title desc defs marker pattern symbol use clippath`)
	ourAttributes = strings.Fields(`lang charset name content rel href src type id class title for value placeholder method action enctype checked selected disabled
		required multiple open hidden scope colspan rowspan role tabindex accesskey autocomplete list rows cols min max step maxlength size spellcheck inputmode pattern datetime cite download target media sizes color dir defer
		autocapitalize autocorrect autofocus formaction formmethod http-equiv start reversed as crossorigin translate start wrap
		xmlns viewbox width height x y x1 y1 x2 y2 dx dy cx cy r rx ry d points fill stroke transform orient refx refy markerwidth markerheight markerunits offset opacity preserveaspectratio
		text-anchor dominant-baseline font-size font-family font-weight font-style stroke-width stroke-dasharray stroke-linecap stroke-linejoin fill-opacity stroke-opacity marker-end marker-start marker-mid focusable
		letter-spacing text-decoration paint-order vector-effect textlength lengthadjust clip-path shape-rendering`)
	rawElements = []string{"script", "style", "textarea", "title"}
)

// readMarkup reads a page; style lets it have a style element, as reports have. The error says what cannot be ours.
func readMarkup(page string, style bool) (*markup, error) {
	m := &markup{elements: map[string]int{}}
	raw := ""
	for rest := page; rest != ""; {
		at := strings.IndexByte(rest, '<')
		if at < 0 {
			at = len(rest)
		}
		m.text.WriteString(rest[:at])
		if rest = rest[at:]; rest == "" {
			break
		}
		around := fmt.Sprintf("%.120q", rest)
		if raw != "" && !begins(rest, "</"+raw) {
			if raw == "script" || raw == "style" {
				m.text.WriteByte('<')
				rest = rest[1:]
				continue
			}
			return m, fmt.Errorf("%s within %s", around, raw)
		}
		switch {
		case begins(rest, "<!doctype html>"):
			rest = rest[len("<!doctype html>"):]
		case strings.HasPrefix(rest, "<?xml "):
			_, rest, _ = strings.Cut(rest, "?>")
		case strings.HasPrefix(rest, "</"):
			name, after, ok := strings.Cut(rest[2:], ">")
			if !ok || !slices.Contains(ourElements, strings.ToLower(name)) && name != "style" {
				return m, fmt.Errorf("the end of no element: %s", around)
			}
			raw, rest = "", after
		default:
			name, after, err := m.tag(rest[1:], style)
			if err != nil {
				return m, fmt.Errorf("%w: %s", err, around)
			}
			if !slices.Contains(ourElements, name) && !(style && name == "style") {
				return m, fmt.Errorf("the element %s: %s", name, around)
			}
			m.elements[name]++
			if rest = after; slices.Contains(rawElements, name) {
				raw = name
			}
		}
	}
	return m, nil
}

// begins tells whether a text begins with another, in large letters or small.
func begins(s, with string) bool {
	return len(s) >= len(with) && strings.EqualFold(s[:len(with)], with)
}

// tag reads a tag behind its "<".
func (m *markup) tag(s string, style bool) (name, rest string, err error) {
	n := strings.IndexFunc(s, func(r rune) bool { return !isName(r) })
	if n <= 0 {
		return "", "", fmt.Errorf("a < that is not escaped")
	}
	name, s = strings.ToLower(s[:n]), s[n:]
	seen := map[string]bool{}
	for {
		space := len(s)
		s = strings.TrimLeft(s, " \n\t")
		space -= len(s)
		if after, ok := strings.CutPrefix(strings.TrimPrefix(s, "/"), ">"); ok {
			return name, after, nil
		}
		n := strings.IndexFunc(s, func(r rune) bool { return !isName(r) && r != '-' && r != ':' })
		if n <= 0 || space == 0 {
			return name, "", fmt.Errorf("what is no attribute")
		}
		key := strings.ToLower(s[:n])
		s = s[n:]
		if own := style && key == "style" && strings.HasPrefix(s, `="--least: `); seen[key] || !own && !slices.Contains(ourAttributes, key) && !strings.HasPrefix(key, "aria-") && !strings.HasPrefix(key, "data-") {
			return name, "", fmt.Errorf("the attribute %s", key)
		}
		seen[key] = true
		value := ""
		if after, ok := strings.CutPrefix(s, "="); ok {
			if !strings.HasPrefix(after, `"`) {
				return name, "", fmt.Errorf("the value of %s without quotes", key)
			}
			if value, s, ok = strings.Cut(after[1:], `"`); !ok {
				return name, "", fmt.Errorf("the value of %s without an end", key)
			}
		}
		if slices.Contains([]string{"href", "src", "action", "formaction"}, key) {
			to := html.UnescapeString(value)
			if m.links = append(m.links, to); !leadsSafely(to) || key == "src" && !strings.HasPrefix(to, "/static/") {
				return name, "", fmt.Errorf("%s leads to %q", key, to)
			}
		}
	}
}

func isName(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// leadsSafely tells whether an address is on this server or on the web: nothing that runs.
func leadsSafely(to string) bool {
	return to == "" || strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") || strings.HasPrefix(to, "#") || strings.HasPrefix(to, "?") ||
		strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "https://")
}

// unseen is the first character of a page that changes how others are read, or is none; 0 where there is none.
func unseen(page string) rune {
	for _, r := range page {
		if r < 0x20 && !strings.ContainsRune("\n\t\r", r) || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return r
		}
	}
	return 0
}
