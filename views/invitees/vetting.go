package invitees

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/figures"
	"openday/app/outfile"
	"openday/app/service"
	"openday/app/vetting"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// queueKind is which applicants the queue shows.
type queueKind string

const (
	queuePending queueKind = "pending"
	queueDoubts  queueKind = "doubts" // pending, and something speaks against them
	queueWaiting queueKind = "waiting"
	queueReplies queueKind = "replies" // decided, and not told yet
)

// vettingQueue shows the applicants of an event with what speaks against each,
// and gives results of vetting to many at once.
type vettingQueue struct {
	*Actions
	event  app.Event
	dialog *widgets.Dialog
	shown  *signs.Segments[queueKind]
	table  *lists.Table[*queueRow]
	note   *widgets.Paragraph
	months *widgets.NumberEntry
	fresh  ui.Latest
	all    []*queueRow
}

// queueRow is one applicant.
type queueRow struct {
	service.Checked
	number int // on the list
}

// in reports whether the row belongs to a part of the queue.
func (r *queueRow) in(k queueKind) bool {
	pending := r.Vetting == app.VettingPending && !r.WalkIn
	switch k {
	case queuePending:
		return pending
	case queueDoubts:
		return pending && len(r.Objections) > 0
	case queueWaiting:
		return r.Vetting == app.VettingWaiting
	default:
		return r.OwesReply()
	}
}

// objections says what speaks against the applicant.
func (r *queueRow) objections() string {
	said := make([]string, len(r.Objections))
	for i, o := range r.Objections {
		said[i] = o.Message
	}
	return app.Sentences(said...)
}

// ShowVetting shows the queue of applicants of the current event.
func (f *Actions) ShowVetting() { f.WithEvent(func(app.Event) { showVetting(f) }) }

func showVetting(d *Actions) *vettingQueue {
	q := &vettingQueue{Actions: d, event: d.Event(), note: ui.Paragraph("")}
	q.shown = signs.NewSegments(
		widgets.Option[queueKind]{Value: queuePending, Label: words.T("Pending|vetting queue")},
		widgets.Option[queueKind]{Value: queueDoubts, Label: words.T("With doubts")},
		widgets.Option[queueKind]{Value: queueWaiting, Label: words.T("Waiting list")},
		widgets.Option[queueKind]{Value: queueReplies, Label: words.T("To be told")})
	q.shown.OnPicked = func(queueKind) { q.arrange() }
	q.table = lists.NewTable(func(r *queueRow) string { return r.ID }, queueColumns(d.Service.Now)...)
	q.table.Memory, q.table.Later = d.Memory("vetting"), d.Later
	q.table.SetEmpty(signs.NewEmptyState(words.T("Nobody waits here"), words.T("All of this kind are done."), "", nil))
	q.months = widgets.NewNumberEntry(0, service.MostRecentMonths)
	keep := widgets.NewButton(words.T("Keep"), q.keepMonths)
	button := func(label string, icon fyne.Resource, do func()) *widgets.Button {
		return widgets.NewButtonWithIcon(label, icon, do)
	}
	buttons := container.NewHBox(
		button(words.T("Approve"), theme.ConfirmIcon(), func() { q.vet(app.VettingApproved) }),
		button(words.T("Decline…"), theme.CancelIcon(), func() { q.vet(app.VettingDeclined) }),
		button(words.T("Waiting list"), theme.HistoryIcon(), func() { q.vet(app.VettingWaiting) }),
		button(words.T("Told today"), theme.MailSendIcon(), q.told),
		button(words.T("Draw by lot…"), theme.MediaReplayIcon(), q.selectByLot),
	)
	office := container.NewHBox(widget.NewLabel(words.T("Invited lately means within months:")), container.New(ui.WidthLayout{Width: 70}, q.months), keep)
	body := container.New(ui.FixedLayout{Size: ui.DialogSize(d.Context, 1240, 560)}, container.NewBorder(
		container.NewVBox(container.NewBorder(nil, nil, q.shown, office), q.note), buttons, nil, nil, q.table))
	q.dialog = widgets.ShowDialog(d.Window, words.T("Vetting queue: %s", q.event.Title), body, widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel})
	d.UndoIn(q.dialog, q.Refresh, app.TopicInvitees, app.TopicSettings)
	d.Window.Canvas().Focus(q.table)
	q.Refresh()
	return q
}

