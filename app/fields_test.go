package app

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"openday/app/words"
)

// described is an entity or a row struct with its descriptors.
type described struct {
	of     reflect.Type
	fields []AnyField
}

// allDescribed returns the entities, and the rows that their lists hold.
func allDescribed(t *testing.T) []described {
	t.Helper()
	all := make([]described, len(RecordTypes))
	for i, k := range RecordTypes {
		all[i] = k.(kindCase).described()
	}
	for i := 0; i < len(all); i++ {
		for _, f := range all[i].fields {
			if f.Kind != KindRows {
				continue
			}
			field, there := all[i].of.FieldByName(f.Go)
			if f.Rows == nil || !there {
				t.Fatalf("%s.%s: rows without descriptors", all[i].of, f.Go)
			}
			all = append(all, described{field.Type.Elem(), f.Rows.Any()})
		}
	}
	return all
}

// TestFieldsAreDescribed holds the descriptors to the structs: each exported
// field has one, each of them its field, and names in files are unique.
func TestFieldsAreDescribed(t *testing.T) {
	snake := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	for _, d := range allDescribed(t) {
		names, seen := map[string]bool{}, map[string]bool{}
		value := reflect.New(d.of)
		for _, f := range d.fields {
			at := fmt.Sprintf("%s.%s", d.of, f.Go)
			field, there := d.of.FieldByName(f.Go)
			if !there {
				t.Errorf("%s is described, but there is no such field", at)
				continue
			}
			if seen[f.Go] || names[f.Name] {
				t.Errorf("%s (%s) is described twice", at, f.Name)
			}
			seen[f.Go], names[f.Name] = true, true
			if !snake.MatchString(f.Name) {
				t.Errorf("%s: the name %q in files", at, f.Name)
			}
			place := reflect.ValueOf(f.Place(value.Interface()))
			from := value.Pointer() + field.Offset
			if p := place.Pointer(); p < from || p >= from+max(field.Type.Size(), 1) {
				t.Errorf("%s: its place lies elsewhere", at)
			}
			if !holds(f.Kind, place.Elem()) {
				t.Errorf("%s of kind %s holds a %s", at, f.Kind, place.Elem().Type())
			}
		}
		for i := range d.of.NumField() {
			if field := d.of.Field(i); field.IsExported() && !seen[field.Name] {
				t.Errorf("%s.%s has no descriptor", d.of, field.Name)
			}
		}
	}
}

// holds reports whether fields of a kind can be of the type of a value.
func holds(k FieldKind, v reflect.Value) bool {
	switch v.Interface().(type) {
	case time.Time:
		return k == KindDate || k == KindMoment
	case Share:
		return k == KindShare
	case []string:
		return k == KindLines
	case []byte:
		return k == KindBytes
	}
	switch v.Kind() {
	case reflect.String:
		if v.Type() != reflect.TypeFor[string]() {
			return k == KindChoice
		}
		switch k {
		case KindID, KindLink, KindOwn, KindName, KindIDNumber, KindPhone, KindReading, KindAddress, KindEmail, KindWeb, KindText, KindProse:
			return true
		}
	case reflect.Int:
		return k == KindNumber
	case reflect.Int64:
		return k == KindNumber || k == KindOwn
	case reflect.Bool:
		return k == KindYesNo
	case reflect.Slice:
		return k == KindRows
	}
	return false
}

// TestDescriptorsAreWhole looks for descriptors that say too little for those
// who read them.
func TestDescriptorsAreWhole(t *testing.T) {
	catalogue := words.Catalogue(words.Chinese)
	for _, d := range allDescribed(t) {
		for _, f := range d.fields {
			at := fmt.Sprintf("%s.%s", d.of, f.Go)
			for _, key := range []string{f.Label, f.Required} {
				if _, there := catalogue[key]; key != "" && !there {
					t.Errorf("%s: %q has no Chinese words", at, key)
				}
			}
			if (f.Kind == KindChoice) != (f.Choices != nil) {
				t.Errorf("%s: choices are for the kind choice", at)
			}
			switch f.Kind {
			case KindID, KindLink, KindName, KindIDNumber, KindPhone, KindReading, KindAddress, KindEmail, KindWeb, KindText, KindProse, KindBytes, KindNumber, KindLines:
				if f.Max <= 0 {
					t.Errorf("%s has no limit", at)
				}
			}
			if (f.Kind == KindLines || f.Kind == KindRows) && f.Most <= 0 {
				t.Errorf("%s has no limit of lines", at)
			}
			for _, s := range f.Synonyms {
				if s != strings.ToLower(strings.Join(strings.Fields(s), "")) {
					t.Errorf("%s: the synonym %q is not written as headings are compared", at, s)
				}
			}
		}
	}
}

func TestNamedField(t *testing.T) {
	if f := EventFields.Named("Title"); f.Name != "title" {
		t.Errorf("Named gives %q", f.Name)
	}
	defer func() {
		if recover() == nil {
			t.Error("a name that nobody has is let pass")
		}
	}()
	EventFields.Named("Nothing")
}
