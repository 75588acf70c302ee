package after

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/chart"
	"openday/app/paper/papertest"
)

// recounted are the numbers of events, counted by their definitions one by one,
// apart from package figures.
type recounted struct {
	expected, came, substituted, excused, absent, unknown, walkIns int
	opinions, merged, handled, onSpot, replied                     int
	assigned, assignedLate, recorded, recordedLate                 int
	dated, onTime, asked, satisfied                                int
}

func isOneOf[T comparable](v T, list ...T) bool { return slices.Contains(list, v) }

// recount counts those of some events whom the rules choose.
func recount(events []app.Dossier, people func(app.Invitee) bool, opinions func(app.Feedback) bool, at time.Time) (c recounted) {
	add := func(n *int, counts bool) {
		if counts {
			*n++
		}
	}
	for _, d := range events {
		for _, v := range d.Invitees {
			if !people(v) {
				continue
			}
			invited, there := v.Vetting == "approved", isOneOf(v.Attendance, "came", "substitute")
			add(&c.expected, invited)
			add(&c.came, invited && there)
			add(&c.substituted, invited && v.Attendance == "substitute")
			add(&c.excused, invited && v.Attendance == "excused")
			add(&c.absent, invited && v.Attendance == "absent")
			add(&c.unknown, invited && v.Attendance == "")
			add(&c.walkIns, !invited && there)
		}
		for _, o := range d.Feedback {
			if !opinions(o) {
				continue
			}
			if o.MergedInto != "" {
				c.merged++
				continue
			}
			c.opinions++
			done := isOneOf(o.State, "answered", "done", "replied", "followed_up")
			late := !done && !o.DueDate.IsZero() && o.DueDate.Before(app.DayOf(at))
			add(&c.handled, done)
			add(&c.onSpot, o.State == "answered")
			add(&c.replied, isOneOf(o.State, "replied", "followed_up") || o.State == "done" && !o.RepliedOn.IsZero())
			add(&c.assigned, isOneOf(o.State, "assigned", "in_progress"))
			add(&c.assignedLate, late && o.State != "recorded")
			add(&c.recorded, o.State == "recorded")
			add(&c.recordedLate, late && o.State == "recorded")
			if !o.DueDate.IsZero() && (done || late) {
				c.dated++
				on := o.RepliedOn
				for _, h := range o.History {
					if isOneOf(h.Kind, "finish", "answer") {
						on = app.DayOf(h.At)
					}
				}
				add(&c.onTime, done && (!on.IsZero() && !on.After(o.DueDate) || !o.DueDate.Before(app.DayOf(at))))
			}
			add(&c.asked, o.Satisfaction != "")
			add(&c.satisfied, isOneOf(o.Satisfaction, "satisfied", "basically"))
		}
	}
	return c
}

// share writes a share as papers do, counted in whole tenths.
func share(part, whole int) string {
	if whole == 0 {
		return "—"
	}
	text := fmt.Sprintf("%.1f", math.Floor(1000*float64(part)/float64(whole)+0.5)/10)
	if text == "100.0" && part < whole {
		text = "99.9"
	}
	if text == "0.0" && part > 0 {
		text = "0.1"
	}
	return strings.TrimSuffix(text, ".0") + "%"
}

// sentences are those about attendance and handling, said of the recount.
func (c recounted) attendance(unit string) string {
	if c.expected != c.came+c.excused+c.absent+c.unknown {
		panic("应到 is not the sum of its parts")
	}
	part := func(words string, n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf(words, n, unit)
	}
	return fmt.Sprintf("应到%d%s，实到%d%s", c.expected, unit, c.came, unit) + part("（其中由他人替代%d%s）", c.substituted) +
		part("，请假%d%s", c.excused) + part("，缺席%d%s", c.absent) + part("，未登记%d%s", c.unknown) + part("；另有临时参加%d%s", c.walkIns)
}

