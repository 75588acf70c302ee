package papers

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/workbook"
)

// crowd is the event to which 300 people come.
const crowd = "300 people"

// workbooks are the events of all activity workbooks that the tests hold.
func workbooks(t *testing.T) map[string]app.Dossier {
	t.Helper()
	all := map[string]app.Dossier{"everything": papertest.WithIDs(papertest.Everything())}
	for _, name := range papertest.Samples {
		all[name] = papertest.WithIDs(papertest.Sample(t, name))
	}
	files, err := filepath.Glob(filepath.Join(papertest.Root(t), "app", "paper", "before", "testdata", "plans", "*.xlsx"))
	if err != nil || len(files) == 0 {
		t.Fatal("no workbooks", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, _, err := workbook.Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(name, err)
		}
		all[filepath.Base(name)] = papertest.WithIDs(d)
	}
	many := papertest.Everything()
	many.Event.Title = "国家级经济技术开发区综合行政审批服务局二〇二六年第三季度政府开放日"
	many.Invitees = nil
	for i := range 300 {
		name := []string{"欧阳𬭚", "张伟", "阿卜杜热合曼·买买提江", "王小明", "𠮷野"}[i%5] + strconv.Itoa(i)
		v := papertest.Person(name, []string{"青山街道便民服务中心社会保障和退役军人事务服务站", "第二中学"}[i%2], []string{"群众代表", "人大代表"}[i%2])
		v.Person.Phone, v.Attendance = "13812341234", app.AttendanceCame
		many.Invitees = append(many.Invitees, v)
	}
	all[crowd] = papertest.WithIDs(many)
	return all
}

var markup = regexp.MustCompile(`<[^>]*>`)

// inWord reads the text of a Word file, without spaces.
func inWord(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return unescaped(t, markup.ReplaceAllString(string(data), ""))
}

// unescaped reads XML's character data, without spaces.
func unescaped(t *testing.T, text string) string {
	t.Helper()
	var said string
	if err := xml.Unmarshal([]byte("<a>"+text+"</a>"), &said); err != nil {
		t.Fatal(err)
	}
	return papertest.Unspaced(said)
}

// inExcel reads the text of a workbook, without spaces.
func inExcel(t *testing.T, file []byte) string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, row := range rows {
		all.WriteString(strings.Join(row, ""))
	}
	return papertest.Unspaced(all.String())
}

// setForm is a paper with choices, and what it says of an event.
type setForm struct {
	kind    paper.Kind
	choices string // name=value, between semicolons
	says    func(d app.Dossier) []string
}

func approved(d app.Dossier) []string {
	var all []string
	for _, v := range d.Invitees {
		if v.Vetting == app.VettingApproved {
			all = append(all, v.Person.Name)
		}
	}
	return all
}

func came(d app.Dossier) []string {
	var all []string
	for _, v := range d.Invitees {
		if v.Attendance.IsThere() {
			all = append(all, v.Person.Name)
		}
	}
	return all
}

func opinionsOf(d app.Dossier, chosen func(app.Feedback) bool) []string {
	var all []string
	for _, o := range d.Feedback {
		if chosen(o) {
			all = append(all, o.Content)
		}
	}
	return all
}

// forms are the forms, lists and cards.
var forms = []setForm{
	{"sign-up-form", "", func(app.Dossier) []string {
		return []string{"报名表", "姓名", "性别", "出生日期", "联系电话", "单位", "职务", "类别", "参与理由", "关注话题"}
	}},
	{"sign-up-form", "form-for=list;extra-fields=nation,education", func(d app.Dossier) []string {
		return append([]string{"报名表", "序号姓名性别出生日期", "民族", "文化程度"}, d.Event.Categories()...)
	}},
	{"minutes", "", func(d app.Dossier) []string {
		all := []string{d.Event.Title, "发言人", "记录人签名"}
		for _, a := range d.Agenda {
			if slices.Contains([]app.AgendaKind{"visit", "report", "open_meeting", "symposium"}, a.Kind) {
				all = append(all, a.Name())
			}
		}
		return all
	}},
	{"opinion-form", "", func(app.Dossier) []string {
		return []string{"意见建议征集表", "意见建议一", "意见建议三", "答复方式"}
	}},
	{"questionnaire", "", func(d app.Dossier) []string {
		all := []string{"满意度问卷", "满意", "基本满意", "不满意"}
		for _, q := range d.Event.Questions {
			all = append(all, q.Text)
		}
		return all
	}},
	{"consent", "", func(d app.Dossier) []string {
		return append([]string{"安全告知", "肖像", "□同意", "签名"}, d.Event.Channels...)
	}},
	{"consent", "named=true", approved},
	{"groups", "", approved}, {"groups", "into=groups;vehicles=3;group=unit", func(d app.Dossier) []string { return append(approved(d), "第一组") }},
	{"seating", "", approved}, {"seating", "shape=classroom", approved}, {"seating", "shape=long", approved}, {"seating", "shape=round;leaders=false", approved},
	{"passes", "", func(d app.Dossier) []string { return append(approved(d), d.Event.Title) }},
	{"passes", "pass=staff;blank-passes=1", func(app.Dossier) []string { return []string{"工作证", "姓名", "单位", "001"} }},
	{"passes", "pass=vehicle;vehicles=3", func(d app.Dossier) []string { return []string{d.Event.Title, "车证", "3号车", "003"} }},
	{"certificates", "", came},
	{"result-slips", "", func(d app.Dossier) []string {
		return append(opinionsOf(d, func(o app.Feedback) bool { return o.Department != "" }), "负责人签字", "盖章")
	}},
	{"return-visits", "", func(d app.Dossier) []string {
		answered := opinionsOf(d, func(o app.Feedback) bool {
			return o.State == app.FeedbackReplied || o.State == app.FeedbackFollowedUp || o.State == app.FeedbackAnswered
		})
		return append(answered, "回访日期", "基本满意")
	}},
}

