package before

import (
	"cmp"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

// document are the choices for an official paper with a head. What is the office's is
// remembered; the number is of one paper.
type document struct {
	Form   DocumentForm `json:"form"`
	Mark   string       `json:"mark"`
	Number string       `json:"-"`
	To     string       `json:"to"`
	Copies string       `json:"copies"`
	Signer string       `json:"signer"` // of papers that go upward
	Annex  bool         `json:"annex"`  // the plan
	Date   time.Time    `json:"-"`
}

// DocumentForm is what kind of official paper it is.
type DocumentForm string

// longestLine is how long a line of a head may be, in characters.
const longestLine = 100

// options are the choices, in the order in which they stand on the paper.
func (o *document) options(forms app.Vocabulary[DocumentForm], upward bool) []paper.Option {
	all := []paper.Option{
		{Name: "form", Label: paper.Both("文种", "Kind of paper"), Usage: paper.FormUsage, Value: paper.WordValue(&o.Form, forms)},
		{Name: "issuer-mark", Label: paper.Both("发文机关标志", "Name at the head"), Usage: paper.Both("版头的发文机关标志，不填为主办单位", "the name in red at the head; without it the organiser"), Value: paper.LineValue(&o.Mark, longestLine)},
		{Name: "doc-number", Label: paper.Both("发文字号", "Number of the paper"), Usage: paper.Both("发文字号，如 区政办发〔2026〕8号", "the number of the paper, such as 区政办发〔2026〕8号"), Anew: true, Value: paper.LineValue(&o.Number, longestLine)},
	}
	if upward {
		all = append(all, paper.Option{Name: "signer", Label: paper.Both("签发人", "Signed by"), Usage: paper.Both("签发人", "who signed the paper"), Value: paper.LineValue(&o.Signer, longestLine)})
	}
	return append(all,
		paper.Option{Name: "main-recipient", Label: paper.Both("主送机关", "Addressed to"), Usage: paper.Both("主送机关", "to whom the paper is addressed"), Value: paper.LineValue(&o.To, longestLine)},
		paper.Option{Name: "copies-to", Label: paper.Both("抄送", "Copies to"), Usage: paper.Both("抄送机关", "who gets copies"), Value: paper.LineValue(&o.Copies, longestLine)},
		paper.Option{Name: "attach-plan", Label: paper.Both("附活动方案", "Plan as annex"), Usage: paper.Both("以活动方案为附件，可用 =false 关闭", "the plan is the annex; =false leaves it out"), Value: paper.YesNoValue(&o.Annex)},
		paper.DateOption(&o.Date))
}

// planNamed is the name of the plan of an event as a paper names it: 《…方案》.
func planNamed(d app.Dossier) string { return "《" + bare(planTitle(d)) + "》" }

// bare takes the marks of titles off a title that stands in such marks.
func bare(title string) string {
	out := []rune(title)
	for i, r := range out {
		switch r {
		case '《':
			out[i] = '〈'
		case '》':
			out[i] = '〉'
		}
	}
	return string(out)
}

// planTitle is the title of the plan of an event in one line.
func planTitle(d app.Dossier) string {
	if own := wording.OneLine(d.Event.SectionNamed(app.SectionTitle).Text); own != "" {
		return own
	}
	return (&plan{event: d.Event}).title()
}

// by puts who issues a paper before its title, unless the event names it.
func by(e app.Event, title string) string {
	if e.Organiser == "" || wording.Names(e.Title, e.Organiser) {
		return title
	}
	return e.Organiser + title
}

// setHead sets head and title, and to whom the paper goes.
func (o *document) setHead(t *paper.Telling, key, title string, letter bool) {
	e := t.Event
	mark := o.Mark
	if mark == "" && wording.Issuer(e) != "" {
		mark = wording.Holders(e)
		if !letter {
			mark += "文件"
		}
	}
	if mark != "" {
		t.Head(typeset.Head{Mark: mark, Number: o.Number, Signer: o.Signer, Letter: letter})
	}
	if title = t.Said(key+"title", "标题", title); title != "" {
		t.Title(wording.Title(t, title, e, typeset.XiaoBiaoSong, typeset.TitleSize, typeset.OfficialPage()))
	}
	if o.To != "" {
		t.Text(typeset.Style{Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, Keep: true}, wording.Unstopped(o.To)+"：")
	}
	if o.Number == "" {
		t.Report.Note(words.T("The paper has no number yet."))
	}
	if o.To == "" {
		t.Report.Note(words.T("The paper is addressed to nobody yet."))
	}
}

// setEnd sets what follows the text: the name of the annex, who signs, a remark, the
// annex, and the colophon.
func (o *document) setEnd(t *paper.Telling, remark string, letter bool) {
	e := t.Event
	const label = 3 // characters of 附件：
	if o.Annex {
		t.Hold() // no page has its name and the signature alone
		t.Text(typeset.Style{Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, Before: typeset.OfficialPitch, Indent: 2 + label, First: -label, Keep: true}, "附件："+planTitle(t.Dossier))
	}
	t.Signature(wording.Issuer(e), app.ShortDate(t.At))
	if remark != "" {
		// Not to both margins, for that would tear the telephone numbers in it.
		t.Text(typeset.Style{Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, Align: typeset.Left, First: 2}, "（"+remark+"）")
	}
	if o.Annex {
		p := &plan{event: e, agenda: t.Agenda, calendar: calendarOf(t.Dossier), doc: t.Official}
		t.Annex("附件", cmp.Or(e.SectionNamed(app.SectionTitle).Text, wording.Title(t, p.title(), e, typeset.XiaoBiaoSong, typeset.TitleSize, typeset.OfficialPage())), false)
		p.setSections(func() {})
		for _, note := range p.report.Notes {
			t.Report.Note(note)
		}
	}
	copies := wording.Unstopped(o.Copies)
	switch {
	case !letter:
		t.Colophon(typeset.Colophon{Copies: copies, Issuer: wording.Holders(e), Date: app.ShortDate(t.At)})
	case copies != "": // a letter has neither lines nor a printer at its foot
		t.Space(typeset.OfficialPitch)
		t.Text(typeset.Style{Role: typeset.FangSong, Size: 14, Indent: 4, First: -3}, "抄送："+copies+"。")
	}
}
