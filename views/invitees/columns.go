package invitees

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/idcard"
	"openday/app/phone"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// columns declares the table. Unit and post, which are read together, stand in
// one column; what is known without a list leaves where there is little room, and
// more of it beside an open form, which has it for the chosen.
func (t *Tab) columns() []lists.Column[*ui.InviteeRow] {
	masked := func(mask func(string) string, of func(*ui.InviteeRow) string) func(*ui.InviteeRow) string {
		return func(r *ui.InviteeRow) string {
			if t.full.Checked {
				return of(r)
			}
			return mask(of(r))
		}
	}
	gender := func(r *ui.InviteeRow) string { return app.Genders.Label(r.Person.Gender) }
	telephone := func(r *ui.InviteeRow) string { return r.Person.Phone }
	idNumber := func(r *ui.InviteeRow) string { return r.Person.IDNumber }
	unit := func(r *ui.InviteeRow) string { return ui.Beside(r.Unit, r.Post) }
	category := func(r *ui.InviteeRow) string { return r.Category }
	channel := func(r *ui.InviteeRow) string { return r.Channel }
	note := func(r *ui.InviteeRow) string { return r.Note }
	return []lists.Column[*ui.InviteeRow]{
		{ID: "number", Label: words.T("No.|in a list"), Width: 52, Align: fyne.TextAlignTrailing, Yields: 3,
			Text: func(r *ui.InviteeRow) string { return strconv.Itoa(r.Number) },
			Sort: func(a, b *ui.InviteeRow) int { return a.Number - b.Number }},
		{ID: "name", Label: words.T("Name"), Width: 84, Text: func(r *ui.InviteeRow) string { return r.Person.Name }, Sort: byPinyin, Edit: t.editName},
		{ID: "gender", Label: words.T("Gender"), Width: ui.Wide(48, 72), Text: gender, Sort: ui.CompareBy(gender), Yields: 5},
		{ID: "age", Label: words.T("Age"), Width: 52, Align: fyne.TextAlignTrailing, Yields: 7,
			Text: func(r *ui.InviteeRow) string {
				if years, known := idcard.Age(r.Born, t.dossier.Event.Start); known {
					return strconv.Itoa(years)
				}
				return ""
			},
			Sort: func(a, b *ui.InviteeRow) int { return b.Born.Compare(a.Born) }},
		{ID: "category", Label: words.T("Category"), Width: 104, Text: category, Sort: ui.CompareBy(category), Edit: t.editShared("Category"), Yields: 1},
		{ID: "unit", Label: words.T("Unit, post"), Width: 176, Stretch: true, Text: unit, Sort: ui.CompareBy(unit), Edit: t.editUnit,
			Copy: func(r *ui.InviteeRow) []string { return []string{r.Unit, r.Post} }},
		{ID: "phone", Label: words.T("Telephone"), Width: 124, Text: masked(phone.Mask, telephone), Sort: ui.CompareBy(telephone), Yields: 4},
		{ID: "id", Label: words.T("ID number"), Width: 176, Text: masked(idcard.Mask, idNumber), Sort: ui.CompareBy(idNumber), Yields: 6},
		{ID: "channel", Label: words.T("Signed up by"), Width: ui.Wide(96, 122), Text: channel, Sort: ui.CompareBy(channel), Edit: t.editShared("Channel"), Yields: 8},
		{ID: "note", Label: words.T("Note"), Width: 96, Text: note, Sort: ui.CompareBy(note), Edit: t.editShared("Note"), Yields: 9},
		{ID: "vetting", Label: words.T("Vetting"), Width: ui.Wide(96, 124), Pill: true, Tone: func(r *ui.InviteeRow) widgets.Tone { return vettingTone(r.Vetting) },
			Mark: func(r *ui.InviteeRow) lists.Mark { return vettingMark(r.Vetting) },
			Text: func(r *ui.InviteeRow) string { return app.Vettings.Label(r.Vetting) },
			Sort: func(a, b *ui.InviteeRow) int {
				return cmp.Compare(app.Vettings.Index(a.Vetting), app.Vettings.Index(b.Vetting))
			}},
		{ID: "attendance", Label: words.T("Attendance"), Width: ui.Wide(96, 124), Pill: true, Yields: 2,
			Tone: func(r *ui.InviteeRow) widgets.Tone { return comingTone(r.Invitee) },
			Mark: func(r *ui.InviteeRow) lists.Mark { return comingMark(r.Invitee) },
			Text: func(r *ui.InviteeRow) string { return comingWords(r.Invitee) },
			Sort: func(a, b *ui.InviteeRow) int {
				return cmp.Or(cmp.Compare(attendanceRank(a.Attendance), attendanceRank(b.Attendance)), cmp.Compare(app.Confirmations.Index(a.Confirmation), app.Confirmations.Index(b.Confirmation)))
			}},
	}
}

// attendanceRank puts those without attendance last.
func attendanceRank(a app.Attendance) int {
	if i := app.Attendances.Index(a); i >= 0 {
		return i
	}
	return len(app.Attendances)
}

func vettingTone(v app.Vetting) widgets.Tone {
	switch v {
	case app.VettingApproved:
		return widgets.Good
	case app.VettingDeclined:
		return widgets.Muted
	case app.VettingWaiting:
		return widgets.Warning
	default:
		return widgets.Accent
	}
}

