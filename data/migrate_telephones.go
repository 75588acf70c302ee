package data

import (
	"context"
	"database/sql"

	"openday/app"
	"openday/data/keys"
)

// migrationSteps are what migrations do that SQL cannot, by their number.
var migrationSteps = map[int]func(context.Context, *sql.Tx, *keys.Keys) error{
	5: encryptTelephones,
}

// encryptTelephones moves telephones from plain text into encrypted columns.
func encryptTelephones(ctx context.Context, tx *sql.Tx, k *keys.Keys) error {
	people := func(p *app.Person) []any { return []any{&p.ID, &p.Name, &p.Reading, &p.Phone} }
	err := batches(ctx, tx, "id, name, reading, plain_phone", "people", "", people, func(rows []app.Person) error {
		for i := range rows {
			p := &rows[i]
			if k == nil {
				p.Phone = ""
			}
			if _, err := tx.ExecContext(ctx, "UPDATE people SET phone = ?, pinyin = ?, plain_phone = '' WHERE id = ?", sealedAs(k, &p.ID, "phone", &p.Phone), ordered{p}, p.ID); err != nil {
				return err
			}
		}
		return putPhones(ctx, tx, k, rows)
	})
	if err != nil || k == nil {
		return err
	}
	type row struct{ id, text string }
	places := func(r *row) []any { return []any{&r.id, &r.text} }
	err = batches(ctx, tx, "id, plain_telephone", "feedback", "plain_telephone <> ''", places, func(rows []row) error {
		for _, r := range rows {
			if _, err := tx.ExecContext(ctx, "UPDATE feedback SET telephone = ?, plain_telephone = '' WHERE id = ?", sealedAs(k, &r.id, "telephone", &r.text), r.id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return batches(ctx, tx, "id, changes", "moves", `changes LIKE '%"Telephone"%'`, places, func(rows []row) error {
		for _, r := range rows {
			var plain []app.FieldChange
			if err := lines(&plain).Scan(r.text); err != nil {
				continue // it stays what it is, and is named where it is read
			}
			if _, err := tx.ExecContext(ctx, "UPDATE moves SET changes = ? WHERE id = ?", changes{k, &r.id, &plain}, r.id); err != nil {
				return err
			}
		}
		return nil
	})
}
