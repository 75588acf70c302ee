package onday

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/phone"
)

func TestSignInSheetOfTheSamples(t *testing.T) {
	for _, name := range papertest.Samples {
		d := papertest.Sample(t, name)
		m := signIn(t, d, DefaultSignInOptions())
		e := d.Event
		texts := []string{e.Title + "签到表", app.Span(e.Start, e.End)}
		texts = append(texts, e.Sites...)
		texts = append(texts, "主办单位："+e.Organiser, "序号姓名单位职务联系电话签名备注")
		for i, v := range d.Invitees {
			texts = append(texts, strconv.Itoa(i+1)+v.Person.Name+v.Unit+v.Post+phone.Mask(v.Person.Phone))
		}
		for i := range 5 {
			texts = append(texts, strconv.Itoa(len(d.Invitees)+i+1))
		}
		texts = append(texts, fmt.Sprintf("应到：%d人", len(d.Invitees)), "实到：", "核对人：", "第1页共1页")
		papertest.InOrder(t, m.Text, texts...)
		papertest.InOrder(t, papertest.Poppler(t, m.PDF), texts...)
		for _, v := range d.Invitees {
			papertest.Lacks(t, m.Text, v.Person.IDNumber, v.Person.Phone)
		}
		if len(m.Report.Notes) > 0 || len(m.Report.Missing) > 0 {
			t.Errorf("%s: %+v", name, m.Report)
		}
	}
}

// names returns the names of those given in the order in which they stand on a sheet.
func names(m *papertest.Made, all ...string) []string {
	slices.SortFunc(all, func(a, b string) int { return strings.Index(m.Text, a) - strings.Index(m.Text, b) })
	return all
}

func TestOrdersOfNames(t *testing.T) {
	d := papertest.Gathering(
		papertest.Person("万三", "乙单位", "党员代表"), papertest.Person("单雨桐", "甲单位", ""), papertest.Person("王五", "乙单位", "群众代表"),
		papertest.Person("仇文博", "", "媒体"), papertest.Person("于谦", "甲单位", "群众代表"), papertest.Person("区小明", "丙单位", "党员代表"),
	)
	d.Event.Quotas = []app.Quota{{Category: "群众代表", Number: 2}, {Category: "党员代表", Number: 2}}
	for order, want := range map[paper.Order]string{
		paper.OrderEntry:    "万三 单雨桐 王五 仇文博 于谦 区小明",
		paper.OrderCategory: "王五 于谦 万三 区小明 仇文博 单雨桐", // quotas, others, none
		paper.OrderUnit:     "万三 王五 单雨桐 于谦 区小明 仇文博", // as first entered, none
		paper.OrderPinyin:   "区小明 仇文博 单雨桐 万三 王五 于谦", // Ōu Qiú Shàn Wàn Wáng Yú
		paper.OrderStroke:   "于谦 万三 王五 区小明 仇文博 单雨桐",
	} {
		for _, landscape := range []bool{false, true} {
			m := signIn(t, d, SignInOptions{Sort: order, Group: paper.GroupNone, Phone: paper.PhoneNone, Landscape: landscape})
			if got := strings.Join(names(m, strings.Fields(want)...), " "); got != want {
				t.Errorf("%s: %s, want %s", order, got, want)
			}
		}
	}
}

// Who reads the own name in another way than the dictionary stands there.
func TestOrderByTheOwnReading(t *testing.T) {
	d := papertest.Gathering(papertest.Person("万三", "", ""), papertest.Person("单雨桐", "", ""), papertest.Person("仇文博", "", ""))
	d.Invitees[1].Person.Reading = "dan yu tong"
	m := signIn(t, d, SignInOptions{Sort: paper.OrderPinyin, Group: paper.GroupNone, Phone: paper.PhoneNone})
	if got := strings.Join(names(m, "单雨桐", "仇文博", "万三"), " "); got != "单雨桐 仇文博 万三" {
		t.Error(got)
	}
}