// vettingMark has those stand out about whom something is to be decided.
func vettingMark(v app.Vetting) lists.Mark {
	switch v {
	case app.VettingApproved:
		return lists.Dot
	case app.VettingDeclined:
		return lists.NoMark
	default:
		return lists.Pill
	}
}

func attendanceTone(a app.Attendance) widgets.Tone {
	switch a {
	case app.AttendanceCame, app.AttendanceSubstitute:
		return widgets.Good
	case app.AttendanceAbsent:
		return widgets.Warning
	default:
		return widgets.Plain
	}
}

// comingWords says whether somebody came, or before that whether they said that
// they come.
func comingWords(v *app.Invitee) string {
	switch {
	case v.Attendance != "":
		return app.Attendances.Label(v.Attendance)
	case v.Vetting != app.VettingApproved:
		return ""
	case v.Confirmation != "":
		return app.Confirmations.Label(v.Confirmation)
	}
	return words.T("No answer yet")
}

func comingTone(v *app.Invitee) widgets.Tone {
	switch {
	case v.Attendance != "":
		return attendanceTone(v.Attendance)
	case v.Confirmation == "":
		return widgets.Muted
	case v.Confirmation == app.Confirmed:
		return widgets.Good
	}
	return widgets.Plain
}

// comingMark has those stand out who will not be there.
func comingMark(v *app.Invitee) lists.Mark {
	switch {
	case v.Attendance.IsThere(), v.Attendance == "" && v.Confirmation == app.Confirmed:
		return lists.Dot
	case v.Attendance != "", v.Confirmation == app.Withdrew:
		return lists.Pill
	}
	return lists.NoMark
}

// editShared returns how a cell of a field of an invitee's part in the event is
// changed in its place.
func (t *Tab) editShared(field string) func(*ui.InviteeRow) lists.CellEdit {
	return func(r *ui.InviteeRow) lists.CellEdit {
		return lists.CellEdit{Text: r.Shared(field), Save: func(text string) string {
			return t.setCell(r, app.InviteeChange{Field: field, Value: text})
		}}
	}
}

// editUnit returns how unit and post are changed in their place: one text, parted
// as it is shown.
func (t *Tab) editUnit(r *ui.InviteeRow) lists.CellEdit {
	return lists.CellEdit{Text: ui.Beside(r.Unit, r.Post), Save: func(text string) string {
		unit, post := ui.PartBeside(text)
		return t.setCell(r, app.InviteeChange{Field: "Unit", Value: unit}, app.InviteeChange{Field: "Post", Value: post})
	}}
}

// setCell saves what was typed into a cell, and says what is wrong with it.
func (t *Tab) setCell(r *ui.InviteeRow, changes ...app.InviteeChange) string {
	v := *r.Invitee
	for _, c := range changes {
		v.SetShared(c)
	}
	if wrong := v.ValidateChange(*r.Invitee); len(wrong) > 0 {
		return wrong[0].Message
	}
	t.setShared([]string{r.ID}, changes...)
	return ""
}

// editName returns how a name is changed in its place.
func (t *Tab) editName(r *ui.InviteeRow) lists.CellEdit {
	return lists.CellEdit{Text: r.Person.Name, Save: func(text string) string {
		was, v := *r.Invitee, *r.Invitee
		v.Person.Name = text
		if wrong := v.ValidateChange(was); len(wrong) > 0 {
			return wrong[0].Message
		}
		ui.Save(t.Actions.Context, was, v, t.Service.SaveInvitee, func(v app.Invitee, err error) {
			if err != nil {
				t.Fail(err)
				return
			}
			t.Undoable(words.T("“%s” is saved.", v.Person.Name))
		})
		return ""
	}}
}

// setShared gives invitees the same in some fields, in one step.
func (t *Tab) setShared(ids []string, changes ...app.InviteeChange) {
	event, svc := t.Event().ID, t.Service
	ui.Load(t.Actions.Context, nil, func(ctx context.Context) (int, error) {
		v, err := svc.SetInvitees(ctx, event, ids, changes...)
		return v.Changed, err
	}, func(changed int) {
		if changed == 0 {
			t.Toast(words.T("They have it already; nothing was changed."))
			return
		}
		said := ui.Gather(changes, app.InviteeChange.Words)
		t.Undoable(words.T("%d people: %s|how many, what became of them", changed, strings.Join(said, words.T(", |between words of a list"))))
	})
}

// fillDown gives the chosen what the first of them has in the column that was
// pressed last.
func (t *Tab) fillDown() {
	field, ok := map[string]string{"category": "Category", "unit": "Unit", "channel": "Channel", "note": "Note"}[t.table.Column()]
	if !ok {
		t.Toast(words.T("Press a cell of the column to fill down first: category, unit, channel or note."))
		return
	}
	t.fill(field)
}

// fill gives the chosen what the first of them has in a field.
func (t *Tab) fill(field string) {
	rows := t.table.Chosen()
	if len(rows) < 2 {
		t.Toast(words.T("Choose the row to copy from and those below it that are to have the same."))
		return
	}
	t.setShared(ui.Gather(rows[1:], func(r *ui.InviteeRow) string { return r.ID }), app.InviteeChange{Field: field, Value: rows[0].Shared(field)})
}