func (c recounted) handling() string {
	if c.opinions == 0 {
		return "未收到意见建议。"
	}
	part := func(words string, n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf(words, n)
	}
	among := strings.TrimPrefix(part("，现场解答%d条", c.onSpot)+part("，已答复提出人%d条", c.replied), "，")
	if among != "" {
		among = "（其中" + among + "）"
	}
	return fmt.Sprintf("共收集意见建议%d条", c.opinions) + part("（另有%d条内容相同，合并办理）", c.merged) +
		fmt.Sprintf("，已办结%d条，办结率%s，按期办结率%s，满意率%s", c.handled, share(c.handled, c.opinions), share(c.onTime, c.dated), share(c.satisfied, c.asked)) + among +
		part("；正在办理%d条", c.assigned) + part("，其中超期%d条", c.assignedLate) + part("；待交办%d条", c.recorded) + part("，其中超期%d条", c.recordedLate) + "。"
}

// row is the row of a table of opinions.
func (c recounted) row(name string, late bool) string {
	overdue := ""
	if late {
		overdue = fmt.Sprint(c.assignedLate + c.recordedLate)
	}
	return fmt.Sprintf("%s%d%d%d%d%s%s", name, c.opinions, c.handled, c.assigned, c.recorded, overdue, share(c.handled, c.opinions))
}

// people is the row of a table of people after what was aimed at.
func (c recounted) people(walkIns bool) string {
	text := fmt.Sprintf("%d%d%d%d", c.came, c.excused, c.absent, c.unknown)
	if walkIns {
		text += fmt.Sprint(c.walkIns)
	}
	return text
}

// drawEvent draws an event whose texts have no digits.
func drawEvent(t *rapid.T, at time.Time, n int) app.Dossier {
	d := papertest.Gathering()
	d.Event.Title = "第" + string([]rune("甲乙丙丁")[n]) + "次开放日"
	d.Event.Start = at.AddDate(0, 0, -rapid.IntRange(-3, 20).Draw(t, "days ago"))
	d.Event.End = time.Time{}
	day := func(label string) time.Time {
		return app.DayOf(at.AddDate(0, 0, rapid.IntRange(-12, 8).Draw(t, label)))
	}
	pick := func(label string, list ...string) string { return rapid.SampledFrom(list).Draw(t, label) }
	categories := []string{"群众代表", "人大代表", "记者", "学生", "教师", "医生", "工人", "职员", "商户"}
	for _, c := range categories[:rapid.IntRange(0, len(categories)).Draw(t, "quotas")] {
		q := app.Quota{Category: c, Number: rapid.IntRange(app.NoNumber, 6).Draw(t, "number"), Outside: rapid.Bool().Draw(t, "outside")}
		if rapid.IntRange(0, 4).Draw(t, "share") == 0 {
			q.MinShare = app.Share{Num: 1, Den: 3}
		}
		d.Event.Quotas = append(d.Event.Quotas, q)
	}
	for range rapid.IntRange(0, 30).Draw(t, "people") {
		v := papertest.Person("某人", "某单位", pick("category", append(categories, "")...))
		v.Vetting = app.Vetting(pick("vetting", "approved", "approved", "approved", "pending", "declined", "waiting"))
		v.Attendance = app.Attendance(pick("attendance", "came", "came", "excused", "absent", "substitute", ""))
		v.WalkIn = rapid.Bool().Draw(t, "walk-in")
		d.Invitees = append(d.Invitees, v)
	}
	for i := range rapid.IntRange(0, 16).Draw(t, "opinions") {
		o := app.Feedback{
			ID: fmt.Sprint("o", i), Content: "某条意见", Category: pick("kind", "供水", "排水", "服务", "道路", "绿化", "卫生", "停车", "养老", "其他", ""),
			Department: pick("department", "甲科", "乙科", "丙科", ""), State: app.FeedbackState(pick("state", "recorded", "answered", "assigned", "in_progress", "done", "replied", "followed_up")),
			Satisfaction: app.Satisfaction(pick("satisfaction", "", "", "satisfied", "basically", "not")), Adoption: app.Adoption(pick("adoption", "", "adopted", "partly", "not")),
			MergedInto: pick("merged", "", "", "", "", "o-main"),
		}
		if rapid.Bool().Draw(t, "due") {
			o.DueDate = day("due")
		}
		if isOneOf(o.State, "replied", "followed_up") || o.State == "done" && rapid.Bool().Draw(t, "told") {
			o.RepliedOn = day("replied")
		}
		if rapid.Bool().Draw(t, "known") && !isOneOf(o.State, "recorded", "assigned", "in_progress") {
			o.History = []app.Transition{{Kind: app.TransitionFinish, At: day("finished first")}, {Kind: app.TransitionReopen, At: day("reopened")}, {Kind: app.TransitionFinish, At: day("finished")}}
		}
		d.Feedback = append(d.Feedback, o)
	}
	return d
}