func TestGroupsHaveHeadings(t *testing.T) {
	d := papertest.Gathering(
		papertest.Person("甲一", "第二中学", ""), papertest.Person("乙二", "第一中学", "党员代表"), papertest.Person("丙三", "第二中学", "群众代表"),
		papertest.Person("丁四", "", "党员代表"),
	)
	d.Event.Quotas = []app.Quota{{Category: "群众代表", Number: 1}, {Category: "党员代表", Number: 2}}
	o := SignInOptions{Sort: paper.OrderEntry, Group: paper.GroupCategory, BlankRows: 2, Phone: paper.PhoneNone}
	papertest.InOrder(t, signIn(t, d, o).Text, "备注", "群众代表（1人）", "1丙三", "党员代表（2人）", "2乙二", "3丁四", "未填类别（1人）", "4甲一", "临时参加", "5", "6", "应到：4人")
	o.Group = paper.GroupUnit
	papertest.InOrder(t, signIn(t, d, o).Text, "备注", "第二中学（2人）", "1甲一", "2丙三", "第一中学（1人）", "3乙二", "未填单位（1人）", "4丁四", "临时参加", "5", "6")
	o.Group, o.BlankRows = paper.GroupNone, 0
	papertest.Lacks(t, signIn(t, d, o).Text, "（1人）", "（2人）", "临时参加")
	// A name of the group's order decides within the group.
	o.Group, o.Sort = paper.GroupUnit, paper.OrderStroke
	papertest.InOrder(t, signIn(t, d, o).Text, "第二中学（2人）", "1丙三", "2甲一", "第一中学（1人）")
}

func TestPhoneStyles(t *testing.T) {
	v := papertest.Person("王芳", "", "")
	v.Person.Phone = "13800001234"
	d := papertest.Gathering(v)
	o := DefaultSignInOptions()
	m := signIn(t, d, o)
	papertest.Contains(t, m.Text, "联系电话", "138****1234")
	papertest.Lacks(t, m.Text, "13800001234")
	o.Phone = paper.PhoneFull
	papertest.Contains(t, signIn(t, d, o).Text, "联系电话", "13800001234")
	o.Phone = paper.PhoneNone
	papertest.Lacks(t, signIn(t, d, o).Text, "联系电话", "1234")
}

func TestWhoIsOnTheSheet(t *testing.T) {
	with := func(name string, v app.Vetting, a app.Attendance) app.Invitee {
		i := papertest.Person(name, "", "")
		i.Vetting, i.Attendance = v, a
		return i
	}
	m := signIn(t, papertest.Gathering(
		with("通过甲", app.VettingApproved, ""), with("待审乙", app.VettingPending, ""), with("否决丙", app.VettingDeclined, app.AttendanceAbsent),
		with("候补丁", app.VettingWaiting, ""), with("临时戊", app.VettingPending, app.AttendanceCame), with("请假己", app.VettingApproved, app.AttendanceExcused),
	), DefaultSignInOptions())
	papertest.InOrder(t, m.Text, "1通过甲", "2临时戊", "临时参加", "3请假己", "应到：2人")
	papertest.Lacks(t, m.Text, "待审乙", "否决丙", "候补丁")
	notes := strings.Join(m.Report.Notes, "\n")
	papertest.Contains(t, papertest.Unspaced(notes), "临时参加的1人", "待审1", "不通过1", "候补1")

	m = signIn(t, papertest.Gathering(
		with("待审乙", app.VettingPending, ""), with("否决丙", app.VettingDeclined, ""), with("候补丁", app.VettingWaiting, ""),
	), DefaultSignInOptions())
	papertest.InOrder(t, m.Text, "1待审乙", "2候补丁", "应到：2人")
	papertest.Lacks(t, m.Text, "否决丙")
	notes = strings.Join(m.Report.Notes, "\n")
	papertest.Contains(t, papertest.Unspaced(notes), "尚无审核通过的人员", "2人", "不通过1")
}

