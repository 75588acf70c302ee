package data

import (
	"slices"

	"openday/app"
	"openday/data/keys"
)

func prints(k *keys.Keys) entity[app.Print] {
	return entity[app.Print]{
		kind: app.RecordPrint, eventID: func(p *app.Print) string { return p.EventID }, revision: func(p *app.Print) *int64 { return &p.Revision },
		table: table[app.Print]{
			name: "prints",
			fields: []field[app.Print]{
				{"id", func(p *app.Print) any { return &p.ID }},
				{"event_id", func(p *app.Print) any { return &p.EventID }},
				{"paper", func(p *app.Print) any { return &p.Paper }},
				{"at", func(p *app.Print) any { return moment{&p.At} }},
				{"by", func(p *app.Print) any { return &p.By }},
				{"options", func(p *app.Print) any { return &p.Options }},
				{"lines", func(p *app.Print) any { return lines(&p.Lines) }},
				{"revision", func(p *app.Print) any { return &p.Revision }},
				{"extra", func(p *app.Print) any { return sealedAs(k, &p.ID, "extra", &p.Extra) }},
			},
		},
	}
}

// Prints implements app.Tx.
func (t *tx) Prints(eventID, paper string) ([]app.Print, error) {
	var c conditions
	c.equal("event_id", eventID)
	c.equal("paper", paper)
	all, err := t.s.prints.find(t, c.where()+" ORDER BY at DESC, rowid DESC", c.args...)
	if err != nil {
		return nil, err
	}
	// What others printed who had the file open for reading only may not be in it yet.
	beside, err := t.printsIn(deedsBeside(t.s.path))
	if err != nil {
		return nil, err
	}
	for _, p := range beside {
		if (eventID == "" || p.EventID == eventID) && (paper == "" || p.Paper == paper) {
			later := slices.IndexFunc(all, func(other app.Print) bool { return !other.At.After(p.At) })
			if later < 0 {
				later = len(all)
			}
			all = slices.Insert(all, later, p)
		}
	}
	return all, nil
}

// SavePrints implements app.Tx.
func (t *tx) SavePrints(list []app.Print) error { return t.s.prints.save(t, list) }