// reading is the text of a paper from which what was recounted is crossed out.
type reading struct {
	t    *rapid.T
	text string
}

func (r *reading) cross(text string) {
	r.t.Helper()
	text = papertest.Unspaced(text)
	if !strings.Contains(r.text, text) {
		r.t.Fatalf("%q is not on the paper: %s", text, r.text)
	}
	r.text = strings.ReplaceAll(r.text, text, "□")
}

// uncounted are numbers that nothing counts: dates, times, and those of pages,
// tables, charts and items.
var uncounted = regexp.MustCompile(`\d{4}年\d+月\d+日|\d+月\d+日|\d{2}:\d{2}|[表图]\d+|附件\d*|\d{4}年|前\d+项`)

// row crosses out a row of a table, which stands on a line of its own.
func (r *reading) row(text string) {
	r.t.Helper()
	text = "\n" + papertest.Unspaced(text) + "\n"
	if !strings.Contains(r.text, text) {
		r.t.Fatalf("%q is no row of the paper: %s", text, r.text)
	}
	r.text = strings.ReplaceAll(r.text, text, "\n□\n")
}

// readingOf reads texts line by line.
func readingOf(t *rapid.T, texts []string) *reading {
	lines := []string{""}
	for _, text := range texts {
		for line := range strings.SplitSeq(text, "\n") {
			lines = append(lines, papertest.Unspaced(line), "")
		}
	}
	return &reading{t, strings.Join(lines, "\n")}
}

// rest fails where a number is left that nobody counted.
func (r *reading) rest() {
	r.t.Helper()
	text := uncounted.ReplaceAllString(r.text, "□")
	if i := strings.IndexFunc(text, unicode.IsDigit); i >= 0 {
		r.t.Fatalf("nobody counted the number at %q in %s", text[i:min(len(text), i+40)], r.text)
	}
}