func TestEmptyListGivesBlankRows(t *testing.T) {
	o := DefaultSignInOptions()
	for blank, last := range map[int]int{0: rowsOfEmptySheet, 3: 3} {
		o.BlankRows = blank
		m := signIn(t, papertest.Gathering(), o)
		papertest.InOrder(t, m.Text, "备注", "1", "2", strconv.Itoa(last)+"应到：0人")
		if len(m.Report.Notes) != 1 {
			t.Errorf("notes: %q", m.Report.Notes)
		}
	}
}

// Every page has the header row, and the number of pages is right.
func TestHeaderRowOnEveryPage(t *testing.T) {
	d := papertest.Gathering()
	for i := range 100 {
		d.Invitees = append(d.Invitees, papertest.Person(fmt.Sprintf("第%d号", i+1), "单位", "群众代表"))
	}
	for _, landscape := range []bool{false, true} {
		m := signIn(t, d, SignInOptions{Sort: paper.OrderEntry, Group: paper.GroupCategory, BlankRows: 5, Phone: paper.PhoneMasked, Landscape: landscape})
		if m.Report.Pages < 4 {
			t.Fatalf("%d pages", m.Report.Pages)
		}
		for n := 1; n <= m.Report.Pages; n++ {
			text, err := m.Doc(t).Text(n)
			if err != nil {
				t.Fatal(err)
			}
			papertest.Contains(t, papertest.Unspaced(text), "序号姓名单位职务联系电话签名备注", fmt.Sprintf("第%d页共%d页", n, m.Report.Pages))
			width, height, err := m.Doc(t).Size(n)
			if err != nil || landscape != (width > height) {
				t.Errorf("page %d is %.0f × %.0f: %v", n, width, height, err)
			}
		}
	}
}

// The ruled lines are measured on the drawn page: rows at least 10 mm high, the
// signature at least 30 mm wide, all within the paper.
func TestRowsAndSignatureAreLargeEnough(t *testing.T) {
	for _, landscape := range []bool{false, true} {
		for _, phones := range []paper.PhoneStyle{paper.PhoneMasked, paper.PhoneNone} {
			m := signIn(t, papertest.Gathering(), SignInOptions{Sort: paper.OrderEntry, Group: paper.GroupNone, BlankRows: 10, Phone: phones, Landscape: landscape})
			heads := map[string]float64{} // middle of each column's title
			var first, last float64       // baselines of rows 1 and 10
			for _, p := range m.Pieces(t, 1) {
				heads[p.Text] = (p.Ink.Left + p.Ink.Right) / 2
				switch p.Text {
				case "1":
					first = p.Y
				case "10":
					last = p.Y
				}
			}
			if first == 0 || last == 0 {
				t.Fatalf("rows 1 and 10 are not on the sheet: %v", m.Pieces(t, 1))
			}
			columns := m.Lines(t, 1, true, first+6, last-6)
			i, _ := slices.BinarySearch(columns, heads["签名"])
			if i == 0 || i == len(columns) {
				t.Fatalf("no column around 签名 at %.1f: %.1f", heads["签名"], columns)
			}
			if w := columns[i] - columns[i-1]; w < 30 {
				t.Errorf("the signature is %.1f mm wide", w)
			}
			if width, _, _ := m.Doc(t).Size(1); columns[0] < 10 || columns[len(columns)-1] > width-10 {
				t.Errorf("the table stands from %.1f to %.1f of %.0f mm", columns[0], columns[len(columns)-1], width)
			}
			levels := m.Lines(t, 1, false, columns[i-1]+1, columns[i]-1)
			rows := 0
			for j := 1; j < len(levels); j++ {
				if h := levels[j] - levels[j-1]; h < 10 {
					t.Errorf("row %d is %.1f mm high", j, h)
				}
				rows++
			}
			if rows < 10 {
				t.Errorf("%d rows found, at %.1f", rows, levels)
			}
		}
	}
}

