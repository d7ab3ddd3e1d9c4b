package gizmo

// hasty and fickle change their way at once, and after a few rows: what larger graphs make the executor do.
var (
	hasty  = pace{firstFlow: 1, mostFlow: 2, askedFirst: 1, askingCost: 1 << 20, earlyLook: 1 << 20, earlyWorth: 1}
	fickle = pace{firstFlow: 2, mostFlow: 3, askedFirst: 3, askingCost: 2, earlyLook: 2, earlyWorth: 1}
)

// Paced returns options to run at the usual pace or another, by a number.
func Paced(o Options, i int) Options {
	o.pace = []*pace{nil, &hasty, &fickle}[i%3]
	return o
}
