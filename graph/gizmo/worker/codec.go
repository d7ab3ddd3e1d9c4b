package worker

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/cayleygraph/quad"
)

// The codec writes Go values as bytes and reads them back to the last bit: nil and empty lists apart, strings that are no UTF-8, the five kinds
// of terms. It follows the types, so that a field added to gizmo.Options, Row or Stats goes across without a line here. Unexported
// fields do not go; a function or channel that is not nil is an error.
//
//	bool, numbers   one byte; varints; a float64 as its eight bytes
//	string          length, bytes
//	slice           0 for nil, else length+1, then its items; a map likewise, keys in order
//	pointer         0 for nil, else 1 and what it points to
//	struct          its exported fields in order; time.Time by its own binary form
//	term            a byte of termNil to termTime, then its one or two strings, its number or its time
//	any             one of the bytes of a term, then that; or termList and a list of terms
const (
	termNil = iota
	termIRI
	termBNode
	termString
	termLang
	termTyped
	termInt // and the rest of Cayley's own values
	termFloat
	termBool
	termTime
	termList
)

// maxDepth bounds values within each other, of types that hold themselves.
const maxDepth = 1000

var (
	typeTerm = reflect.TypeFor[quad.Value]()
	typeAny  = reflect.TypeFor[any]()
	typeTime = reflect.TypeFor[time.Time]()
)

// encode appends a value to b.
func encode(b []byte, v any) ([]byte, error) {
	e := encoder{b: b}
	e.value(reflect.ValueOf(v), 0)
	return e.b, e.err
}

type encoder struct {
	b   []byte
	err error
}

func (e *encoder) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

func (e *encoder) uint(n uint64)   { e.b = binary.AppendUvarint(e.b, n) }
func (e *encoder) text(s string)   { e.uint(uint64(len(s))); e.b = append(e.b, s...) }
func (e *encoder) bytes(b ...byte) { e.b = append(e.b, b...) }

func (e *encoder) value(v reflect.Value, depth int) {
	if depth > maxDepth {
		e.fail("a value nested more than %d deep", maxDepth)
		return
	}
	switch v.Type() {
	case typeTerm, typeAny:
		e.dynamic(v.Interface())
		return
	case typeTime:
		b, err := v.Interface().(time.Time).MarshalBinary()
		if err != nil {
			e.fail("%w", err)
		}
		e.text(string(b))
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		e.bool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.b = binary.AppendVarint(e.b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		e.uint(v.Uint())
	case reflect.Float64:
		e.b = binary.BigEndian.AppendUint64(e.b, math.Float64bits(v.Float()))
	case reflect.String:
		e.text(v.String())
	case reflect.Slice:
		e.slice(v, depth)
	case reflect.Array:
		for i := range v.Len() {
			e.value(v.Index(i), depth+1)
		}
	case reflect.Map:
		e.dictionary(v, depth)
	case reflect.Pointer:
		if e.bool(!v.IsNil()); !v.IsNil() {
			e.value(v.Elem(), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				e.value(v.Field(i), depth+1)
			}
		}
	case reflect.Func, reflect.Chan:
		if !v.IsNil() {
			e.fail("a %s cannot be handed over", v.Type())
		}
	default:
		e.fail("a %s cannot be handed over", v.Type())
	}
}

func (e *encoder) bool(b bool) {
	if b {
		e.bytes(1)
	} else {
		e.bytes(0)
	}
}

func (e *encoder) slice(v reflect.Value, depth int) {
	if v.IsNil() {
		e.uint(0)
		return
	}
	e.uint(uint64(v.Len()) + 1)
	for i := range v.Len() {
		e.value(v.Index(i), depth+1)
	}
}

func (e *encoder) dictionary(v reflect.Value, depth int) {
	if v.IsNil() {
		e.uint(0)
		return
	}
	if v.Type().Key().Kind() != reflect.String {
		e.fail("a %s cannot be handed over", v.Type())
		return
	}
	e.uint(uint64(v.Len()) + 1)
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return compareStrings(a.String(), b.String()) })
	for _, k := range keys {
		e.text(k.String())
		e.value(v.MapIndex(k), depth+1)
	}
}

// dynamic writes a term, or a list of them: what the value of a parameter can be.
func (e *encoder) dynamic(v any) {
	switch v := v.(type) {
	case nil:
		e.bytes(termNil)
	case quad.IRI:
		e.bytes(termIRI)
		e.text(string(v))
	case quad.BNode:
		e.bytes(termBNode)
		e.text(string(v))
	case quad.String:
		e.bytes(termString)
		e.text(string(v))
	case quad.LangString:
		e.bytes(termLang)
		e.text(string(v.Value))
		e.text(v.Lang)
	case quad.TypedString:
		e.bytes(termTyped)
		e.text(string(v.Value))
		e.text(string(v.Type))
	case []quad.Value:
		e.bytes(termList)
		e.slice(reflect.ValueOf(v), 0)
	case quad.Int:
		e.bytes(termInt)
		e.b = binary.AppendVarint(e.b, int64(v))
	case quad.Float:
		e.bytes(termFloat)
		e.value(reflect.ValueOf(float64(v)), 0)
	case quad.Bool:
		e.bytes(termBool)
		e.bool(bool(v))
	case quad.Time:
		e.bytes(termTime)
		e.value(reflect.ValueOf(time.Time(v)), 0)
	default:
		e.fail("a %T cannot be handed over", v)
	}
}

func compareStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// decode reads the value that v points to from b, which holds nothing else. The error is an *errBroken.
func decode(b []byte, v any) error {
	rest, err := decodeNext(b, v)
	if err == nil && len(rest) > 0 {
		err = &errBroken{fmt.Sprintf("%d bytes too many", len(rest))}
	}
	return err
}

// decodeNext reads the value that v points to from the head of b and returns what is behind it.
func decodeNext(b []byte, v any) (rest []byte, err error) {
	d := decoder{b: b}
	d.value(reflect.ValueOf(v).Elem(), 0)
	if d.err != "" {
		return nil, &errBroken{d.err}
	}
	return d.b, nil
}

// decoder believes no length: each item of a list takes at least a byte, so there are no more than bytes left.
type decoder struct {
	b   []byte
	err string
}

func (d *decoder) fail(format string, args ...any) {
	if d.err == "" {
		d.err = fmt.Sprintf(format, args...)
	}
	d.b = nil
}

func (d *decoder) byte() byte {
	if len(d.b) == 0 {
		d.fail("it ends too soon")
		return 0
	}
	c := d.b[0]
	d.b = d.b[1:]
	return c
}

func (d *decoder) uint() uint64 {
	n, size := binary.Uvarint(d.b)
	if size <= 0 {
		d.fail("a number ends too soon")
		return 0
	}
	d.b = d.b[size:]
	return n
}

func (d *decoder) text() string {
	n := d.uint()
	if n > uint64(len(d.b)) {
		d.fail("a text of %d bytes ends too soon", n)
		return ""
	}
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}

// count reads the length of a list: -1 for nil.
func (d *decoder) count() int {
	n := d.uint()
	if n > uint64(len(d.b))+1 {
		d.fail("a list of %d ends too soon", n-1)
		return 0
	}
	return int(n) - 1
}

func (d *decoder) value(v reflect.Value, depth int) {
	if depth > maxDepth {
		d.fail("a value nested more than %d deep", maxDepth)
	}
	if d.err != "" {
		return
	}
	switch v.Type() {
	case typeTerm:
		if t, ok := d.dynamic().(quad.Value); ok {
			v.Set(reflect.ValueOf(t))
		}
		return
	case typeAny:
		if x := d.dynamic(); x != nil {
			v.Set(reflect.ValueOf(x))
		}
		return
	case typeTime:
		if err := v.Addr().Interface().(*time.Time).UnmarshalBinary([]byte(d.text())); err != nil {
			d.fail("%s", err)
		}
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(d.byte() != 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, size := binary.Varint(d.b)
		if size <= 0 || v.OverflowInt(n) {
			d.fail("a number ends too soon, or is too large")
			return
		}
		d.b = d.b[size:]
		v.SetInt(n)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n := d.uint()
		if v.OverflowUint(n) {
			d.fail("the number %d is too large", n)
			return
		}
		v.SetUint(n)
	case reflect.Float64:
		if len(d.b) < 8 {
			d.fail("a number ends too soon")
			return
		}
		v.SetFloat(math.Float64frombits(binary.BigEndian.Uint64(d.b)))
		d.b = d.b[8:]
	case reflect.String:
		v.SetString(d.text())
	case reflect.Slice:
		d.slice(v, depth)
	case reflect.Array:
		for i := range v.Len() {
			d.value(v.Index(i), depth+1)
		}
	case reflect.Map:
		d.dictionary(v, depth)
	case reflect.Pointer:
		if d.byte() != 0 {
			v.Set(reflect.New(v.Type().Elem()))
			d.value(v.Elem(), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				d.value(v.Field(i), depth+1)
			}
		}
	case reflect.Func, reflect.Chan:
	default:
		d.fail("a %s cannot be handed over", v.Type())
	}
}

func (d *decoder) slice(v reflect.Value, depth int) {
	n := d.count()
	if n < 0 || d.err != "" {
		return
	}
	out := reflect.MakeSlice(v.Type(), 0, min(n, 64))
	for range n {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(item, depth+1)
		if d.err != "" {
			return
		}
		out = reflect.Append(out, item)
	}
	v.Set(out)
}

func (d *decoder) dictionary(v reflect.Value, depth int) {
	n := d.count()
	if n < 0 || d.err != "" || v.Type().Key().Kind() != reflect.String {
		return
	}
	out := reflect.MakeMap(v.Type())
	for range n {
		key := reflect.ValueOf(d.text()).Convert(v.Type().Key())
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(item, depth+1)
		if d.err != "" {
			return
		}
		out.SetMapIndex(key, item)
	}
	v.Set(out)
}

// read returns the next value of a type.
func read[T any](d *decoder) (v T) {
	d.value(reflect.ValueOf(&v).Elem(), 0)
	return v
}

func (d *decoder) dynamic() any {
	switch c := d.byte(); c {
	case termNil:
		return nil
	case termIRI:
		return quad.IRI(d.text())
	case termBNode:
		return quad.BNode(d.text())
	case termString:
		return quad.String(d.text())
	case termLang:
		return quad.LangString{Value: quad.String(d.text()), Lang: d.text()}
	case termTyped:
		return quad.TypedString{Value: quad.String(d.text()), Type: quad.IRI(d.text())}
	case termInt:
		return quad.Int(read[int64](d))
	case termFloat:
		return quad.Float(read[float64](d))
	case termBool:
		return quad.Bool(read[bool](d))
	case termTime:
		return quad.Time(read[time.Time](d))
	case termList:
		var list []quad.Value
		d.slice(reflect.ValueOf(&list).Elem(), 0)
		return list
	default:
		d.fail("no term begins with %d", c)
		return nil
	}
}
