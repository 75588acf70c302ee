package paper

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"time"

	"openday/app"
	"openday/app/check"
	"openday/app/figures"
	"openday/app/printed"
	"openday/app/words"
)

// Definition is all that the rest of the program knows of a kind of paper. The
// menu, the preview with its inputs, the command with its flags, presets and
// what is remembered are made from it: a new paper is one file with a definition,
// and its name in the list of its package.
type Definition struct {
	Kind    Kind
	Chinese string
	English string
	// Key has the window show it: Ctrl+Shift+F. Rarer papers have none.
	Key string
	// New begins a paper with the choices before anybody has chosen.
	New func(at time.Time) Paper

	OfYear bool // it is of the year that its option year names; else of an event
	People bool // it can be had for chosen invitees alone
	Report bool // it shows the event's photos
	Word   bool // it can be had as a Word file to be edited
	Excel  bool // it can be had as a workbook to be filled in
	// OfChange tells that the paper says what became of an event that does not take
	// place as planned; all others say it beside the paper.
	OfChange bool
	Public   bool // it is to be published: it shows nothing of people, and can be had as a text for a web page

	// Sections is nil for papers whose sections are not the office's to choose.
	Sections *Sections

	// Paragraphs returns the paragraphs of the paper that a person may put in other
	// words; nil where none can be.
	Paragraphs func(d app.Dossier, at time.Time) ([]Paragraph, error)
	// Lacks returns why the paper cannot be made of an event as it stands, nil
	// where it can. It is nil for papers that can be made of every event, and
	// where that hangs on the choices, as with letters.
	Lacks func(d app.Dossier, at time.Time) error
	// Needs are what a reader would miss on the paper; the report tells what of it
	// is lacking.
	Needs []Need
	// Concerns reports whether a finding in an event is to be looked at before
	// the paper goes out. It is nil for papers that say in their own words what
	// they lack, so that the event need not be checked for them.
	Concerns func(check.Finding) bool
	// Due returns the day by which the paper is to be out, the zero time where the
	// event does not say. It is nil for papers that are right on any day.
	Due func(d app.Dossier) time.Time
	// Print returns what the paper says, with the choices as they are remembered:
	// it is kept with when the paper went out. It is nil where nobody asks later.
	Print func(d app.Dossier, options string) app.Print
}

// Paper is a paper with what is chosen about it.
type Paper interface {
	// Options are what can be chosen, in the order in which a person is asked,
	// bound to the paper.
	Options() []Option
	// Validate returns what is wrong with the choices, by the options' names.
	Validate() []app.FieldProblem
	// String returns the choices as they are remembered.
	String() string

	// Write writes the paper as Definition.Write does, which readies the texts of
	// what it is made of first.
	Write(ctx context.Context, w io.Writer, m Material) (Report, error)
}

// Material is what a paper is made of.
type Material struct {
	Dossier app.Dossier  // of an event
	Photos  []app.Photo  // of the event, for reports
	Figures figures.Year // of a year
	IDs     []string     // of the chosen invitees; none = all whom the paper is for
	As      Format       // the kind of file; empty for a PDF
	At      time.Time    // when it is made
	Print   string       // the ID of what will be kept of it; empty where nothing is
}

// Source is where material comes from.
type Source interface {
	Dossier(ctx context.Context, id string) (app.Dossier, error)
	Photos(ctx context.Context, eventID string) ([]app.Photo, error)
	YearFigures(ctx context.Context, year int, at time.Time) (figures.Year, error)
}

// Gather reads what a paper is made of.
func (d Definition) Gather(ctx context.Context, s Source, event string, p Paper, at time.Time) (m Material, err error) {
	m.At = at
	if d.OfYear {
		date, _ := d.DateOf(p, m)
		m.Figures, err = s.YearFigures(ctx, chosenYear(p), date)
		return m, err
	}
	m.Print = app.NewID()
	if m.Dossier, err = s.Dossier(ctx, event); err == nil && d.Report {
		m.Photos, err = s.Photos(ctx, event)
	}
	return m, err
}

// Write writes a paper. The error is the context's, the writer's, or a sentence
// for the person.
func (d Definition) Write(ctx context.Context, w io.Writer, p Paper, m Material) (Report, error) {
	date, proposed := d.DateOf(p, m)
	m.At = date
	if d.Lacks != nil {
		if err := d.Lacks(m.Dossier, m.At); err != nil {
			return Report{}, err
		}
	}
	var about Report
	if proposed {
		about.Note(words.T("The paper is dated %s, the day on which it was due at the latest. Give it another date if that is wrong.", app.DayWords(date)))
	}
	for _, n := range d.Needs {
		if field, sentence := n.lack(m.Dossier.Event, m.At); sentence != "" {
			about.note(place{app.TopicEvents, field}, sentence)
		}
	}
	if e := m.Dossier.Event; e.IsStopped() && !d.OfChange {
		about.NoteAbout(app.TopicEvents, words.T("%s: this paper shows the event as it was planned.|what became of an event", e.ChangeLabel()))
	}
	m.Dossier = Readied(m.Dossier, &about)
	report, err := p.Write(ctx, w, m)
	if report.proof != nil {
		report.proof.tell(&about)
	}
	report.Notes, report.places = append(about.Notes, report.Notes...), append(about.places, report.places...)
	return report, err
}

// Printed returns what is kept of a paper that went out; ok is false for one of a
// year, of which nothing is.
func (d Definition) Printed(p Paper, m Material) (kept app.Print, ok bool) {
	if d.OfYear {
		return app.Print{}, false
	}
	if d.Print != nil {
		kept = d.Print(m.Dossier, p.String())
	}
	kept.ID, kept.EventID, kept.Paper = m.Print, m.Dossier.Event.ID, string(d.Kind)
	return kept, true
}

