package data

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"maps"
	"slices"
	"sync"

	"openday/app"
)

// unreadable remembers which values of a data file could not be read. Their
// fields look empty and their columns stay as they are until somebody gives them
// a value anew.
type unreadable struct {
	mu     sync.Mutex
	values map[app.UnreadableValue]bool
}

// note remembers whether a value could be read.
func (u *unreadable) note(v app.UnreadableValue, bad bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	switch {
	case bad && u.values == nil:
		u.values = map[app.UnreadableValue]bool{v: true}
	case bad:
		u.values[v] = true
	case len(u.values) > 0:
		delete(u.values, v)
	}
}

// columns returns the columns of a row that could not be read.
func (u *unreadable) columns(table, id string) []string {
	u.mu.Lock()
	defer u.mu.Unlock()
	var all []string
	for v := range u.values {
		if v.Table == table && v.ID == id {
			all = append(all, v.Column)
		}
	}
	slices.Sort(all)
	return all
}

// list returns all values that could not be read.
func (u *unreadable) list() []app.UnreadableValue {
	u.mu.Lock()
	defer u.mu.Unlock()
	return slices.SortedFunc(maps.Keys(u.values), func(a, b app.UnreadableValue) int {
		return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Column, b.Column))
	})
}

// Unreadable implements app.DataFile.
func (s *Store) Unreadable() []app.UnreadableValue { return s.unreadable.list() }

// reader reads a column into its place, or leaves the place empty where that
// cannot be. The column of the id stands before it. The kinds of columns that
// every value of the file fits are read as they are.
func (u *unreadable) reader(table, column string, id *string, place any) any {
	switch place.(type) {
	case sql.Scanner, *bool:
		return &reader{u, table, column, id, place}
	}
	return place
}

type reader struct {
	u             *unreadable
	table, column string
	id            *string
	place         any
}

// Scan implements sql.Scanner.
func (r *reader) Scan(value any) error {
	var err error
	switch place := r.place.(type) {
	case sql.Scanner:
		err = place.Scan(value)
	case *bool:
		var n driver.Value
		if n, err = driver.Bool.ConvertValue(value); err == nil {
			*place = n.(bool)
		} else {
			*place, err = false, fmt.Errorf("neither yes nor no: %w", err)
		}
	}
	r.u.note(app.UnreadableValue{Table: r.table, ID: *r.id, Column: r.column}, err != nil)
	return nil
}
