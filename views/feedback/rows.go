package feedback

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// feedbackRow is one line of the table of opinions.
type feedbackRow struct {
	app.Feedback
	number int // in order of recording, from 1
	late   int // working days past the due date; 0 where it is not overdue
	search string
	pinyin string // of who spoke
}

// feedbackRows makes the lines of an event's opinions as they stand on the day
// of the lateness.
func feedbackRows(d app.Dossier, late *app.Lateness) []feedbackRow {
	people := make(map[string]app.Person, len(d.Invitees))
	for _, v := range d.Invitees {
		people[v.ID] = v.Person
	}
	rows := make([]feedbackRow, len(d.Feedback))
	for i, f := range d.Feedback {
		speaker, known := people[f.InviteeID]
		if !known || speaker.Name != f.Speaker {
			speaker = app.Person{Name: f.Speaker}
		}
		rows[i] = feedbackRow{Feedback: f, number: i + 1, late: late.Days(f), pinyin: speaker.PinyinKey(), search: strings.ToLower(strings.Join([]string{
			f.Content, speaker.SearchKey(), f.Stop, f.Department, f.InCharge, f.Result}, " "))}
	}
	return rows
}

// feedbackPick is what the tiles filter by: all, what is overdue, or a state.
type feedbackPick struct {
	overdue bool
	state   app.FeedbackState
}

// feedbackPicks are the tiles in their order, with the words for them.
func feedbackPicks() []widgets.Option[feedbackPick] {
	picks := []widgets.Option[feedbackPick]{{Label: words.T("All opinions")}, {Value: feedbackPick{overdue: true}, Label: words.T("Overdue")}}
	for _, w := range app.FeedbackStates {
		picks = append(picks, widgets.Option[feedbackPick]{Value: feedbackPick{state: w.Code}, Label: w.Label()})
	}
	return picks
}

// tileCaption is the words for a pick where there is little room.
func tileCaption(p widgets.Option[feedbackPick]) string {
	if p.Value.state == app.FeedbackAnswered {
		return words.T("Answered|on the spot")
	}
	return p.Label
}

// lets reports whether an opinion is shown: those merged into others stand under
// all only.
func (p feedbackPick) lets(r *feedbackRow) bool {
	if r.MergedInto != "" {
		return p == feedbackPick{}
	}
	return (!p.overdue || r.late > 0) && (p.state == "" || r.State == p.state)
}

// feedbackView is which opinions are shown.
type feedbackView struct {
	text                 string
	pick                 feedbackPick
	category, department ui.Filter
}

// of returns the lines that the view shows.
func (v feedbackView) of(rows []feedbackRow) []feedbackRow {
	term, raw := hanzi.SearchTerm(v.text), strings.ToLower(strings.TrimSpace(v.text))
	shown := make([]feedbackRow, 0, len(rows))
	for i := range rows {
		r := &rows[i]
		if v.pick.lets(r) && v.category.Lets(r.Category) && v.department.Lets(r.Department) &&
			(term == "" || strings.Contains(r.search, term) || strings.Contains(r.search, raw)) {
			shown = append(shown, *r)
		}
	}
	return shown
}

// dueWords says when an opinion is due, and how long it is overdue.
func (r feedbackRow) dueWords() string {
	switch {
	case r.DueDate.IsZero():
		return ""
	case r.late > 0:
		return r.DueDate.Format(time.DateOnly) + " " + words.T("overdue by %d working days", r.late)
	default:
		return r.DueDate.Format(time.DateOnly)
	}
}

func (r feedbackRow) tone() widgets.Tone {
	switch {
	case r.MergedInto != "":
		return widgets.Muted
	case r.late > 0:
		return widgets.Bad
	}
	return feedbackTone(r.State)
}

func feedbackTone(s app.FeedbackState) widgets.Tone {
	switch s {
	case app.FeedbackRecorded:
		return widgets.Warning
	case app.FeedbackAssigned, app.FeedbackInProgress:
		return widgets.Accent
	default:
		return widgets.Good
	}
}

// speakerWords returns the name of the person who spoke, or the word for nobody.
func speakerWords(f app.Feedback) string {
	if f.Speaker == "" {
		return words.T("Anonymous")
	}
	return f.Speaker
}

// feedbackColumns declares the table.
func feedbackColumns() []widgets.Column[feedbackRow] {
	content := func(r feedbackRow) string { return r.Content }
	speaker := func(r feedbackRow) string { return speakerWords(r.Feedback) }
	stop := func(r feedbackRow) string { return r.Stop }
	category := func(r feedbackRow) string { return r.Category }
	department := func(r feedbackRow) string { return r.Department }
	return []widgets.Column[feedbackRow]{
		{ID: "number", Label: words.T("No.|in a list"), Width: 58, Align: fyne.TextAlignTrailing,
			Text: func(r feedbackRow) string { return strconv.Itoa(r.number) },
			Sort: func(a, b feedbackRow) int { return a.number - b.number }},
		{ID: "content", Label: words.T("Content"), Width: 150, Stretch: true, Text: content, Sort: ui.CompareBy(content)},
		{ID: "speaker", Label: words.T("Said by"), Width: 76, Text: speaker,
			Sort: func(a, b feedbackRow) int {
				return strings.Compare(a.pinyin, b.pinyin)
			}},
		{ID: "stop", Label: words.T("Stop|of the agenda"), Width: 76, Text: stop, Sort: ui.CompareBy(stop)},
		{ID: "category", Label: words.T("Category"), Width: 76, Text: category, Sort: ui.CompareBy(category)},
		{ID: "department", Label: words.T("Department"), Width: ui.Wide(100, 112), Text: department, Sort: ui.CompareBy(department)},
		{ID: "due", Label: words.T("Due"), Width: ui.Wide(214, 280), Text: feedbackRow.dueWords,
			Tone: func(r feedbackRow) widgets.Tone {
				if r.late > 0 {
					return widgets.Bad
				}
				return widgets.Plain
			},
			Sort: func(a, b feedbackRow) int { // those without a date last
				if a.DueDate.IsZero() != b.DueDate.IsZero() {
					return b.DueDate.Compare(a.DueDate)
				}
				return a.DueDate.Compare(b.DueDate)
			}},
		{ID: "state", Label: words.T("State|of an opinion"), Width: ui.Wide(94, 160), Pill: true, Tone: feedbackRow.tone,
			Text: func(r feedbackRow) string {
				if r.MergedInto != "" {
					return words.T("Merged|an opinion")
				}
				if !r.AskedUntil().IsZero() {
					return words.T("Extension asked for")
				}
				return app.FeedbackStates.Label(r.State)
			},
			Sort: func(a, b feedbackRow) int {
				return cmp.Compare(app.FeedbackStates.Index(a.State), app.FeedbackStates.Index(b.State))
			}},
		{ID: "satisfaction", Label: words.T("Satisfaction"), Width: ui.Wide(76, 116),
			Text: func(r feedbackRow) string { return app.Satisfactions.Label(r.Satisfaction) },
			Tone: func(r feedbackRow) widgets.Tone {
				if r.Satisfaction == app.NotSatisfied {
					return widgets.Bad
				}
				return widgets.Plain
			},
			Sort: func(a, b feedbackRow) int {
				return cmp.Compare(app.Satisfactions.Index(b.Satisfaction), app.Satisfactions.Index(a.Satisfaction))
			}},
	}
}