// Every number in a report, the ledger's foot and the report of a year is the
// recount of the same name, also in what is published, whatever the events are.
func TestEveryNumberIsARecount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := app.Date(2026, time.October, 8)
		anyone, anything := func(app.Invitee) bool { return true }, func(app.Feedback) bool { return true }
		var events []app.Dossier
		kind, public := strings.CutSuffix(rapid.SampledFrom([]string{"short", "full", "ledger", "year", "short public", "full public", "ledger public"}).Draw(t, "paper"), " public")
		for n := range rapid.IntRange(1, 3).Draw(t, "events") {
			events = append(events, drawEvent(t, at, n))
			if kind != "year" {
				break
			}
		}
		if public {
			events[0] = paper.Public(events[0], new(paper.Report))
		}
		d := events[0]
		all := recount(events, anyone, anything, at)
		if public { // how late the work is stays inside
			all.assignedLate, all.recordedLate = 0, 0
		}
		late := all.assignedLate+all.recordedLate > 0
		categories := func(list []app.Dossier) (names []string) {
			for _, d := range list {
				for _, v := range d.Invitees {
					if !slices.Contains(names, v.Category) {
						names = append(names, v.Category)
					}
				}
			}
			return names
		}
		of := func(category string) recounted {
			return recount(events, func(v app.Invitee) bool { return v.Category == category }, anything, at)
		}
		tallies := func(r *reading, nameless string, name func(app.Feedback) string) {
			seen := map[string]bool{}
			for _, d := range events {
				for _, o := range d.Feedback {
					if n := name(o); o.MergedInto == "" && !seen[n] {
						seen[n] = true
						r.row(recount(events, anyone, func(o app.Feedback) bool { return name(o) == n }, at).row(cmp.Or(n, nameless), late))
					}
				}
			}
		}

		if kind == "year" {
			slices.SortStableFunc(events, func(a, b app.Dossier) int { return a.Event.Start.Compare(b.Event.Start) })
			r := readingOf(t, recordedYear(t, events, at))
			ahead, waiting := 0, 0
			for i, d := range events {
				c := recount([]app.Dossier{d}, anyone, anything, at)
				if app.DayOf(at).Before(app.DayOf(d.Event.Start)) {
					ahead++
					waiting += c.unknown
				}
				row := fmt.Sprintf("%d%s%s", i+1, d.Event.Title, d.Event.Start.Format("1月2日"))
				if app.DayOf(at).Before(app.DayOf(d.Event.Start)) {
					row += "尚未举办"
				}
				r.row(row + c.year())
			}
			r.row("合计" + all.year())
			if ahead > 0 {
				r.cross(fmt.Sprintf("已举办%d次，尚未举办%d次", len(events)-ahead, ahead))
			}
			r.cross(fmt.Sprintf("共安排政府开放日活动%d次", len(events)))
			r.cross(all.attendance("人次"))
			if waiting > 0 {
				r.cross(fmt.Sprintf("（未登记中%d人次为尚未举办的活动）", waiting))
			}
			r.cross(all.handling())
			shown := 0
			for _, c := range categories(events) {
				if n := of(c); n.expected+n.walkIns > 0 {
					r.row(fmt.Sprintf("%s%d%s", categoryName(c), n.expected, n.people(all.walkIns > 0)))
					shown++
				}
			}
			if shown > 0 {
				r.row(fmt.Sprintf("合计%d%s", all.expected, all.people(all.walkIns > 0)))
			}
			if all.opinions > 0 {
				tallies(r, "未填类别", func(o app.Feedback) string { return o.Category })
				tallies(r, "未明确承办单位", func(o app.Feedback) string { return o.Department })
				r.row(all.row("合计", late))
			}
			adopted(r, events)
			r.rest()
			return
		}

		if kind == "ledger" {
			if len(d.Feedback) == 0 {
				return
			}
			r := readingOf(t, []string{recordedLedger(d, at, public)})
			r.cross(all.handling())
			adopted(r, events)
			r.rest()
			return
		}

		form := Form(kind)
		s := newSummary(d, SummaryOptions{Form: form, Annexes: []Annex{}}, at, public)
		rec := &papertest.Recorder{}
		s.doc, s.bars = rec, undrawn
		if err := s.set(); err != nil {
			t.Fatal(err)
		}
		r := readingOf(t, rec.Texts)
		held := !app.DayOf(at).Before(app.DayOf(d.Event.Start))
		people := all.expected+all.walkIns > 0 || form == FormFull && (len(d.Invitees) > 0 || len(d.Event.Quotas) > 0)
		if people && (held || all.came+all.walkIns > 0) {
			r.cross(all.attendance("人"))
		} else if people {
			r.cross(fmt.Sprintf("应到%d人。", all.expected))
		}
		if all.opinions > 0 || held {
			r.cross(all.handling())
		}
		for _, table := range rec.Tables {
			if !strings.HasPrefix(table, "类别名额") {
				continue
			}
			for _, c := range d.Event.Categories() {
				if !slices.Contains(categories(events), c) {
					contained(t, table, categoryName(c))
				}
			}
			for _, c := range categories(events) {
				n := of(c)
				if !strings.Contains(table, categoryName(c)) {
					t.Fatalf("%s has no row in %s", c, table)
				}
				contained(t, table, n.people(all.walkIns > 0))
				for _, q := range d.Event.Quotas {
					if q.Category == c && q.Number == app.NoNumber && q.MinShare.IsZero() {
						outside := ""
						if q.Outside {
							outside = "（不占名额）"
						}
						contained(t, table, fmt.Sprintf("%s%s—%d—%s", c, outside, n.expected, n.people(all.walkIns > 0)))
					}
				}
			}
			contained(t, table, all.people(all.walkIns > 0))
		}
		full := form == FormFull
		if all.opinions > 0 && (full || strings.Contains(r.text, "意见建议分类别情况")) {
			tallies(r, "未填类别", func(o app.Feedback) string { return o.Category })
		}
		if strings.Contains(r.text, "意见建议分类别情况") {
			r.row(all.row("合计", late))
		}
		if all.opinions > 0 && full {
			tallies(r, "未明确承办单位", func(o app.Feedback) string { return o.Department })
			r.row(fmt.Sprintf("合计%d100%%", all.opinions))
		}
		adopted(r, events)
		// What every sentence counts is what the recount says under its name.
		names := map[string]int{
			"应到": all.expected, "实到": all.came, "请假": all.excused, "缺席": all.absent, "未登记": all.unknown, "临时参加": all.walkIns, "确定参加人员": all.expected,
			"收集意见建议": all.opinions, "已办结": all.handled, "现场解答": all.onSpot, "已答复提出人": all.replied, "正在办理": all.assigned, "待交办": all.recorded,
			"待答复提出人": all.handled - all.onSpot - all.replied,
		}
		for _, m := range regexp.MustCompile(`(\p{Han}+?)(\d+)(人|条)?`).FindAllStringSubmatch(r.text, -1) {
			for name, n := range names {
				if strings.HasSuffix(m[1], name) && m[3] != "" && m[2] != fmt.Sprint(n) {
					t.Fatalf("%s is %d, the paper says %s", name, n, m[0])
				}
			}
		}
	})
}