func queueColumns(now func() time.Time) []lists.Column[*queueRow] {
	name := func(r *queueRow) string { return r.Person.Name }
	category := func(r *queueRow) string { return r.Category }
	return []lists.Column[*queueRow]{
		{ID: "number", Label: words.T("No.|in a list"), Width: 56, Align: fyne.TextAlignTrailing, Yields: 2, Text: func(r *queueRow) string { return strconv.Itoa(r.number) },
			Sort: func(a, b *queueRow) int { return a.number - b.number }},
		{ID: "name", Label: words.T("Name"), Width: 92, Text: name, Sort: ui.CompareBy(name)},
		{ID: "category", Label: words.T("Category"), Width: 112, Text: category, Sort: ui.CompareBy(category)},
		{ID: "unit", Label: words.T("Unit"), Width: 150, Text: func(r *queueRow) string { return r.Unit }, Yields: 1},
		{ID: "vetting", Label: words.T("Vetting"), Width: ui.Wide(86, 116), Pill: true, Tone: func(r *queueRow) widgets.Tone { return vettingTone(r.Vetting) },
			Text: func(r *queueRow) string { return app.Vettings.Label(r.Vetting) }},
		{ID: "kinds", Label: words.T("Doubts"), Width: ui.Wide(136, 160), Yields: 3, Tone: func(r *queueRow) widgets.Tone {
			if app.WantReason(r.Objections) {
				return widgets.Warning
			}
			return widgets.Plain
		}, Text: func(r *queueRow) string {
			var kinds []string
			for _, o := range r.Objections {
				if label := app.ObjectionKinds.Label(o.Kind); !slices.Contains(kinds, label) {
					kinds = append(kinds, label)
				}
			}
			return strings.Join(kinds, words.T(", |between words of a list"))
		}, Sort: func(a, b *queueRow) int { return len(a.Objections) - len(b.Objections) }},
		{ID: "against", Label: words.T("What speaks against them"), Width: 300, Stretch: true, Text: (*queueRow).objections},
		{ID: "reply", Label: words.T("Tell by"), Width: 116, Text: func(r *queueRow) string {
			if r.ReplyBy.IsZero() {
				return ""
			}
			if r.RepliedOn.IsZero() && app.DayOf(now()).After(r.ReplyBy) {
				return words.T("%s late", r.ReplyBy.Format("01-02"))
			}
			return r.ReplyBy.Format(time.DateOnly)
		}, Tone: func(r *queueRow) widgets.Tone {
			if !r.ReplyBy.IsZero() && r.RepliedOn.IsZero() && app.DayOf(now()).After(r.ReplyBy) {
				return widgets.Warning
			}
			return widgets.Plain
		}},
	}
}

// queueFetch is what the queue shows.
type queueFetch struct {
	rows   []*queueRow
	months int
}

// Refresh checks the list anew.
func (q *vettingQueue) Refresh() {
	event := q.event.ID
	svc := q.Service
	ui.Load(q.Context, &q.fresh, func(ctx context.Context) (queueFetch, error) {
		var f queueFetch
		checked, err := svc.CheckEligibility(ctx, event)
		if err != nil {
			return f, err
		}
		for i, w := range checked {
			f.rows = append(f.rows, &queueRow{w, i + 1})
		}
		f.months, err = svc.RecentMonths(ctx)
		return f, err
	}, func(f queueFetch) {
		q.all = f.rows
		q.months.Set(&f.months)
		counts := map[queueKind]int{}
		for _, r := range q.all {
			for _, k := range []queueKind{queuePending, queueDoubts, queueWaiting, queueReplies} {
				if r.in(k) {
					counts[k]++
				}
			}
		}
		q.shown.SetCounts(counts)
		var d app.Dossier
		d.Event = q.event
		for _, r := range q.all {
			d.Invitees = append(d.Invitees, r.Invitee)
		}
		q.note.SetText(strings.Join(figures.Of(d, q.Service.Now()).Problems(q.event), " "))
		q.arrange()
	})
}

