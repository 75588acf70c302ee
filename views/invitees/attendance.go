package invitees

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper/onday"
	"openday/app/printed"
	"openday/app/service"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// attendanceSheet enters attendance from the signed paper: the lines of the
// last printed sign-in sheet in its order, one key a line. What is entered is
// saved at once, one entry after the other.
type attendanceSheet struct {
	*Actions
	tab      *Tab
	content  *fyne.Container
	head     *widget.Label
	counts   []*signs.StatTile
	byNumber *widgets.CheckInput
	typed    *widget.Label
	table    *lists.Table[*sheetRow]
	fresh    ui.Latest

	event   app.Event
	lines   []printed.Line
	rows    []*sheetRow
	added   string       // id of the walk-in that was just added
	jump    string       // typed to jump, not used yet
	waiting []sheetEntry // entered and not acknowledged; the first is being saved
	saving  bool
	entries map[string]string // the lines entered here, by the step that undoes it
}

// sheetRow is one line of the grid.
type sheetRow struct {
	printed.Line
	key    string
	opens  bool // the first line of its group
	saving bool
}

// sheetEntry is one attendance entered.
type sheetEntry struct {
	id, name   string
	to         app.Attendance
	substitute string          // who came in the place
	asked      *widgets.Dialog // in which that was typed; nil for none
}

// The keys that enter an attendance. Digits and the space bar do it while
// lines are entered one after the other, letters while numbers are typed.
var (
	attendanceKeys = map[rune]app.Attendance{
		'1': app.AttendanceCame, ' ': app.AttendanceCame, '2': app.AttendanceExcused, '3': app.AttendanceAbsent, '4': app.AttendanceSubstitute,
	}
	attendanceLetters = map[rune]app.Attendance{
		' ': app.AttendanceCame, 'y': app.AttendanceCame, 'q': app.AttendanceExcused, 'x': app.AttendanceAbsent, 't': app.AttendanceSubstitute,
	}
)