// Recall begins a paper with choices that were remembered. What is missing in
// them or cannot be used, as from another version, is as before anybody has
// chosen.
func (d Definition) Recall(text string, at time.Time) Paper {
	return Recalled(text, func() Paper { return d.New(at) })
}

// Recalled puts into a new paper what String wrote of one.
func Recalled[P Paper](text string, begin func() P) P {
	p, kept := begin(), begin()
	if json.Unmarshal([]byte(text), kept) != nil {
		return p
	}
	from := kept.Options()
	for i, o := range p.Options() {
		if !o.Anew {
			_ = o.Set(from[i].Text()) // else it stays as it is
		}
	}
	return p
}

// Remembers reports whether any choices about the paper are remembered.
func (d Definition) Remembers() bool {
	return slices.ContainsFunc(d.New(time.Time{}).Options(), func(o Option) bool { return !o.Anew })
}

// Label returns the paper's name in the language of the window.
func (d Definition) Label() string { return Text{d.Chinese, d.English}.String() }

// FileName suggests a name for the file of a paper of an event, or of a year.
func (d Definition) FileName(e app.Event, p Paper) string {
	if d.OfYear {
		return SafeName(words.T("%s %s|year and paper, a file's name", strconv.Itoa(chosenYear(p)), d.Chinese) + ".pdf")
	}
	return FileName(e, d.Chinese, ".pdf")
}

// YearOption is the option that names the year of a paper of a year.
const YearOption = "year"

// chosenYear returns the year that a paper is of.
func chosenYear(p Paper) int {
	for _, o := range p.Options() {
		if o.Name == YearOption {
			year, _ := strconv.Atoi(o.Text()) // as Check let it pass
			return year
		}
	}
	return 0
}

// Plain is a paper of an event that leaves nothing to choose: what writes it,
// dated at.
type Plain func(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (Report, error)

// Begin is the New of the paper's definition.
func (p Plain) Begin(time.Time) Paper { return p }

func (Plain) Options() []Option { return nil }

func (Plain) Validate() []app.FieldProblem { return nil }

func (Plain) String() string { return "" }

func (p Plain) Write(ctx context.Context, w io.Writer, m Material) (Report, error) {
	return p(ctx, w, m.Dossier, m.At)
}

// Editable returns the New of a paper of an event that leaves nothing to choose but
// its date, and that can be had as a Word file: write writes it of what it is made of.
func Editable(write func(ctx context.Context, w io.Writer, m Material) (Report, error)) func(time.Time) Paper {
	return func(time.Time) Paper { return &editable{set: write} }
}

// Form is a paper of an event that leaves nothing to choose and has no date: write
// writes it of what it is made of.
func Form(write func(ctx context.Context, w io.Writer, m Material) (Report, error)) Paper {
	return blank(write)
}

type blank func(ctx context.Context, w io.Writer, m Material) (Report, error)

// Options implements Paper.
func (blank) Options() []Option { return nil }

// Validate implements Paper.
func (blank) Validate() []app.FieldProblem { return nil }

// String implements Paper.
func (blank) String() string { return "" }

// Write implements Paper.
func (b blank) Write(ctx context.Context, w io.Writer, m Material) (Report, error) {
	return b(ctx, w, m)
}

type editable struct {
	set  func(ctx context.Context, w io.Writer, m Material) (Report, error)
	date time.Time
}

// Options implements Paper.
func (p *editable) Options() []Option { return []Option{DateOption(&p.date)} }

// Validate implements Paper.
func (p *editable) Validate() []app.FieldProblem { return Wrong(p.Options()) }

// String implements Paper.
func (p *editable) String() string { return "" }

// Write implements Paper.
func (p *editable) Write(ctx context.Context, w io.Writer, m Material) (Report, error) {
	return p.set(ctx, w, m)
}

// dateOption is the option that names the date of a paper.
const dateOption = "date"

// DateOption is the date that stands on a paper, none for that of Definition.DateOf.
// The paper tells how things stand on that day.
func DateOption(p *time.Time) Option {
	return Option{Name: dateOption, Label: Both("落款日期", "Date of the paper"),
		Usage: Both("落款日期 `DATE`，如 2026-09-24；不填为当天，已过应当印发日期的为建议的日期", "the paper's `DATE`, such as 2026-09-24; without it today, or the date proposed where it was due before"),
		Anew:  true, Value: DayValue(p)}
}

// Dates reports whether the option is the date of a paper.
func (o Option) Dates() bool { return o.Name == dateOption }

// DateOf returns the date of a paper: the chosen one, else that on which it was due
// where that is past, else the day on which it is made. proposed reports whether it
// was due before.
func (d Definition) DateOf(p Paper, m Material) (date time.Time, proposed bool) {
	for _, o := range p.Options() {
		if o.Dates() && o.Text() != "" {
			if date, err := time.ParseInLocation(time.DateOnly, o.Text(), app.Zone); err == nil && !app.DayOf(m.At).Equal(date) {
				return date, false
			}
			return m.At, false
		}
	}
	if d.Due != nil {
		if due := d.Due(m.Dossier); !due.IsZero() && app.DayOf(m.At).After(due) {
			return due, true
		}
	}
	return m.At, false
}

// AboutAgenda is the Concerns of what shows the agenda.
func AboutAgenda(f check.Finding) bool { return f.Topic == app.TopicAgenda }

// WithAgenda is the Print of what shows the agenda.
func WithAgenda(d app.Dossier, _ string) app.Print {
	return app.Print{Lines: printed.AgendaLines(d.Agenda)}
}