func (q *vettingQueue) arrange() {
	kind := q.shown.Value()
	var rows []*queueRow
	for _, r := range q.all {
		if r.in(kind) {
			rows = append(rows, r)
		}
	}
	q.table.SetRows(rows)
}

// keepMonths keeps how long an invitation speaks against the next one.
func (q *vettingQueue) keepMonths() {
	n, empty, err := q.months.Value()
	if err != nil || empty {
		q.Toast(words.T("A number of months is from 0 to %d.", service.MostRecentMonths))
		return
	}
	svc := q.Service
	ui.Load(q.Context, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, svc.SetRecentMonths(ctx, n) }, func(struct{}) {
		q.Undoable(words.T("Kept."))
	})
}

// chosen returns the chosen rows, and says so where there is none.
func (q *vettingQueue) chosen() []*queueRow {
	rows := q.table.Chosen()
	if len(rows) == 0 {
		q.Toast(words.T("Choose one or more people from the list first."))
	}
	return rows
}

func (q *vettingQueue) vet(result app.Vetting) {
	rows := q.chosen()
	if len(rows) == 0 {
		return
	}
	q.Actions.vet(q.event.ID, ui.Gather(rows, func(r *queueRow) string { return r.ID }), result)
}

// told marks the chosen as told today.
func (q *vettingQueue) told() {
	rows := q.chosen()
	if len(rows) == 0 {
		return
	}
	ids := ui.Gather(rows, func(r *queueRow) string { return r.ID })
	q.Actions.told(q.event.ID, ids)
}

// vet gives a result of vetting to invitees. A reason is asked for where they
// are declined, and where they are approved although something speaks against it.
func (d *Actions) vet(event string, ids []string, result app.Vetting) {
	rule := func(reason, overrule string) {
		svc := d.Service
		ui.Load(d.Context, nil, func(ctx context.Context) (service.Vetted, error) {
			return svc.Vet(ctx, event, service.Decision{IDs: ids, Result: result, Reason: reason, Overrule: overrule})
		}, func(v service.Vetted) {
			d.Undoable(words.T("%d people: %s|how many, what became of them", v.Changed, app.Vettings.Label(result)))
			d.offer(event, v.Free)
		})
	}
	wantsReason := func(reason string) string {
		if reason == "" {
			return words.T("Give the reason.")
		}
		return ""
	}
	switch result {
	case app.VettingDeclined:
		widgets.ShowPrompt(d.Window, words.T("Decline %d people", len(ids)), words.T("Reason, which the reply to them can name"), "", words.T("Decline"),
			wantsReason, func(reason string) { rule(reason, "") })
	case app.VettingApproved:
		svc := d.Service
		ui.Load(d.Context, nil, func(ctx context.Context) (service.Approval, error) { return svc.CheckApproval(ctx, event, ids) }, func(a service.Approval) {
			if len(a.Overflows)+len(a.Objected) == 0 {
				rule("", "")
				return
			}
			title, against := approvalWords(a, len(ids))
			widgets.ShowPrompt(d.Window, title, strings.Join(append(against, words.T("Reason why they are approved all the same; it is kept.")), "\n"), "", words.T("Approve"),
				wantsReason, func(reason string) { rule("", reason) })
		})
	default:
		rule("", "")
	}
}

// mostObjections is how many of those against whom something speaks are named; the
// rest are counted.
const mostObjections = 6