func newAttendanceSheet(t *Tab) *attendanceSheet {
	s := &attendanceSheet{Actions: t.Actions, tab: t, head: widget.NewLabel(""), typed: widget.NewLabel(""), entries: map[string]string{}}
	s.head.TextStyle.Bold = true
	s.head.Truncation = fyne.TextTruncateEllipsis
	s.byNumber = widgets.NewCheckInput(words.T("By number (*)"))
	s.byNumber.Listen(func() { s.clear(); s.Window.Canvas().Focus(s.table) })
	for range 5 {
		s.counts = append(s.counts, signs.NewStatTile(signs.Stat{Fraction: -1}))
	}
	s.table = lists.NewTable(func(r *sheetRow) string { return r.key }, sheetColumns()...)
	s.table.Memory, s.table.Later = t.Memory("attendance"), t.Later
	s.table.OnKey, s.table.OnRune = s.key, s.rune
	s.table.OnOpen = func(*sheetRow) { s.step(1) }
	s.table.SetEmpty(signs.NewEmptyState(words.T("Nobody is on the sheet"), words.T("Approve invitees first, or add who came with +."), words.T("Add a walk-in…"), s.WalkIn))
	s.table.Menu = func([]*sheetRow) *fyne.Menu {
		var items []*fyne.MenuItem
		for _, a := range app.Attendances {
			items = append(items, fyne.NewMenuItem(a.Label(), func() { s.Enter(a.Code) }))
		}
		return fyne.NewMenu("", append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Take back (Backspace)"), s.TakeBack))...)
	}
	entering := container.NewHBox() // the same for the mouse
	for _, a := range app.Attendances {
		entering.Add(widgets.NewButton(a.Label(), func() {
			s.clear()
			s.Window.Canvas().Focus(s.table)
			s.Enter(a.Code)
		}))
	}
	s.typed.Truncation = fyne.TextTruncateEllipsis
	back := widgets.NewButtonWithIcon(words.T("Back to the list"), theme.NavigateBackIcon(), s.leave)
	walkIn := widgets.NewButtonWithIcon(words.T("Add a walk-in… (+)"), theme.ContentAddIcon(), s.WalkIn)
	undo := widgets.NewButtonWithIcon(words.T("Take back (Backspace)"), theme.ContentUndoIcon(), s.TakeBack)
	s.content = container.NewBorder(
		container.NewVBox(
			container.NewBorder(nil, nil, back, container.NewHBox(s.byNumber, walkIn, undo), s.head),
			signs.NewStatRow(s.counts...),
			container.NewBorder(nil, nil, nil, entering, s.typed)),
		nil, nil, nil, s.table)
	s.hint()
	return s
}

func sheetColumns() []lists.Column[*sheetRow] {
	return []lists.Column[*sheetRow]{
		{ID: "number", Label: words.T("No.|in a list"), Width: 62, Align: fyne.TextAlignTrailing, Text: func(r *sheetRow) string {
			if r.Number == 0 {
				return "—"
			}
			return strconv.Itoa(r.Number)
		}},
		{ID: "group", Label: words.T("Group"), Width: 170, Text: func(r *sheetRow) string {
			if !r.opens {
				return ""
			}
			return r.Group
		}, Tone: func(*sheetRow) widgets.Tone { return widgets.Accent }},
		{ID: "name", Label: words.T("Name"), Width: 120, Text: func(r *sheetRow) string {
			if r.Blank() {
				return words.T("(blank row)")
			}
			return r.Invitee.Person.Name
		}},
		{ID: "unit", Label: words.T("Unit"), Width: 200, Stretch: true, Text: func(r *sheetRow) string { return r.Invitee.Unit }},
		{ID: "post", Label: words.T("Post|at work"), Width: 110, Text: func(r *sheetRow) string { return r.Invitee.Post }},
		{ID: "attendance", Label: words.T("Attendance"), Width: ui.Wide(110, 130), Pill: true, Stays: true,
			Text: func(r *sheetRow) string { return app.Attendances.Label(r.Invitee.Attendance) },
			Tone: func(r *sheetRow) widgets.Tone { return attendanceTone(r.Invitee.Attendance) }},
		{ID: "substitute", Label: words.T("Substitute"), Width: 110, Text: func(r *sheetRow) string { return r.Invitee.Substitute }},
		{ID: "saved", Label: words.T("State"), Width: ui.Wide(110, 120), Stays: true, Text: func(r *sheetRow) string {
			switch {
			case r.saving:
				return words.T("being saved…")
			case r.Invitee.WalkIn:
				return words.T("walk-in")
			case r.Invitee.Attendance != "":
				return words.T("saved|of an entry")
			}
			return ""
		}},
	}
}

// sheetFetch is what the grid shows.
type sheetFetch struct {
	lines []printed.Line
	head  string
}

// Refresh fetches the list and the last printed sheet. Without one the sheet is
// what would be printed now.
func (s *attendanceSheet) Refresh() {
	s.event = s.Event()
	e := s.event
	svc := s.Service
	ui.Load(s.Context, &s.fresh, func(ctx context.Context) (sheetFetch, error) {
		var f sheetFetch
		d, err := svc.Dossier(ctx, e.ID)
		if err != nil {
			return f, err
		}
		sheet, ok, err := svc.LastPrint(ctx, e.ID, string(onday.KindSignIn))
		if err != nil {
			return f, err
		}
		f.head = words.T("In the order of the sheet printed on %s", sheet.At.Format("2006-01-02 15:04"))
		if !ok {
			remembered, err := svc.Setting(ctx, onday.SignInSetting)
			if err != nil {
				return f, err
			}
			sheet.Lines = onday.SignInLines(d, onday.ParseSignInOptions(remembered))
			f.head = words.T("No sign-in sheet was printed yet: in the order in which it would be printed now")
		}
		f.lines = printed.Sheet(d.Invitees, sheet.Lines)
		if !ok && !slices.ContainsFunc(f.lines, func(l printed.Line) bool { return l.Invitee.ID != "" }) {
			f.lines = nil // blank rows alone say nothing of what to do first
		}
		return f, nil
	}, func(f sheetFetch) {
		s.head.SetText(words.T("Enter attendance: %s", f.head))
		s.lines = f.lines
		s.draw()
		switch {
		case s.added != "":
			s.goOn()
		case len(s.table.Chosen()) == 0:
			s.choose(s.nextOpen(0))
		}
	})
}

// draw shows the lines with what is entered and not acknowledged yet.
func (s *attendanceSheet) draw() {
	s.rows = make([]*sheetRow, len(s.lines))
	group := ""
	for i, l := range s.lines {
		r := &sheetRow{Line: l, key: l.Invitee.ID, opens: l.Group != group}
		group = l.Group
		if l.Blank() {
			r.key = "blank " + strconv.Itoa(i)
		}
		for _, w := range s.waiting {
			if w.id == l.Invitee.ID {
				r.Invitee.Attendance, r.Invitee.Substitute, r.saving = w.to, w.substitute, true
			}
		}
		s.rows[i] = r
	}
	s.table.SetRows(s.rows)
	s.count()
}

func (s *attendanceSheet) count() {
	c := printed.Count(s.sheetLines())
	for i, stat := range []signs.Stat{
		{Caption: words.T("Expected"), Figure: strconv.Itoa(c.Expected), Fraction: -1},
		{Caption: words.T("Came"), Figure: strconv.Itoa(c.Came), Note: words.T("and %d walk-ins", c.WalkIns), Fraction: fraction(c.Came, c.Expected), Tone: widgets.Good},
		{Caption: app.Attendances.Label(app.AttendanceExcused), Figure: strconv.Itoa(c.Excused), Fraction: -1},
		{Caption: app.Attendances.Label(app.AttendanceAbsent), Figure: strconv.Itoa(c.Absent), Fraction: -1},
		{Caption: words.T("Not entered"), Figure: strconv.Itoa(c.Open), Fraction: -1},
	} {
		s.counts[i].Set(stat)
	}
}

// hint says which keys do what, or what is being typed.
func (s *attendanceSheet) hint() {
	switch {
	case s.jump != "":
		s.typed.SetText(words.T("Go to: %s", s.jump))
	case s.byNumber.Checked:
		s.typed.SetText(words.T("Type the number, then Space or Y came, Q excused, X absent, T substitute · * back to line by line · Backspace takes back · Esc back"))
	default:
		s.typed.SetText(words.T("Space or 1 came, 2 excused, 3 absent, 4 substitute · letters go to a name · * by number · + walk-in · Backspace takes back · Esc back"))
	}
}

func (s *attendanceSheet) clear() { s.jump = ""; s.hint() }

// cursor returns the line that keys are for, -1 for none.
func (s *attendanceSheet) cursor() int {
	chosen := s.table.Chosen()
	if len(chosen) == 0 {
		return -1
	}
	return slices.Index(s.rows, chosen[0])
}

func (s *attendanceSheet) choose(i int) {
	if i >= 0 && i < len(s.rows) {
		s.table.Choose(s.rows[i].key)
	}
}

func (s *attendanceSheet) step(by int) { s.choose(min(len(s.rows)-1, max(0, s.cursor()+by))) }

// nextOpen returns the first line from one on for which nothing is entered, else
// that line itself.
func (s *attendanceSheet) nextOpen(from int) int {
	for i := from; i < len(s.rows); i++ {
		if !s.rows[i].Blank() && s.rows[i].Invitee.Attendance == "" {
			return i
		}
	}
	return min(from, len(s.rows)-1)
}

// rune takes what is typed: an attendance, or where to go.
func (s *attendanceSheet) rune(r rune) {
	lower := []rune(strings.ToLower(string(r)))[0]
	switch {
	case r == '+' || r == '＋':
		s.WalkIn()
		return
	case r == '*' || r == '＊':
		s.byNumber.SetChecked(!s.byNumber.Checked)
		s.clear()
		return
	}
	keys := attendanceKeys
	if s.byNumber.Checked {
		keys = attendanceLetters
	}
	if a, ok := keys[lower]; ok {
		s.clear()
		s.Enter(a)
		return
	}
	if s.byNumber.Checked && (r < '0' || r > '9') {
		return // neither a number nor an attendance
	}
	s.jump += string(lower)
	if at := printed.Find(s.sheetLines(), s.jump, max(0, s.cursor())); at >= 0 {
		s.choose(at)
	}
	s.hint()
}

func (s *attendanceSheet) sheetLines() []printed.Line {
	lines := make([]printed.Line, len(s.rows))
	for i, r := range s.rows {
		lines[i] = r.Line
	}
	return lines
}

// key takes the keys that are no characters.
func (s *attendanceSheet) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyBackspace:
		if s.jump == "" {
			s.TakeBack()
			return true
		}
		s.jump = string([]rune(s.jump)[:len([]rune(s.jump))-1])
		s.hint()
	case fyne.KeyEscape:
		if s.jump == "" {
			s.leave()
			return true
		}
		s.clear()
	case fyne.KeyInsert:
		s.WalkIn()
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
		s.clear()
		return false
	default:
		return false
	}
	return true
}

