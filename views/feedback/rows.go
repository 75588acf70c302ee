package feedback

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// feedbackRow is one line of the table of opinions.
type feedbackRow struct {
	app.Feedback
	number int  // in order of recording, from 1
	late   int  // working days past the due date; 0 where it is not overdue
	old    bool // so long overdue, or in an event that is over, that it is history
	left   int  // working days until then, where it has a due date
	soon   int  // within so many working days it is soon due
	today  time.Time
	search string
}

// feedbackRows makes the lines of an event's opinions as they stand on the day
// of the lateness.
func feedbackRows(d app.Dossier, late *app.Lateness, soon int) []feedbackRow {
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
		rows[i] = feedbackRow{Feedback: f, number: i + 1, late: late.Days(f), soon: soon, today: late.Today(), search: strings.ToLower(strings.Join([]string{
			f.Content, speaker.SearchKey(), f.Stop, f.Department, f.InCharge, f.Result}, " "))}
		if !f.DueDate.IsZero() {
			rows[i].left = late.Left(f)
			rows[i].old = rows[i].late > 0 && d.Event.IsHistory(f.DueDate, late.Today())
		}
	}
	return rows
}

// stage is who is to do something about an opinion: what the tiles part all opinions
// by. Several states are one stage.
type stage int

const (
	anyStage stage = iota
	toAssign
	inProgress
	toReply
	toCallBack
	closed
)

// stageOf returns the stage of a state.
func stageOf(s app.FeedbackState) stage {
	switch s {
	case app.FeedbackRecorded:
		return toAssign
	case app.FeedbackAssigned, app.FeedbackInProgress:
		return inProgress
	case app.FeedbackDone:
		return toReply
	case app.FeedbackReplied:
		return toCallBack
	}
	return closed
}

// feedbackPick is what the tiles filter by: all, what is overdue or soon due, or a
// stage.
type feedbackPick struct {
	overdue, soon bool
	stage         stage
}

// feedbackPicks are the tiles in their order, with the words for them.
func feedbackPicks() []widgets.Option[feedbackPick] {
	return []widgets.Option[feedbackPick]{
		{Label: words.T("All|opinions")}, {Value: feedbackPick{overdue: true}, Label: words.T("Overdue")}, {Value: feedbackPick{soon: true}, Label: words.T("Due soon")},
		{Value: feedbackPick{stage: toAssign}, Label: words.T("To assign|opinions")}, {Value: feedbackPick{stage: inProgress}, Label: words.T("In progress|of opinions")},
		{Value: feedbackPick{stage: toReply}, Label: words.T("To reply to|opinions")}, {Value: feedbackPick{stage: toCallBack}, Label: words.T("To call back|speakers of opinions")},
		{Value: feedbackPick{stage: closed}, Label: words.T("Closed|of opinions")},
	}
}

// across is how many of the tiles go across the stages.
const across = 3

// lets reports whether an opinion is shown: those merged into others stand under
// all only.
func (p feedbackPick) lets(r *feedbackRow) bool {
	if r.MergedInto != "" {
		return p == feedbackPick{}
	}
	return (!p.overdue || r.late > 0) && (!p.soon || r.isSoonDue()) && (p.stage == anyStage || stageOf(r.State) == p.stage)
}

// isSoonDue reports whether work is owed on an opinion in the days ahead.
func (r *feedbackRow) isSoonDue() bool {
	return r.late == 0 && r.IsOpen() && !r.DueDate.IsZero() && r.left <= r.soon
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
	slices.SortStableFunc(shown, byUrgency)
	return shown
}

// byUrgency puts what is late first, then what soon will be, what is to be assigned,
// what is with a department, what waits for a reply, and last what is closed.
func byUrgency(a, b feedbackRow) int {
	if n := cmp.Compare(a.urgency(), b.urgency()); n != 0 {
		return n
	}
	if a.IsOpen() && b.IsOpen() && !a.DueDate.IsZero() && !b.DueDate.IsZero() {
		return app.DayOf(a.DueDate).Compare(app.DayOf(b.DueDate))
	}
	return 0
}

func (r feedbackRow) urgency() int {
	dated := !r.DueDate.IsZero()
	switch {
	case r.MergedInto != "":
		return 7
	case r.late > 0:
		return 0
	case r.isSoonDue():
		return 1
	case r.State == app.FeedbackRecorded:
		return 2
	case r.IsOpen() && dated:
		return 3
	case r.IsOpen():
		return 4
	case r.OwesReply():
		return 5
	}
	return 6
}

// dueWords says when an opinion is due, and how long it is overdue.
func (r feedbackRow) dueWords() string {
	return strings.TrimSpace(r.dueDay() + "　" + r.dueLeft())
}

// dueDay says on which day an opinion is due: short in the present year.
func (r feedbackRow) dueDay() string {
	if r.DueDate.IsZero() {
		return ""
	}
	return ui.DayWords(r.DueDate, r.today)
}

// dueLeft says how long there still is, or for how long an opinion is overdue.
func (r feedbackRow) dueLeft() string {
	switch {
	case r.DueDate.IsZero():
		return ""
	case r.old:
		return words.T("overdue for long|of an opinion")
	case r.late > 0:
		return "▲ " + words.T("overdue by %d working days", r.late)
	case !r.IsOpen():
		return ""
	case r.left == 0:
		return words.T("due today")
	}
	return words.T("%d working days left", r.left)
}

