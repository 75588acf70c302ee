package ui

import (
	"context"
	"slices"

	"openday/app"
	"openday/app/check"
	"openday/app/words"
	"openday/views/widgets"
)

// tabTopics are what the tabs are about, in their order.
var tabTopics = []app.Topic{app.TopicEvents, app.TopicInvitees, app.TopicAgenda, app.TopicFeedback}

// TabOf returns the place of the tab that is about a topic; the first one where none is.
func (d *Context) TabOf(t app.Topic) int { return max(0, slices.Index(tabTopics, t)) }

// WhereWords says where a finding is mended: tab and field.
func (d *Context) WhereWords(f check.Finding) string {
	t := d.Tab(d.TabOf(f.Topic))
	place := t.Title()
	if f.Field == check.FieldDeadlines {
		return place + " · " + words.T("Deadlines")
	}
	if field := t.(jumper).FieldOf(f.Field); field != nil {
		place += " · " + field.Label()
	}
	return place
}

// jumper is a tab that brings one field of one entry into sight.
type jumper interface {
	// FieldOf returns the field of a key, nil where there is none.
	FieldOf(key string) *widgets.Field
	// JumpTo shows an entry, by its id, and puts the keyboard into a field.
	JumpTo(id, field string)
}

// shower is a tab whose list can show what a finding is about, and nothing else.
type shower interface {
	// ShowFound shows it, and reports whether the tab knows it.
	ShowFound(what check.Show) bool
}

// Jump goes to the place where a finding is mended: to the entries where it is about
// several, to the list where it is about none.
func (d *Context) Jump(f check.Finding) {
	i := d.TabOf(f.Topic)
	d.ShowTab(i, func() {
		t := d.Tab(i)
		if s, can := t.(shower); can && f.Show != "" && s.ShowFound(f.Show) {
			return
		}
		if f.ID == "" && f.Field == "" {
			t.Find()
			return
		}
		t.(jumper).JumpTo(f.ID, f.Field)
	})
}

// ShowField brings a tab into sight and puts the keyboard into a field of it.
func (d *Context) ShowField(tab int, field string) {
	d.ShowTab(tab, func() { d.Tab(tab).(jumper).JumpTo("", field) })
}

// JumpInto opens the entry with an id and puts the keyboard into a field; it
// fetches the entry itself, as the list may still be on its way.
func JumpInto[T app.Changeable[T]](e *Editor[T], choose func(string), id, field string, fetch func(context.Context) ([]T, error)) {
	if id == "" {
		return
	}
	if field == "" { // the entry itself is meant
		choose(id)
		return
	}
	Load(e.Context, nil, fetch, func(all []T) {
		i := slices.IndexFunc(all, func(v T) bool { return e.ID(v) == id })
		if i < 0 {
			e.Toast(words.T("It is not there any more; somebody may have deleted it."))
			return
		}
		choose(id)
		e.Open(all[i])
		e.Form.Reveal(field)
	})
}
