package storetest

import (
	"fmt"
	"reflect"
	"time"

	"openday/app"
	"openday/app/workday"
)

// Present is the moment at which the tests of stores run.
var Present = time.Date(2026, 10, 14, 9, 30, 0, 0, app.Zone)

// Fill gives every field of what a pointer points to a value of its own, lists
// two elements, so that a column that is forgotten is found out. It goes on
// counting from n.
func Fill(v any, n *int) {
	fillValue(reflect.ValueOf(v).Elem(), "", n)
}

func fillValue(v reflect.Value, name string, n *int) {
	if name == "Revision" {
		return // the store's
	}
	*n++
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(Present.Add(time.Duration(*n) * time.Hour)))
		return
	case []byte:
		v.SetBytes([]byte{0, byte(*n), 255})
		return
	case *workday.Calendar:
		return // the office's; it is not stored with an event
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("%s %d 号“𬭎”%%_\\", name, *n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fillValue(v.Index(i), name, n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fillValue(v.Field(i), v.Type().Field(i).Name, n)
		}
	default:
		panic(fmt.Sprintf("%s: a %s is not known to the test", name, v.Kind()))
	}
}

// filled makes a number of records with every field filled; those in days are
// kept without a time of day.
func filled[T any](count int, set func(v *T, i int), days func(*T) []*time.Time) []T {
	list, n := make([]T, count), 0
	for i := range list {
		v := &list[i]
		Fill(v, &n)
		set(v, i)
		if days != nil {
			for _, d := range days(v) {
				*d = app.DayOf(*d)
			}
		}
	}
	return list
}