func contained(t *rapid.T, all, text string) {
	t.Helper()
	if !strings.Contains(all, text) {
		t.Fatalf("%q is not in %s", text, all)
	}
}

func (c recounted) year() string {
	return fmt.Sprintf("%d%d%d%d%d%s%s%s", c.expected, c.came, c.opinions, c.handled, c.assignedLate+c.recordedLate, share(c.handled, c.opinions), share(c.onTime, c.dated), share(c.satisfied, c.asked))
}

// adopted crosses out what was adopted and who is satisfied.
func adopted(r *reading, events []app.Dossier) {
	var adoptions, answers []string
	for _, a := range []struct{ code, name string }{{"adopted", "采纳"}, {"partly", "部分采纳"}, {"not", "不采纳"}} {
		n := 0
		for _, d := range events {
			for _, o := range d.Feedback {
				if o.MergedInto == "" && string(o.Adoption) == a.code {
					n++
				}
			}
		}
		if n > 0 {
			adoptions = append(adoptions, fmt.Sprintf("%s%d条", a.name, n))
		}
	}
	for _, a := range []struct{ code, name string }{{"satisfied", "满意"}, {"basically", "基本满意"}, {"not", "不满意"}} {
		n := 0
		for _, d := range events {
			for _, o := range d.Feedback {
				if o.MergedInto == "" && string(o.Satisfaction) == a.code {
					n++
				}
			}
		}
		if n > 0 {
			answers = append(answers, fmt.Sprintf("%s%d条", a.name, n))
		}
	}
	if all := append(slices.Clone(adoptions), answers...); len(all) > 0 && strings.Contains(r.text, strings.Join(all, "，")) {
		r.cross(strings.Join(all, "，"))
		return
	}
	if len(adoptions) > 0 {
		r.cross("上述意见建议中，" + strings.Join(adoptions, "，") + "。")
	}
	if len(answers) > 0 && strings.Contains(r.text, "提出人的评价") {
		r.cross("提出人的评价为" + strings.Join(answers, "，") + "。")
	}
}

