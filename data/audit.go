package data

import (
	"time"

	"openday/app"
)

// versionOfAudit is the first version of data files that has an audit list.
const versionOfAudit = 2

var audit = table[app.AuditEntry]{
	name: "audit",
	fields: []field[app.AuditEntry]{
		{"id", func(e *app.AuditEntry) any { return &e.ID }},
		{"at", func(e *app.AuditEntry) any { return moment{&e.At} }},
		{"by", func(e *app.AuditEntry) any { return &e.By }},
		{"action", func(e *app.AuditEntry) any { return &e.Action }},
		{"event_id", func(e *app.AuditEntry) any { return &e.EventID }},
		{"detail", func(e *app.AuditEntry) any { return &e.Detail }},
	},
}

// update is a unit of work as it is written down.
type update struct {
	id, by, label string
	at            time.Time
}

var updates = table[update]{
	name: "updates",
	fields: []field[update]{
		{"id", func(u *update) any { return &u.id }},
		{"at", func(u *update) any { return moment{&u.at} }},
		{"by", func(u *update) any { return &u.by }},
		{"label", func(u *update) any { return &u.label }},
	},
}

// Audit implements app.Tx.
func (t *tx) Audit(filter app.AuditFilter) ([]app.AuditEntry, error) {
	var c conditions
	c.search("lower(audit.by || char(10) || audit.detail || char(10) || ifnull(events.title, ''))", filter.Text)
	c.equal("audit.action", string(filter.Action))
	c.equal("audit.event_id", filter.EventID)
	if !filter.From.IsZero() {
		c.add("audit.at >= ?", day{&filter.From})
	}
	if !filter.Until.IsZero() {
		next := app.DayOf(filter.Until).AddDate(0, 0, 1)
		c.add("audit.at < ?", day{&next})
	}
	limit := filter.Limit
	if limit <= 0 {
		limit = -1
	}
	// What others did who had the file open for reading only may not be in it yet.
	source, line, args := "audit", "audit.rowid", c.args
	if beside := entriesIn(deedsBeside(t.s.path)); beside != "" {
		source = "(SELECT rowid AS line, id, at, by, action, event_id, detail FROM audit UNION ALL " +
			"SELECT 0x7fffffff + key, value->>'id', value->>'at', value->>'by', value->>'action', value->>'event_id', value->>'detail' FROM json_each(?) " +
			"WHERE value->>'id' NOT IN (SELECT id FROM audit)) AS audit"
		line, args = "audit.line", append([]any{beside}, args...)
	}
	return list(t.ctx, t.db, "SELECT "+audit.columns()+" FROM "+source+" LEFT JOIN events ON events.id = audit.event_id "+c.where()+
		" ORDER BY audit.at DESC, "+line+" DESC LIMIT ?", audit.places, append(args, limit)...)
}

// AddAudit implements app.Tx.
func (t *tx) AddAudit(entry app.AuditEntry) error {
	if _, err := t.begin(); err != nil {
		return err
	}
	return audit.put(t.ctx, t.db, audit.insert(), []app.AuditEntry{entry})
}
