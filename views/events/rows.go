package events

import (
	"strings"

	"openday/app"
	"openday/app/figures"
	"openday/app/words"
	"openday/views/rows"
	"openday/views/ui"
	"openday/views/widgets"
)

// quotaRows are the quotas of an event, each with how many of it are approved
// and came.
type quotaRows struct {
	rows.Rows
	categories []string // suggested
}

// suggest offers categories.
func (r *quotaRows) suggest(categories []string) {
	r.categories = categories
	r.Offer(0, categories)
}

func newQuotaRows() *quotaRows {
	r := &quotaRows{}
	r.Wrong = func(row []widgets.Input) string {
		if _, err := app.ParseShare(row[2].(*widgets.TextEntry).Value()); err != nil {
			return err.Error()
		}
		return ""
	}
	r.Headed = func(cells [][]string) {
		for j, head := range cells[0] {
			if strings.TrimSpace(head) != app.QuotaFields.Named("Outside").Chinese {
				continue
			}
			// The workbook says who takes a place, the form who takes none.
			for _, row := range cells[1:] {
				if j < len(row) {
					row[j] = map[bool]string{true: "是", false: ""}[strings.TrimSpace(row[j]) == "否"]
				}
			}
		}
	}
	r.Start(r, append(ui.LabelsOf(app.QuotaFields, "Category", "Number", "MinShare"), "", words.T("Approved / came")),
		ui.Columns{-1, 60, ui.Wide(84, 104), ui.Wide(104, 112), 96, rows.ButtonsWidth}, func() []widgets.Input {
			return []widgets.Input{widgets.NewComboEntry(r.categories), widgets.NewNumberEntry(0, app.QuotaFields.Named("Number").Max), widgets.NewTextEntry(), widgets.NewCheckInput(words.T(app.QuotaFields.Named("Outside").Label))}
		})
	return r
}

func (r *quotaRows) set(quotas []app.Quota) {
	r.Clear()
	for _, q := range quotas {
		row := r.Put()
		row[0].(*widgets.ComboEntry).SetText(q.Category)
		if q.Number != app.NoNumber {
			row[1].(*widgets.NumberEntry).Set(&q.Number)
		}
		row[2].(*widgets.TextEntry).SetText(q.MinShare.String())
		row[3].(*widgets.CheckInput).SetChecked(q.Outside)
	}
	r.Begin()
}

func (r *quotaRows) values() []app.Quota {
	var all []app.Quota
	for _, row := range r.Filled() {
		q := app.Quota{Category: row[0].(*widgets.ComboEntry).Value(), Number: app.NoNumber, Outside: row[3].(*widgets.CheckInput).Checked}
		if n, empty, err := row[1].(*widgets.NumberEntry).Value(); err == nil && !empty {
			q.Number = n
		}
		q.MinShare, _ = app.ParseShare(row[2].(*widgets.TextEntry).Value()) // Problem has said what is wrong
		all = append(all, q)
	}
	return all
}

// figures shows how many of each category are approved and came.
func (r *quotaRows) figures(f figures.Figures) {
	for i, row := range r.Lines {
		text := ""
		for _, q := range f.Quotas {
			if q.Category == row[0].(*widgets.ComboEntry).Value() {
				text = words.T("%d / %d|approved and came", q.Approved, q.Came)
			}
		}
		r.Note(i, text)
	}
}

// leaderRows are the lines of the leading group.
type leaderRows struct {
	rows.Rows
	positions []string // suggested
}

// suggest offers units and posts.
func (r *leaderRows) suggest(positions []string) {
	r.positions = positions
	r.Offer(2, positions)
}

func newLeaderRows() *leaderRows {
	r := &leaderRows{}
	r.Start(r, ui.LabelsOf(app.LeaderFields, "Role", "Name", "Position", "Duty"),
		ui.Columns{124, -2, -3, -3, rows.ButtonsWidth}, func() []widgets.Input {
			role := widgets.NewChoice(ui.VocabularyOptions(app.LeaderRoles, "")...)
			if n := len(r.Lines) - 1; n >= 0 {
				role.Set(r.Lines[n][0].(*widgets.Choice[app.LeaderRole]).Value().Next())
			}
			return []widgets.Input{role, widgets.NewTextEntry(), widgets.NewComboEntry(r.positions), widgets.NewTextEntry()}
		})
	return r
}

func (r *leaderRows) set(leaders []app.Leader) {
	r.Clear()
	for _, l := range leaders {
		row := r.Put()
		row[0].(*widgets.Choice[app.LeaderRole]).Set(l.Role)
		row[1].(*widgets.TextEntry).SetText(l.Name)
		row[2].(*widgets.ComboEntry).SetText(l.Position)
		row[3].(*widgets.TextEntry).SetText(l.Duty)
	}
	r.Begin()
}

func (r *leaderRows) values() []app.Leader {
	var all []app.Leader
	for _, row := range r.Filled() {
		all = append(all, app.Leader{
			Role: row[0].(*widgets.Choice[app.LeaderRole]).Value(), Name: row[1].(*widgets.TextEntry).Value(),
			Position: row[2].(*widgets.ComboEntry).Value(), Duty: row[3].(*widgets.TextEntry).Value(),
		})
	}
	return all
}