// Every form says the facts of every event, in each kind of file, and no bracket is empty.
func TestFormsSayWhatTheEventHolds(t *testing.T) {
	made := map[string]int{}
	for name, d := range workbooks(t) {
		at := d.Event.Start.AddDate(0, 0, 18)
		if d.Event.Start.IsZero() {
			at = papertest.November
		}
		for _, f := range forms {
			def, ok := All.Of(f.kind)
			if !ok {
				t.Fatalf("there is no paper %s", f.kind)
			}
			p := def.New(at)
			for choice := range strings.SplitSeq(f.choices, ";") {
				key, value, _ := strings.Cut(choice, "=")
				for _, o := range p.Options() {
					if o.Name == key {
						if err := o.Set(value); err != nil {
							t.Fatal(f.kind, err)
						}
					}
				}
			}
			if name == crowd && f.kind != "groups" && f.kind != "seating" {
				continue // which set a page for each person, or none
			}
			for _, as := range def.Formats() {
				m := paper.Material{Dossier: d, At: at, As: as}
				var out bytes.Buffer
				report, err := def.Write(t.Context(), &out, p, m)
				if app.CodeOf(err) == app.CodeInvalid && out.Len() == 0 {
					continue // it says what the event lacks
				}
				if err != nil {
					t.Errorf("%s of %s: %v", f.kind, name, err)
					continue
				}
				made[string(f.kind)]++
				where := string(f.kind) + " " + f.choices + " of " + name
				text := ""
				switch as {
				case paper.FormatWord:
					text = inWord(t, out.Bytes())
				case paper.FormatExcel:
					text = inExcel(t, out.Bytes())
				default:
					text = papertest.Poppler(t, out.Bytes())
				}
				for _, said := range f.says(d) {
					for _, r := range report.Missing {
						said = strings.ReplaceAll(said, string(r), "〓")
					}
					said = papertest.Unspaced(paper.Readied(app.Dossier{Event: app.Event{Title: said}}, &paper.Report{}).Event.Title)
					if !strings.Contains(text, said) && !strings.Contains(strings.ReplaceAll(text, "\u2060", ""), said) {
						t.Errorf("%s (%s) does not say %q", where, as, said)
					}
				}
				for _, empty := range []string{"（）", "()", "“”", "《》", "〈〉", "：。", "，。", "。。", "、、", "活动活动", "null", "%!"} {
					if strings.Contains(text, empty) {
						at := strings.Index(text, empty)
						t.Errorf("%s says %q: …%s", where, empty, text[max(0, at-40):min(len(text), at+40)])
					}
				}
			}
		}
	}
	for _, f := range forms {
		if made[string(f.kind)] == 0 {
			t.Errorf("%s was made of no event", f.kind)
		}
	}
}

// No form shows an identity number, and telephone numbers only where they are asked for in full.
func TestFormsHideNumbers(t *testing.T) {
	d := papertest.WithIDs(papertest.Everything())
	for i := range d.Invitees {
		d.Invitees[i].Person.Phone, d.Invitees[i].Person.IDNumber = "13912345678", "11010519491231002X"
	}
	for i := range d.Feedback {
		d.Feedback[i].InviteeID = d.Invitees[0].ID
		d.Feedback[i].Content += "，证件11010519491231002X"
	}
	for _, f := range forms {
		def, _ := All.Of(f.kind)
		for _, full := range []bool{false, true} {
			p := def.New(papertest.November)
			asked := false
			for _, o := range p.Options() {
				if o.Name == "phone" && full {
					asked = true
					if err := o.Set("full"); err != nil {
						t.Fatal(err)
					}
				}
			}
			var out bytes.Buffer
			report, err := def.Write(t.Context(), &out, p, paper.Material{Dossier: d, At: papertest.November})
			if err != nil {
				t.Fatal(f.kind, err)
			}
			text := papertest.Read(t, out.Bytes(), report).Text
			if strings.Contains(text, "11010519491231002X") || strings.Contains(text, "13912345678") != asked {
				t.Errorf("%s, in full %t: %s", f.kind, asked, text)
			}
			if asked && (report.Full == 0 || !report.Private) || !asked && (report.Full > 0 || report.Private) {
				t.Errorf("%s, in full %t: %+v", f.kind, asked, report)
			}
		}
	}
}

// The same form is the same file, also as a workbook.
func TestWorkbooksOfFormsAreReproducible(t *testing.T) {
	d := papertest.WithIDs(papertest.Everything())
	at := time.Date(2026, time.October, 12, 9, 0, 0, 0, app.Zone)
	for _, def := range All {
		if !def.Excel {
			continue
		}
		var files [3]bytes.Buffer
		for i := range files {
			if _, err := def.Write(t.Context(), &files[i], def.New(at), paper.Material{Dossier: d, At: at, As: paper.FormatExcel}); err != nil {
				t.Fatal(def.Kind, err)
			}
		}
		if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) || !bytes.Equal(files[0].Bytes(), files[2].Bytes()) {
			t.Errorf("%s is not the same workbook each time", def.Kind)
		}
	}
}