func TestRareCharactersAndLongUnitsComeBack(t *testing.T) {
	long := ""
	for i := range 100 {
		long += string([]rune{rune('一' + 37*i), rune('丁' + 41*i), '厂'})
	}
	d := papertest.Gathering(papertest.Person("张𬭎", "𬭚城商贸", "群众代表"), papertest.Person("𠮷田", "海角😀贸易", "群众代表"), papertest.Person("王芳", long, "群众代表"))
	m := signIn(t, d, DefaultSignInOptions())
	want := []string{"张𬭎", "𬭚城商贸", "𠮷田", "海角😀贸易", "王芳", long}
	for i := range want {
		want[i] = m.Drawn(want[i])
	}
	papertest.InOrder(t, m.Text, want...)
	papertest.InOrder(t, papertest.Poppler(t, m.PDF), want...)
	for _, r := range m.Report.Missing {
		if r != '😀' {
			t.Errorf("%c is drawn as 〓", r)
		}
	}
}

func TestShortNamesArePadded(t *testing.T) {
	m := signIn(t, papertest.Gathering(papertest.Person("张三", "", ""), papertest.Person("欧阳修", "", "")), DefaultSignInOptions())
	widths := map[string]float64{}
	chars, err := m.Doc(t).Chars(1)
	if err != nil {
		t.Fatal(err)
	}
	at := func(r rune) float64 {
		for _, c := range chars {
			if c.Rune == r {
				return c.X
			}
		}
		t.Fatalf("%c is not on the sheet", r)
		return 0
	}
	widths["张三"], widths["欧阳修"] = at('三')-at('张'), at('修')-at('欧')
	if !papertest.Near(widths["张三"], widths["欧阳修"], 0.1) {
		t.Errorf("the names are of different widths: %v", widths)
	}
}

func TestNotesHideIdentityNumbers(t *testing.T) {
	v := papertest.Person("王芳", "", "")
	v.Note = "证件11010519491231002X"
	o := DefaultSignInOptions()
	o.Notes = true
	m := signIn(t, papertest.Gathering(v), o)
	papertest.Contains(t, m.Text, "证件110***********002X")
	papertest.Lacks(t, m.Text, "11010519491231002X")
}

func TestNotesStayInTheOfficeUnlessAskedFor(t *testing.T) {
	v := papertest.Person("王芳", "", "")
	v.Note = "校验码不对"
	walkIn := papertest.Person("李强", "", "")
	walkIn.Vetting, walkIn.Attendance = app.VettingPending, app.AttendanceCame
	m := signIn(t, papertest.Gathering(v, walkIn), DefaultSignInOptions())
	papertest.Lacks(t, m.Text, "校验码不对")
	papertest.Contains(t, m.Text, "临时参加")
}

