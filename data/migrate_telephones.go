package data

import (
	"context"
	"database/sql"

	"openday/app"
)

// migrationSteps are what migrations do that SQL cannot, by their number.
var migrationSteps = map[int]func(context.Context, *sql.Tx, *keys) error{
	5: encryptTelephones,
}

// encryptTelephones moves telephones from plain text into encrypted columns.
func encryptTelephones(ctx context.Context, tx *sql.Tx, k *keys) error {
	type row struct{ id, text string }
	places := func(r *row) []any { return []any{&r.id, &r.text} }
	people, err := list(ctx, tx, "SELECT id, name, reading, plain_phone FROM people", func(p *app.Person) []any {
		return []any{&p.ID, &p.Name, &p.Reading, &p.Phone}
	})
	if err != nil {
		return err
	}
	for _, p := range people {
		if _, err := tx.ExecContext(ctx, "UPDATE people SET phone = ?, pinyin = ?, plain_phone = '' WHERE id = ?", sealedAs(k, &p.ID, "phone", &p.Phone), ordered{&p}, p.ID); err != nil {
			return err
		}
		if err := putPhones(ctx, tx, k, []app.Person{p}); err != nil {
			return err
		}
	}
	opinions, err := list(ctx, tx, "SELECT id, plain_telephone FROM feedback WHERE plain_telephone <> ''", places)
	if err != nil {
		return err
	}
	for _, r := range opinions {
		if _, err := tx.ExecContext(ctx, "UPDATE feedback SET telephone = ?, plain_telephone = '' WHERE id = ?", sealedAs(k, &r.id, "telephone", &r.text), r.id); err != nil {
			return err
		}
	}
	moves, err := list(ctx, tx, `SELECT id, changes FROM moves WHERE changes LIKE '%"Telephone"%'`, places)
	if err != nil {
		return err
	}
	for _, r := range moves {
		var plain []app.FieldChange
		if err := lines(&plain).Scan(r.text); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE moves SET changes = ? WHERE id = ?", changes{k, &r.id, &plain}, r.id); err != nil {
			return err
		}
	}
	return nil
}
