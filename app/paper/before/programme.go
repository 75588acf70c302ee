package before

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

// KindProgramme is the table of the events of a year, or of a programme in it.
const KindProgramme paper.Kind = "programme"

const programmeName = "活动安排一览表"

var programmePaper = paper.Definition{
	Kind: KindProgramme, Chinese: programmeName, English: "Table of events", OfYear: true, Word: true, Public: true,
	New: func(at time.Time) paper.Paper { return &programmeOptions{Year: at.Year()} },
}

// longestProgramme is how many characters the name of a programme has at most.
const longestProgramme = 200

// programmeOptions are the choices for the table. They are not remembered.
type programmeOptions struct {
	Year      int       `json:"-"`
	Programme string    `json:"-"` // empty: all events of the year
	Date      time.Time `json:"-"` // zero is the day on which it is made
}

// Options implements paper.Paper.
func (o *programmeOptions) Options() []paper.Option {
	return []paper.Option{
		paper.YearChoice(&o.Year),
		{Name: "programme", Label: paper.Both("所属系列（不填为全年）", "Programme (empty: the whole year)"),
			Usage: paper.Both("只列这一`系列`的活动，如 政务开放月；不填为全年", "only the events of this `PROGRAMME`; without it those of the whole year"),
			Anew:  true, Value: paper.LineValue(&o.Programme, longestProgramme)},
		paper.DateOption(&o.Date),
	}
}

// Validate implements paper.Paper.
func (o *programmeOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

// String implements paper.Paper.
func (o *programmeOptions) String() string { return paper.Remembered(o) }

// Write implements paper.Paper.
func (o *programmeOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	var report paper.Report
	var events []app.Event
	for _, e := range m.Figures.Events {
		if o.Programme == "" || e.Event.Programme == o.Programme {
			events = append(events, paper.Public(app.Dossier{Event: e.Event}, &report).Event)
		}
	}
	switch {
	case len(events) == 0 && o.Programme != "":
		return report, app.Errorf(app.CodeInvalid, nil, "In %d there is no event of the programme “%s”. The form of an event names it.", o.Year, o.Programme)
	case len(events) == 0:
		return report, app.Errorf(app.CodeInvalid, nil, "There is no event in the year %d.", o.Year)
	}
	bare := 0
	for _, e := range events {
		if len(e.Sites) == 0 || e.Organiser == "" {
			bare++
		}
	}
	if bare > 0 {
		report.NoteAbout(app.TopicEvents, words.T("Events without a place or an organiser, whose cells are empty: %d.", bare))
	}
	title := strconv.Itoa(o.Year) + "年" + strings.TrimPrefix(cmp.Or(o.Programme, "政务开放日"), strconv.Itoa(o.Year)+"年") + programmeName
	about := typeset.Options{Title: title, Author: organiserOf(events), Created: m.At, Page: typeset.Plain(true)}
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		doc.Text(typeset.Style{Role: typeset.SansBold, Size: paper.SheetTitleSize, Align: typeset.Center, Balance: true, After: 3, Keep: true}, title)
		facts := []string{"共" + strconv.Itoa(len(events)) + "场"}
		if about.Author != "" {
			facts = append([]string{"主办单位：" + about.Author}, facts...)
		}
		doc.Text(typeset.Style{Role: typeset.Sans, Size: paper.SheetFactSize, Keep: true}, strings.Join(append(facts, "制表日期："+app.ShortDate(m.At)), "　　"))
		doc.Space(2)
		doc.Table(programmeTable(events, about.Author != ""))
		return nil
	})
	return report, err
}

// organiserOf is who holds all events, empty where they are several.
func organiserOf(events []app.Event) string {
	name := events[0].Organiser
	if slices.ContainsFunc(events, func(e app.Event) bool { return e.Organiser != name }) {
		return ""
	}
	return name
}

// programmeTable is a row for each event: when, where, who opens what, for whom and for
// how many, and whom to ask. Columns of which nothing is known are left out; so is who
// holds the events where that stands above them.
func programmeTable(events []app.Event, oneOrganiser bool) typeset.Table {
	var rows []paper.GridRow
	for i, e := range events {
		holder := wording.Holders(e)
		if oneOrganiser {
			holder = strings.Join(e.CoOrganisers, "、")
		}
		number := e.CapacityWords
		if number == "" && e.Capacity > 0 {
			number = strconv.Itoa(e.Capacity) + "人"
		}
		contact := strings.Join(e.Phones, "\n")
		if contact == "" {
			contact = e.Email
		}
		note := ""
		switch {
		case e.Change == app.Cancelled:
			note = "已取消"
		case e.IsStopped():
			note = "延期待定"
		case e.Change == app.Postponed:
			note = "原定" + shortDay(e.PostponedFrom)
		}
		rows = append(rows, paper.GridRow{Cells: []string{
			strconv.Itoa(i + 1), programmeWhen(e), strings.Join(e.Sites, "、"), holder, programmeSubject(e), e.Openness, audienceOf(e), number, contact, note,
		}})
	}
	column := func(title string, width float64, centred, optional bool) paper.GridColumn {
		align := typeset.Left
		if centred {
			align = typeset.Center
		}
		return paper.GridColumn{Column: typeset.Column{Title: title, Width: width, Align: align}, Optional: optional}
	}
	return paper.Grid(10.5, []paper.GridColumn{
		column("序号", 11, true, false), column("活动时间", 27, true, false), column("活动地点", 38, false, false), column("承办单位", 32, false, true),
		column("活动主题", 0, false, false), column("开放类型", 18, true, true), column("邀请对象", 40, false, true), column("人数", 16, true, true), column("联系方式", 28, true, true), column("备注", 20, true, true),
	}, rows)
}

// programmeWhen is the day of an event and below it its hours, or its time in words.
func programmeWhen(e app.Event) string {
	switch {
	case e.TimeWords != "" || e.Start.IsZero():
		return e.TimeWords
	case e.Change == app.Postponed && e.IsStopped():
		return "待定"
	}
	day := shortDay(e.Start)
	if !e.End.IsZero() && !app.DayOf(e.End).Equal(app.DayOf(e.Start)) {
		return day + "至" + shortDay(e.End)
	}
	if e.HasClock() {
		day += "\n" + e.Start.In(app.Zone).Format("15:04")
		if !e.End.IsZero() {
			day += "—" + e.End.In(app.Zone).Format("15:04")
		}
	}
	return day
}

func shortDay(t time.Time) string { return t.In(app.Zone).Format("1月2日") }

// programmeSubject is the theme of an event, or where it has none its title.
func programmeSubject(e app.Event) string {
	return cmp.Or(strings.TrimSpace(e.Theme), strings.TrimSpace(e.Title))
}

// audienceOf says briefly who is invited: in the office's words, by what is asked of
// them, or by the quotas.
func audienceOf(e app.Event) string {
	if said := signUpAudience(e); said != "" {
		return said
	}
	return strings.Join(e.Categories(), "、")
}