func TestSignInOptionsAreRemembered(t *testing.T) {
	o := SignInOptions{Sort: paper.OrderStroke, Group: paper.GroupUnit, BlankRows: 12, Phone: paper.PhoneFull, Landscape: true, NoMarks: true, Notes: true}
	if got := ParseSignInOptions(o.String()); got != o {
		t.Errorf("%+v came back as %+v", o, got)
	}
	preset := DefaultSignInOptions()
	for text, want := range map[string]SignInOptions{
		"":                    preset,
		"{":                   preset,
		`{"sort":"weight"}`:   preset,
		`{"group":"bus"}`:     preset,
		`{"phone":7}`:         preset,
		`{"blank_rows":-1}`:   preset,
		`{"blank_rows":1e9}`:  preset,
		`{"sort":"pinyin"}`:   {Sort: paper.OrderPinyin, Group: preset.Group, BlankRows: preset.BlankRows, Phone: preset.Phone, NoMarks: true},
		`{"landscape":true}`:  {Sort: preset.Sort, Group: preset.Group, BlankRows: preset.BlankRows, Phone: preset.Phone, Landscape: true, NoMarks: true},
		`{"something":"new"}`: preset,
	} {
		if got := ParseSignInOptions(text); got != want {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
	if p := preset.Validate(); len(p) > 0 {
		t.Errorf("the defaults are wrong: %v", p)
	}
}

func TestWrongOptionsMakeNoSheet(t *testing.T) {
	var out bytes.Buffer
	wrong := SignInOptions{Sort: "weight", Group: "bus", BlankRows: MostBlankRows + 1, Phone: "half"}
	_, err := SignIn(context.Background(), &out, papertest.Gathering(), wrong, time.Now())
	if app.CodeOf(err) != app.CodeInvalid || out.Len() > 0 || len(wrong.Validate()) != 4 {
		t.Errorf("%v, %d bytes, %v", err, out.Len(), wrong.Validate())
	}
}

func TestLongTitleIsPartedByMeaning(t *testing.T) {
	d := papertest.Gathering(papertest.Person("王芳", "", ""))
	d.Event.Title = "关于深入推进基层政务公开标准化规范化建设二〇二六年第三季度政府开放日"
	var lines []string
	for _, p := range signIn(t, d, DefaultSignInOptions()).Pieces(t, 1) {
		if papertest.Near(p.Size, paper.SheetTitleSize, 0.1) {
			lines = append(lines, p.Text)
		}
	}
	if len(lines) < 2 || lines[len(lines)-1] != "二〇二六年第三季度政府开放日签到表" || strings.Join(lines, "") != d.Event.Title+"签到表" {
		t.Errorf("the title is set as %q", lines)
	}
}

// Whatever people are called, there is a sheet, and none of them is lost.
func TestAnyTextMakesASheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("张𬭎𠮷😀\u200d \t\n，。（A1\ue000"))))
		d := papertest.Gathering()
		d.Event.Title = text.Draw(t, "title")
		for range rapid.IntRange(0, 5).Draw(t, "people") {
			v := papertest.Person(text.Draw(t, "name"), text.Draw(t, "unit"), text.Draw(t, "category"))
			v.Post, v.Note, v.Person.Phone = text.Draw(t, "post"), text.Draw(t, "note"), text.Draw(t, "phone")
			d.Invitees = append(d.Invitees, v)
		}
		o := SignInOptions{
			Sort:  rapid.SampledFrom(paper.Orders).Draw(t, "sort").Code,
			Group: rapid.SampledFrom(paper.Groupings).Draw(t, "group").Code, BlankRows: rapid.IntRange(0, 40).Draw(t, "blank"),
			Phone: rapid.SampledFrom(paper.PhoneStyles).Draw(t, "phones").Code, Landscape: rapid.Bool().Draw(t, "landscape"),
		}
		sorted := paper.Arranged(d.Event, d.Invitees, o.Sort, o.Group)
		count := func(list []app.Invitee) map[string]int {
			n := map[string]int{}
			for _, v := range list {
				n[v.Person.Name+"\x00"+v.Unit]++
			}
			return n
		}
		if a, b := count(d.Invitees), count(sorted); fmt.Sprint(a) != fmt.Sprint(b) {
			t.Fatalf("%v became %v", a, b)
		}
		var out bytes.Buffer
		if _, err := SignIn(context.Background(), &out, d, o, time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
	})
}

func signIn(t testing.TB, d app.Dossier, o SignInOptions) *papertest.Made {
	t.Helper()
	var out bytes.Buffer
	report, err := SignIn(context.Background(), &out, d, o, app.Date(2022, time.November, 21))
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Read(t, out.Bytes(), report)
}

// No font has U+E000, which is private; emoji and rare characters come back
// unless they are named as missing.
func TestWarningsNameWhatNoFontHas(t *testing.T) {
	m := signIn(t, papertest.Gathering(papertest.Person("王\ue000", "", "")), DefaultSignInOptions())
	papertest.Contains(t, m.Text, "王〓")
	if len(m.Report.Missing) != 1 || m.Report.Missing[0] != '\ue000' {
		t.Errorf("missing: %q", m.Report.Missing)
	}
	warnings := m.Report.Warnings()
	if len(warnings) != 1 || !strings.Contains(warnings[0], "〓") || !strings.Contains(warnings[0], "\ue000") {
		t.Errorf("warnings: %q", warnings)
	}
	if w := signIn(t, papertest.Gathering(papertest.Person("王芳", "", "")), DefaultSignInOptions()).Report.Warnings(); len(w) != 0 {
		t.Errorf("a sound sheet warns: %q", w)
	}
}