// approvalWords says what speaks against approving some people: in a title how the
// quotas would stand, and all of it in lines.
func approvalWords(a service.Approval, asked int) (title string, against []string) {
	title = words.T("Approve although something speaks against %d of %d?", len(a.Objected), asked)
	for i, o := range a.Overflows {
		if i == 0 {
			title = words.T("After this %d / quota %d. Approve all the same?", o.After, o.Places)
		}
		against = append(against, o.Words())
	}
	for i, w := range a.Objected {
		if i == mostObjections {
			against = append(against, words.T("and %d more", len(a.Objected)-i))
			break
		}
		against = append(against, words.T("%s: %s|name and text", w.Person.Name, (&queueRow{Checked: w}).objections()))
	}
	return title, against
}

// offer asks whether the first of the waiting list takes the place that came free.
func (d *Actions) offer(event string, free []vetting.Vacancy) {
	if len(free) == 0 {
		return
	}
	said := make([]string, len(free))
	ids := make([]string, len(free))
	for i, v := range free {
		said[i], ids[i] = v.Words(), v.Next.ID
	}
	verb := words.T("Move up %d", len(free))
	widgets.ShowConfirm(d.Window, words.T("Does the next one on the waiting list move up?"), strings.Join(said, "\n"), verb, func() { d.vet(event, ids, app.VettingApproved) })
}

// told marks applicants as told the result of vetting today.
func (d *Actions) told(event string, ids []string) {
	svc := d.Service
	ui.Load(d.Context, nil, func(ctx context.Context) (service.Vetted, error) {
		return svc.MarkReplied(ctx, event, ids, svc.Now())
	}, func(v service.Vetted) {
		d.Undoable(words.T("%d people are marked as told.", v.Changed))
	})
}

// confirm enters whether invitees come.
func (d *Actions) confirm(event string, ids []string, c app.Confirmation) {
	svc := d.Service
	ui.Load(d.Context, nil, func(ctx context.Context) (service.Vetted, error) { return svc.Confirm(ctx, event, ids, c) }, func(v service.Vetted) {
		d.Undoable(words.T("%d people: %s|how many, what became of them", v.Changed, app.Confirmations.Label(c)))
		d.offer(event, v.Free)
	})
}

// selectByLot asks how many of each category are drawn by lot among those shown, or
// chosen, and draws.
func (q *vettingQueue) selectByLot() {
	rows := q.table.Chosen()
	if len(rows) < 2 {
		rows = q.table.Rows()
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r *queueRow) bool { return r.Vetting == app.VettingApproved })
	var groups []vetting.LotteryGroup
	for _, r := range rows {
		i := slices.IndexFunc(groups, func(g vetting.LotteryGroup) bool { return g.Category == r.Category })
		if i < 0 {
			i = len(groups)
			groups = append(groups, vetting.LotteryGroup{Category: r.Category})
		}
		groups[i].Candidates = append(groups[i].Candidates, r.Invitee)
	}
	if len(groups) == 0 {
		q.Toast(words.T("There are no candidates to draw from."))
		return
	}
	d := app.Dossier{Event: q.event}
	for _, r := range q.all {
		d.Invitees = append(d.Invitees, r.Invitee)
	}
	missing := map[string]int{}
	for _, f := range figures.Of(d, q.Service.Now()).Quotas {
		missing[f.Category] = f.Missing()
	}
	fields := container.NewVBox()
	entries := make([]*widgets.NumberEntry, len(groups))
	for i, g := range groups {
		entries[i] = widgets.NewNumberEntry(0, len(g.Candidates))
		places := min(missing[g.Category], len(g.Candidates))
		entries[i].Set(&places)
		name := g.Category
		if name == "" {
			name = words.T("No category")
		}
		fields.Add(container.NewBorder(nil, nil, widget.NewLabel(words.T("%s: of %d candidates draw", name, len(g.Candidates))), container.New(ui.WidthLayout{Width: 100}, entries[i])))
	}
	seed := widgets.NewTextEntry()
	seed.SetPlaceHolder(words.T("Seed, such as a number that somebody calls out; empty for a fresh one"))
	waiting := widgets.NewCheckInput(words.T("Put the others of the categories drawn on the waiting list"))
	waiting.SetChecked(true)
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(560, min(420, 190+44*float32(len(groups))))}, container.NewBorder(nil, container.NewVBox(seed, waiting,
		ui.Paragraph(words.T("Whoever has the seed and the candidates' ids comes to the same result. The draw is written down."))), nil, nil, container.NewVScroll(fields)))
	widgets.ShowDialog(q.Window, words.T("Draw by lot"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Draw"), Kind: widgets.Default, Hold: func() bool {
			drawn := 0
			for _, e := range entries {
				n, _, _ := e.Value()
				drawn += n
			}
			if drawn == 0 {
				q.Toast(words.T("Say for at least one category how many are drawn."))
			}
			return drawn == 0 || slices.ContainsFunc(entries, func(e *widgets.NumberEntry) bool { return e.Problem() != "" })
		}, Do: func() {
			for i, e := range entries {
				groups[i].Places, _, _ = e.Value() // an empty field draws nobody
			}
			svc, event, by, wait := q.Service, q.event.ID, seed.Value(), waiting.Checked
			ui.Load(q.Context, nil, func(ctx context.Context) (vetting.Lottery, error) {
				return svc.SelectByLot(ctx, event, by, groups, wait)
			}, q.selected)
		}})
}