// recordedYear are the texts of the report of a year.
func recordedYear(t *rapid.T, events []app.Dossier, at time.Time) []string {
	y := newYear(yearFigures(events, at.Year(), at))
	rec := &papertest.Recorder{}
	y.doc, y.bars = rec, undrawn
	if err := y.set(); err != nil {
		t.Fatal(err)
	}
	return rec.Texts
}

// undrawn leaves charts out: what they show stands in the tables.
func undrawn(chart.Bars) ([]byte, error) { return nil, nil }

// recordedLedger is the foot of the ledger.
func recordedLedger(d app.Dossier, at time.Time, public bool) string {
	return ledgerTotals(shown(figures.Of(d, at), public))
}

// The recorder hears what the PDF and the Word file show, of each paper that counts.
func TestPDFAndWordSayWhatIsRecorded(t *testing.T) {
	at := app.Date(2026, time.October, 8)
	d := papertest.Everything()
	readied := paper.Readied(d, new(paper.Report))
	year := yearFigures([]app.Dossier{readied}, 2026, at)
	recorded := func(set func(doc paper.Official) error) []string {
		rec := &papertest.Recorder{}
		if err := set(rec); err != nil {
			t.Fatal(err)
		}
		return rec.Texts
	}
	report := func(form Form, public bool) []string {
		return recorded(func(doc paper.Official) error {
			o, d := SummaryOptions{Form: form}, readied
			if public {
				d = paper.Public(d, new(paper.Report))
				o.Annexes = slices.DeleteFunc(slices.Clone(o.annexes()), func(a Annex) bool { return a == AnnexPeople })
			}
			s := newSummary(d, o, at, public)
			s.doc = doc
			return s.set()
		})
	}
	for name, c := range map[string]struct {
		kind  paper.Kind
		form  Form
		texts []string
	}{
		"short":         {KindSummary, FormShort, report(FormShort, false)},
		"full":          {KindSummary, FormFull, report(FormFull, false)},
		"short public":  {KindSummaryPublic, FormShort, report(FormShort, true)},
		"full public":   {KindSummaryPublic, FormFull, report(FormFull, true)},
		"ledger":        {KindLedger, "", []string{recordedLedger(readied, at, false)}},
		"ledger public": {KindLedgerPublic, "", []string{recordedLedger(paper.Public(readied, new(paper.Report)), at, true)}},
		"year": {KindYearly, "", recorded(func(doc paper.Official) error {
			y := newYear(year)
			y.doc = doc
			return y.set()
		})},
	} {
		def, _ := Papers.Of(c.kind)
		p := def.New(at)
		for _, o := range p.Options() {
			if o.Name == "form" {
				if err := o.Set(string(c.form)); err != nil {
					t.Fatal(err)
				}
			}
		}
		made := func(as paper.Format) ([]byte, paper.Report) {
			var out bytes.Buffer
			report, err := def.Write(context.Background(), &out, p, paper.Material{Dossier: d, Figures: year, At: at, As: as})
			if err != nil {
				t.Fatal(name, err)
			}
			return out.Bytes(), report
		}
		file, about := made("")
		pdf := papertest.Read(t, file, about).Text
		file, about = made(paper.FormatWord)
		word := readWord(t, file, about).text
		for _, text := range c.texts {
			if strings.HasPrefix(text, "序号") && c.kind != KindYearly {
				continue // the ledger has other pages there
			}
			for line := range strings.SplitSeq(text, "\n") {
				if line = papertest.Unspaced(line); !strings.Contains(word, line) {
					t.Errorf("%s: %q is not in the Word file", name, line)
				}
			}
			if !strings.Contains(text, "\n") && !strings.Contains(pdf, papertest.Unspaced(text)) {
				t.Errorf("%s: %q is not in the PDF", name, text)
			}
		}
	}
}
