package worker

import (
	"bytes"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
)

// fill gives every field of a value, and of what is in it, something that is not zero. It fails the test on a type that the codec does not know.
func fill(t *testing.T, v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == typeTerm:
		terms := []quad.Value{quad.IRI("kg:a"), quad.BNode("b"), quad.String("s\xff"), quad.LangString{Value: "l", Lang: "en"},
			quad.TypedString{Value: "07", Type: "xsd:integer"}, quad.Int(-7), quad.Float(math.Inf(1)), quad.Bool(true), quad.Time(time.Unix(5, 7).UTC())}
		v.Set(reflect.ValueOf(terms[*n%len(terms)]))
		return
	case v.Type() == typeAny:
		v.Set(reflect.ValueOf([]quad.Value{quad.IRI("kg:a"), nil, quad.String("")}))
		return
	case v.Type() == typeTime:
		v.Set(reflect.ValueOf(time.Unix(int64(*n), 9).UTC()))
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(-*n % 100))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n % 200))
	case reflect.Float64:
		v.SetFloat(float64(*n) / 3)
	case reflect.String:
		v.SetString("text \x00 é" + string(rune('a'+*n%26)))
	case reflect.Slice:
		if *n > 2000 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(t, v.Index(0), n)
	case reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		item := reflect.New(v.Type().Elem()).Elem()
		fill(t, item, n)
		v.SetMapIndex(reflect.ValueOf("key").Convert(v.Type().Key()), item)
	case reflect.Pointer:
		if *n > 2000 {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), n)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				fill(t, v.Field(i), n)
			}
		}
	case reflect.Func, reflect.Chan:
	default:
		t.Errorf("a %s cannot be handed over", v.Type())
	}
}

// TestEveryField: what Options, Row, Stats, Error and Restriction hold arrives, also what they will hold one day.
func TestEveryField(t *testing.T) {
	for _, v := range []any{&gizmo.Options{}, &wireRow{}, &ending{}, &graph.Restriction{}, &runRequest{}, &openRequest{}, &greeting{}} {
		n := 0
		fill(t, reflect.ValueOf(v).Elem(), &n)
		if o, ok := v.(*gizmo.Options); ok {
			o.Programs = nil
		}
		if r, ok := v.(*runRequest); ok {
			r.Options.Programs = nil
		}
		b, err := encode(nil, reflect.ValueOf(v).Elem().Interface())
		if err != nil {
			t.Errorf("%T: %v", v, err)
			continue
		}
		got := reflect.New(reflect.TypeOf(v).Elem())
		if err := decode(b, got.Interface()); err != nil || !reflect.DeepEqual(got.Interface(), v) {
			t.Errorf("%T: %v\n got %+v\nwant %+v", v, err, got.Elem(), reflect.ValueOf(v).Elem())
		}
		for cut := range b {
			if err := decode(b[:cut], reflect.New(reflect.TypeOf(v).Elem()).Interface()); err == nil {
				t.Errorf("%T: %d of %d bytes are taken for all", v, cut, len(b))
				break
			}
		}
		if err := decode(append(b, 0), got.Interface()); err == nil {
			t.Errorf("%T: a byte too many is taken", v)
		}
	}
}

// TestEmpty: nil and empty stay apart.
func TestEmpty(t *testing.T) {
	for _, row := range []gizmo.Row{{}, {Names: []string{}, Values: []quad.Value{}, Why: []gizmo.Derivation{}}, {Why: []gizmo.Derivation{{}, nil}}} {
		b, err := encode(nil, row)
		if err != nil {
			t.Fatal(err)
		}
		var got gizmo.Row
		if err := decode(b, &got); err != nil || !reflect.DeepEqual(got, row) {
			t.Errorf("got %#v, %v; want %#v", got, err, row)
		}
	}
}

// TestRefusedValues: what no process can be handed is an error, not something else.
func TestRefusedValues(t *testing.T) {
	for _, v := range []any{struct{ F func() }{func() {}}, struct{ C complex128 }{1}, map[int]string{1: "x"}, gizmo.Options{Params: map[string]any{"x": 5}}} {
		if _, err := encode(nil, v); err == nil {
			t.Errorf("%#v is encoded", v)
		}
	}
}

// FuzzFrames: whatever a broken worker sends is read or refused, within the memory that its bytes take.
func FuzzFrames(f *testing.F) {
	for _, v := range []any{ending{Failure: &failure{Program: &gizmo.Error{Name: "x", Line: 1, Col: 2, Message: "m"}}}, wireRow{Row: gizmo.Row{Names: []string{"id"}, Values: []quad.Value{quad.IRI("a")}}}} {
		b, err := encode(newFrame(), v)
		if err != nil {
			f.Fatal(err)
		}
		var frame bytes.Buffer
		writeFrame(&frame, kindEnd, b)
		f.Add(frame.Bytes())
	}
	f.Add([]byte{'R', 0, 0, 0, 9, 0, 255, 255, 255, 255, 255, 255, 255, 255, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		k, payload, err := readFrame(bytes.NewReader(data))
		if err != nil {
			return
		}
		if len(payload) > len(data) {
			t.Fatalf("%d bytes of %d", len(payload), len(data))
		}
		_ = k
		(&rowReader{row: func(gizmo.Row) error { return nil }}).read(payload)
		for _, v := range []any{&ending{}, &runRequest{}, &openRequest{}, &greeting{}} {
			if decode(payload, v) != nil {
				continue
			}
			again, err := encode(nil, reflect.ValueOf(v).Elem().Interface())
			if err != nil {
				t.Fatalf("%T was read and cannot be written: %v", v, err)
			}
			twice := reflect.New(reflect.TypeOf(v).Elem()).Interface()
			if err := decode(again, twice); err != nil {
				t.Fatalf("%T: %v", v, err)
			}
		}
	})
}
