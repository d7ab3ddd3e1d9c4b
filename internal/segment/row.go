package segment

// ID numbers a term from 1. The zero ID is no term: an absent fourth place of a row, any id in a pattern.
type ID = uint32

// Row is four ids at their places: 0 to 3. Its order in a file is that of a permutation.
type Row [4]ID

// Orders are the permutations of a segment: for each, the places from the most significant to the least. The first place of
// Orders[i] is i, so a bound place leads to a permutation that it is the prefix of.
var Orders = [4][4]uint8{
	{0, 1, 2, 3},
	{1, 2, 0, 3},
	{2, 0, 1, 3},
	{3, 0, 1, 2},
}

// in returns the row with its columns in an order.
func (r Row) in(order *[4]uint8) Row {
	return Row{r[order[0]], r[order[1]], r[order[2]], r[order[3]]}
}

// less compares rows whose columns are in the same order.
func less(a, b *Row) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}