// selected shows who was drawn, by name, and offers to write the protocol, which
// names people masked and holds the seed, to a file.
func (q *vettingQueue) selected(r vetting.Lottery) {
	protocol := r.Protocol(q.event)
	var lines []string
	for _, g := range r.Groups {
		name := g.Category
		if name == "" {
			name = words.T("No category")
		}
		between := words.T(", |between words of a list")
		lines = append(lines, words.T("%s, %d drawn: %s", name, len(g.Names(true)), strings.Join(g.Names(true), between)))
		if left := g.Names(false); len(left) > 0 {
			lines = append(lines, words.T("%s, not drawn: %s", name, strings.Join(left, between)))
		}
	}
	ui.ShowLines(q.Context, words.T("%d are drawn", len(r.Selected())), words.T("The saved protocol has the seed and names people masked; anybody can repeat the draw with it."), lines,
		widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Save the protocol…"), Kind: widgets.Default, Do: func() {
			q.Choose.Save("draw", words.T("Save the protocol…"), ui.EventFile(q.event, words.T("Protocol of a draw|a file's name"), ".txt"), func(file string) {
				err := outfile.Write(file, func(w io.Writer) error {
					_, err := io.Copy(w, bytes.NewReader(append([]byte("\xEF\xBB\xBF"), protocol...))) // with a mark, for old editors
					return err
				})
				if err != nil {
					q.Fail(err)
					return
				}
				q.Written(file, words.T("%d are drawn", len(r.Selected())), nil)
			})
		}})
	q.Undoable(words.T("%d are drawn", len(r.Selected())))
}

// MenuActions are what can be done with the people of an event and of the
// library from anywhere in the window.
func (f *Actions) MenuActions() []ui.Action {
	return []ui.Action{
		{Label: words.T("Vetting queue…"), Key: fyne.KeyR, Mod: ui.Ctrl, Do: f.ShowVetting},
		{Label: words.T("Enter attendance…"), Key: fyne.KeyT, Mod: ui.Ctrl, Do: f.EnterAttendance},
		{Label: words.T("People library…"), Key: fyne.KeyH, Mod: ui.Ctrl, Do: f.ShowPeople},
	}
}

// EnterAttendance shows the sheet on which attendance is entered.
func (f *Actions) EnterAttendance() {
	f.WithEvent(func(app.Event) {
		f.ShowTab(ui.TabInvitees, func() { f.Tab(ui.TabInvitees).(*Tab).showSheet(true) })
	})
}