// Enter enters an attendance for the line that the keyboard is at, and goes on
// to the next one. Who came in another's place is asked for.
func (s *attendanceSheet) Enter(a app.Attendance) {
	at := s.cursor()
	if at < 0 {
		return
	}
	r := s.rows[at]
	if r.Blank() {
		s.WalkIn()
		return
	}
	entry := sheetEntry{id: r.Invitee.ID, name: r.Invitee.Person.Name, to: a}
	enter := func() {
		s.put(entry)
		s.step(1)
	}
	if a != app.AttendanceSubstitute {
		enter()
		return
	}
	widgets.ShowPrompt(s.Window, words.T("Who came in the place of %s?", entry.name), words.T("Name of the substitute"), r.Invitee.Substitute, words.T("Enter|attendance"),
		func(name string) string {
			if name == "" {
				return words.T("Give the name.")
			}
			return ""
		}, func(name string) {
			entry.substitute = name
			enter()
			s.Window.Canvas().Focus(s.table)
		})
}

// put has an entry saved after those before it.
func (s *attendanceSheet) put(e sheetEntry) {
	e.asked = widgets.Acting()
	s.waiting = append(s.waiting, e)
	s.draw()
	s.save()
}

// save saves the first entry that waits, and then the others.
func (s *attendanceSheet) save() {
	if s.saving || len(s.waiting) == 0 {
		return
	}
	s.saving = true
	e, event := s.waiting[0], s.event.ID
	svc := s.Service
	widgets.ActFor(e.asked, func() {
		ui.Background(s.Context, func() (service.Vetted, error) {
			return svc.Attend(context.Background(), event, []string{e.id}, e.to, e.substitute)
		}, func(_ service.Vetted, err error) {
			s.saving = false
			s.waiting = s.waiting[1:]
			for i := range s.lines {
				if v := &s.lines[i].Invitee; v.ID == e.id && err == nil {
					v.Attendance, v.Substitute = e.to, e.substitute
				}
			}
			if err == nil {
				s.entered(e.id, words.T("%s: %s|name and text", e.name, app.Attendances.Label(e.to)))
			} else {
				s.Fail(err)
			}
			s.draw()
			s.save()
		})
	})
}

