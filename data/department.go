package data

import (
	"context"
	"database/sql"

	"openday/app"
)

var departments = table[app.Department]{
	name: "departments",
	fields: []field[app.Department]{
		{"id", func(d *app.Department) any { return &d.ID }},
		{"name", func(d *app.Department) any { return &d.Name }},
		{"in_charge", func(d *app.Department) any { return &d.InCharge }},
		{"telephone", func(d *app.Department) any { return &d.Telephone }},
	},
}

// Departments implements app.Store.
func (s *Store) Departments(ctx context.Context) ([]app.Department, error) {
	return fetch(ctx, s, departments, "ORDER BY name, id")
}

// SaveDepartments implements app.Store.
func (s *Store) SaveDepartments(ctx context.Context, list []app.Department) error {
	return s.write(ctx, func(tx *sql.Tx) error { return departments.put(ctx, tx, departments.upsert(), list) })
}

// DeleteDepartments implements app.Store.
func (s *Store) DeleteDepartments(ctx context.Context, ids []string) error {
	return s.write(ctx, func(tx *sql.Tx) error { return deleteRows(ctx, tx, departments.name, ids) })
}
