package report

import (
	"math"
	"strconv"
	"strings"

	"rapport/internal/report/picture"
)

// chart draws each row as a bar.
func (d *drawer) chart() picture.Chart {
	c := picture.Chart{Title: d.title, Source: d.source()}
	for row := range d.t.Rows {
		if d.cell(row, "value").Value == nil {
			continue
		}
		value, err := strconv.ParseFloat(textOf(d.cell(row, "value").Value), 64)
		if err != nil {
			value = math.NaN()
		}
		hedge := d.words(row, "approximate")
		c.Bars = append(c.Bars, picture.Bar{
			Label: d.label(row), Value: value, Unit: unitWords(d.words(row, "unit")), Text: d.words(row, "text"),
			Approximate: hedge == "approximate" || hedge == "true", Standing: d.standing(row),
		})
	}
	return c
}

// unitWords spells out the units that news has most: UCUM and ISO 4217 codes. Any other stays as it is; 1 is the unit of counts, and what
// UCUM has in braces counts that: {ship}/a is ships a year.
func unitWords(code string) string {
	switch code {
	case "1":
		return ""
	case "W":
		return "watts"
	case "kW":
		return "kilowatts"
	case "MW":
		return "megawatts"
	case "GW":
		return "gigawatts"
	case "TW":
		return "terawatts"
	case "km":
		return "kilometres"
	case "USD":
		return "US dollars"
	case "EUR":
		return "euros"
	}
	if thing, per, ok := strings.Cut(code, "}"); ok && strings.HasPrefix(thing, "{") {
		thing = thing[1:] + "s"
		if per, ok = strings.CutPrefix(per, "/"); ok {
			thing += " a " + unitName(per, "1")
		}
		return thing
	}
	return unitName(code, "")
}