// entered remembers which step undoes the entry that was just made in a line,
// and says what it was.
func (s *attendanceSheet) entered(line, said string) {
	if step, ok := s.NewStep(); ok && slices.Contains(step.Records, app.RecordKey{Kind: app.RecordInvitee, ID: line}) {
		s.entries[step.ID] = line
	}
	s.Undoable(said)
}

// TakeBack undoes the last entry, and goes to its line. Where something else was
// done last, that is left to Ctrl+Z.
func (s *attendanceSheet) TakeBack() {
	if len(s.waiting) > 0 {
		return // until it is known what became of it
	}
	step, ok := s.Service.UndoNext()
	line, ours := s.entries[step.ID]
	switch {
	case !ok:
		s.Toast(words.T("There is no entry to take back."))
	case !ours || !slices.ContainsFunc(s.lines, func(l printed.Line) bool { return l.Invitee.ID == line }):
		s.Toast(words.T("What was done last is no entry of this sheet: %s. Ctrl+Z undoes it.", step.Label))
	default:
		s.UndoThen(func() { s.table.Choose(line) })
	}
}

// WalkIn asks for somebody who came without being on the sheet. Who is on the list
// all the same, such as on the waiting list, is not added a second time.
func (s *attendanceSheet) WalkIn() {
	name, unit, category := widgets.NewTextEntry(), widgets.NewTextEntry(), widgets.NewComboEntry(s.event.Categories())
	wrong := ui.Paragraph("")
	wrong.Importance = widget.DangerImportance
	who := widgets.NewChoice(widgets.Option[string]{Label: words.T("Somebody new")})
	known := container.NewVBox(widget.NewLabel(words.T("On the list already")), who)
	known.Hide()
	fields := container.NewVBox(widget.NewLabel(words.T("Name")), name, known, widget.NewLabel(words.T("Unit")), unit, widget.NewLabel(words.T("Category")), category, wrong)
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(480, 330)}, fields)
	var list []app.Invitee
	named := func() {
		var options []widgets.Option[string]
		for _, v := range list {
			if key := hanzi.NameKey(v.Person.Name); key != "" && key == hanzi.NameKey(name.Value()) {
				about := strings.Join(slices.DeleteFunc([]string{v.Unit, v.Category, app.Vettings.Label(v.Vetting), app.Attendances.Label(v.Attendance)}, func(text string) bool { return text == "" }), " · ")
				options = append(options, widgets.Option[string]{Value: v.ID, Label: words.T("%s: %s|name and text", v.Person.Name, about)})
			}
		}
		widgets.ShowIf(known, len(options) > 0)
		who.SetChoices(append(options, widgets.Option[string]{Label: words.T("Somebody new")})...)
		if len(options) > 0 && who.Value() == "" {
			who.Set(options[0].Value)
		}
		body.Refresh()
	}
	name.Listen(named)
	svc, event := s.Service, s.event.ID
	ui.Load(s.Context, nil, func(ctx context.Context) ([]app.Invitee, error) {
		return svc.Invitees(ctx, app.InviteeFilter{EventID: event})
	}, func(all []app.Invitee) {
		list = all
		named()
	})
	widgets.ShowDialog(s.Window, words.T("Add a walk-in"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel, Do: func() { s.Window.Canvas().Focus(s.table) }},
		widgets.Action{Label: words.T("Add"), Kind: widgets.Default, Hold: func() bool {
			if name.Value() != "" {
				return false
			}
			wrong.SetText("× " + words.T("Give the name."))
			s.Window.Canvas().Focus(name)
			return true
		}, Do: func() {
			called, from, of := name.Value(), unit.Value(), category.Value()
			i := slices.IndexFunc(list, func(v app.Invitee) bool { return v.ID == who.Value() })
			ui.Load(s.Context, nil, func(ctx context.Context) (app.Invitee, error) {
				if i >= 0 {
					return svc.AdmitInvitee(ctx, list[i])
				}
				return svc.AddWalkIn(ctx, event, called, from, of)
			}, func(v app.Invitee) {
				said := words.T("%s is on the list.", v.Person.Name)
				if i >= 0 {
					said = words.T("%s was on the list already and has come.", v.Person.Name)
				}
				s.entered(v.ID, said)
				s.added = v.ID
				s.Window.Canvas().Focus(s.table)
				s.Refresh()
			})
		}})
	s.Window.Canvas().Focus(name)
}

// goOn leads the keyboard on from a walk-in to the next blank line, else to the
// walk-in.
func (s *attendanceSheet) goOn() {
	at := slices.IndexFunc(s.rows, func(r *sheetRow) bool { return r.Invitee.ID == s.added })
	if at < 0 {
		return // the list is still on its way
	}
	s.added = ""
	for i := range s.rows {
		if next := (at + 1 + i) % len(s.rows); s.rows[next].Blank() {
			at = next
			break
		}
	}
	s.choose(at)
}

// leave goes back to the list.
func (s *attendanceSheet) leave() {
	s.clear()
	s.tab.showSheet(false)
}
