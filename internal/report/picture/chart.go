package picture

// Chart is a picture of quantities as horizontal bars. Bars of one unit share a panel with an axis that has its zero; two units never
// share an axis. Panels stand in the order in which their units first come, bars in the order given.
type Chart struct {
	Title  string
	Source string // a line below that says where it comes from; "" for none
	Bars   []Bar
}

// Bar is one quantity.
type Bar struct {
	Label string
	Value float64 // NaN and infinities are told in words, not drawn
	Unit  string  // in words, such as "gigawatts" or "US dollars"; "" is a bare number
	// Text is the quantity as it is printed ("roughly one gigawatt"); "" prints the number with its unit.
	Text        string
	Approximate bool // the article hedges: printed with ≈, the bar's end is hatched
	Standing
}

// List says every bar, panel by panel.
func (c Chart) List() []string {
	var lines []string
	for _, p := range c.panels() {
		for _, b := range p.bars {
			lines = append(lines, b.sentence())
		}
	}
	return lines
}