// dueBriefly is dueLeft for a narrow column.
func (r feedbackRow) dueBriefly() string {
	switch {
	case r.late > 0 && !r.old:
		return "▲ " + words.T("%d working days late|briefly", r.late)
	case r.late == 0 && r.left > 0 && r.IsOpen():
		return words.T("%d working days left|briefly", r.left)
	}
	return r.dueLeft()
}

// dueTone is red for what is late, amber for what soon will be.
func (r feedbackRow) dueTone() widgets.Tone {
	switch {
	case r.old:
		return widgets.Muted
	case r.late > 0:
		return widgets.Bad
	case r.IsOpen() && !r.DueDate.IsZero() && r.left <= r.soon:
		return widgets.Warning
	}
	return widgets.Muted
}

// about says who spoke, of which category, where, and who handles it.
func (r feedbackRow) about() string {
	said := speakerWords(r.Feedback)
	said = ui.Beside(said, ui.Beside(r.Stop, r.Category))
	if r.Department != "" {
		said += "　→　" + r.Department
	}
	return said
}

// stateTone is that of the word of the state, beside which its due date stands.
func (r feedbackRow) stateTone() widgets.Tone {
	if r.MergedInto != "" {
		return widgets.Muted
	}
	return feedbackTone(r.State)
}

func (r feedbackRow) tone() widgets.Tone {
	switch {
	case r.MergedInto != "":
		return widgets.Muted
	case r.late > 0 && !r.old:
		return widgets.Bad
	}
	return feedbackTone(r.State)
}

func feedbackTone(s app.FeedbackState) widgets.Tone {
	switch s {
	case app.FeedbackRecorded:
		return widgets.Warning
	case app.FeedbackAssigned, app.FeedbackInProgress, app.FeedbackDone:
		return widgets.Accent
	default:
		return widgets.Good
	}
}

// mark has those stand out with which the office has to do something: assign, or
// reply.
func (r feedbackRow) mark() lists.Mark {
	switch {
	case r.MergedInto != "":
		return lists.NoMark
	case r.State == app.FeedbackRecorded, r.OwesReply() && r.State == app.FeedbackDone:
		return lists.Pill
	}
	return lists.Dot
}

// speakerWords returns the name of the person who spoke, or the word for nobody.
func speakerWords(f app.Feedback) string {
	if f.Speaker == "" {
		return words.T("Anonymous")
	}
	return f.Speaker
}

// feedbackColumns declares the table: what was said takes the room, below it stands
// who said it and who handles it.
func feedbackColumns() []lists.Column[feedbackRow] {
	content := func(r feedbackRow) string { return r.Content }
	return []lists.Column[feedbackRow]{
		{ID: "number", Label: words.T("No.|in a list"), Width: 48, Align: fyne.TextAlignTrailing,
			Text: func(r feedbackRow) string { return strconv.Itoa(r.number) },
			Sort: func(a, b feedbackRow) int { return a.number - b.number }},
		{ID: "content", Label: words.T("Opinion|a column"), Width: 150, Stretch: true, Text: content, Second: feedbackRow.about, Sort: ui.CompareBy(content),
			Copy: func(r feedbackRow) []string {
				return []string{r.Content, speakerWords(r.Feedback), r.Stop, r.Category, r.Department}
			}},
		{ID: "due", Label: words.T("Due"), Width: ui.Wide(120, 176), Text: feedbackRow.dueDay, Second: feedbackRow.dueBriefly, SecondTone: feedbackRow.dueTone,
			Sort: func(a, b feedbackRow) int { // those without a date last
				if a.DueDate.IsZero() != b.DueDate.IsZero() {
					return b.DueDate.Compare(a.DueDate)
				}
				return a.DueDate.Compare(b.DueDate)
			}},
		{ID: "state", Label: words.T("State|of an opinion"), Width: ui.Wide(88, 160), Pill: true, Tone: feedbackRow.stateTone, Mark: feedbackRow.mark,
			Text: func(r feedbackRow) string {
				if r.MergedInto != "" {
					return words.T("Merged|an opinion")
				}
				if !r.AskedUntil().IsZero() {
					return words.T("Extension asked for")
				}
				return app.FeedbackStates.Label(r.State)
			},
			Second: func(r feedbackRow) string {
				if r.AskedUntil().IsZero() {
					return app.Satisfactions.Label(r.Satisfaction)
				}
				return words.T("asks for more time")
			},
			SecondTone: func(r feedbackRow) widgets.Tone {
				switch {
				case !r.AskedUntil().IsZero():
					return widgets.Warning
				case r.Satisfaction == app.NotSatisfied:
					return widgets.Bad
				}
				return widgets.Muted
			},
			Copy: func(r feedbackRow) []string {
				return []string{app.FeedbackStates.Label(r.State), app.Satisfactions.Label(r.Satisfaction)}
			},
			Sort: func(a, b feedbackRow) int {
				return cmp.Or(cmp.Compare(app.FeedbackStates.Index(a.State), app.FeedbackStates.Index(b.State)),
					cmp.Compare(app.Satisfactions.Index(b.Satisfaction), app.Satisfactions.Index(a.Satisfaction)))
			}},
	}
}
