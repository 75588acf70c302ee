package data

import (
	"openday/app"
	"openday/data/keys"
)

func departments(k *keys.Keys) entity[app.Department] {
	return entity[app.Department]{
		kind: app.RecordDepartment, revision: func(d *app.Department) *int64 { return &d.Revision },
		table: table[app.Department]{
			name: "departments",
			fields: []field[app.Department]{
				{"id", func(d *app.Department) any { return &d.ID }},
				{"name", func(d *app.Department) any { return &d.Name }},
				{"in_charge", func(d *app.Department) any { return &d.InCharge }},
				{"telephone", func(d *app.Department) any { return &d.Telephone }},
				{"revision", func(d *app.Department) any { return &d.Revision }},
				{"extra", func(d *app.Department) any { return sealedAs(k, &d.ID, "extra", &d.Extra) }},
			},
		},
	}
}

// Departments implements app.Tx.
func (t *tx) Departments() ([]app.Department, error) {
	return t.s.departments.find(t, "ORDER BY name, id")
}

// SaveDepartments implements app.Tx.
func (t *tx) SaveDepartments(list []app.Department) error { return t.s.departments.save(t, list) }
