package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/table"
	"openday/app/words"
	"openday/assets"
)

func at(year int, month time.Month, day, hour, minute int) time.Time {
	return time.Date(year, month, day, hour, minute, 0, 0, app.Zone)
}

// must reads a workbook that is sound.
func must(t testing.TB, data []byte) (app.Dossier, []string) {
	t.Helper()
	d, warnings, err := Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return d, warnings
}

func written(t testing.TB, d app.Dossier) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSampleOfTheCivilAffairsBureau(t *testing.T) {
	d, warnings := must(t, assets.Sample)
	if len(warnings) > 0 {
		t.Errorf("warnings: %q", warnings)
	}
	want := app.Event{
		Title: "县民政局2022年政府开放日", Theme: "提升服务质量，助推乡村振兴", Organiser: "县民政局",
		Start: at(2022, 11, 22, 8, 30), End: at(2022, 11, 22, 12, 0),
		AssemblyPlace: "县政务中心B栋一楼北门", AssemblyTime: at(2022, 11, 22, 8, 30), Transport: "统一乘车",
		Sites:       []string{"凤凰山养老服务中心", "圣泉镇公益性公墓", "县政务中心B栋1912县民政局会议室"},
		SignUpUntil: at(2022, 11, 18, 17, 0), SignUpMethods: []string{"电话报名"},
		Contact: d.Event.Contact, Phones: d.Event.Phones, Notices: d.Event.Notices,
		Quotas: []app.Quota{{Category: "群众代表", Number: 12}}, State: app.StateDraft,
	}
	if diff := cmp.Diff(want, d.Event); diff != "" {
		t.Error(diff)
	}
	if d.Event.Contact == "" || len(d.Event.Phones) != 1 || len(d.Event.Notices) != 3 {
		t.Errorf("contact %q, phones %q, notices %q", d.Event.Contact, d.Event.Phones, d.Event.Notices)
	}
	first := d.Invitees[0]
	if len(d.Invitees) != 12 || first.Person.Name != "王玉梅" || first.Person.IDNumber != "640302198806256465" || first.Vetting != app.VettingApproved || first.Attendance != app.AttendanceCame {
		t.Errorf("%d invitees, the first is %+v", len(d.Invitees), first)
	}
	if len(d.Agenda) != 4 || !d.Agenda[2].Start.Equal(at(2022, 11, 22, 10, 10)) || d.Agenda[3].Kind != "symposium" {
		t.Errorf("agenda %+v", d.Agenda)
	}
	if len(d.Feedback) != 2 || d.Feedback[0].InviteeID != first.ID || !d.Feedback[0].DueDate.Equal(app.Date(2022, 12, 6)) || d.Feedback[1].State != app.FeedbackInProgress {
		t.Errorf("feedback %+v", d.Feedback)
	}
}

func TestSamplesComeBackTheSame(t *testing.T) {
	for _, name := range []string{"plan1-civil-affairs.xlsx", "plan3-development-zone.xlsx"} {
		data, err := os.ReadFile("../../assets/samples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		d, warnings := must(t, data)
		again, more := must(t, written(t, d))
		if diff := cmp.Diff(d, again); diff != "" || len(warnings)+len(more) > 0 {
			t.Errorf("%s: %s %q %q", name, diff, warnings, more)
		}
	}
}

// words are the texts of the property test: what ruins files, and names.
var (
	lines = rapid.OneOf(
		rapid.SampledFrom([]string{"张𬭎", "𬭚城商贸", "𠮷田", "=1+1", "+86 138", "-1", "@SUM(A1)", "_x0041_x0042_", "_x000D_", "_x005F_x0041_", "1/3", "2022-11-22", "TRUE", "007", "6.4E+17", "a\tb", "第一行\n第二行", "<&>\"'", "👨\u200d👩\u200d👧", "欧阳修", strings.Repeat("单位", 30)}),
		rapid.StringN(1, 30, -1),
	)
	texts = rapid.Map(lines, func(s string) string { return hanzi.CleanProse(table.PlainText(s)) })
	some  = texts.Filter(func(s string) bool { return hanzi.CleanLine(s) != "" })
)

func moments(t *rapid.T, label string, day time.Time) time.Time {
	return day.Add(time.Duration(rapid.IntRange(0, 3*24*60).Draw(t, label)) * time.Minute)
}

func oneOf[C ~string](t *rapid.T, label string, list app.Vocabulary[C], orNone bool) C {
	i := rapid.IntRange(0, len(list)).Draw(t, label)
	switch {
	case i < len(list):
		return list[i].Code
	case orNone:
		return ""
	}
	return list[0].Code
}

// dossiers makes events as the program keeps them: tidied and valid.
func dossiers(t *rapid.T) app.Dossier {
	day := app.Date(2020, 1, 1).AddDate(0, 0, rapid.IntRange(0, 4000).Draw(t, "day"))
	list := rapid.SliceOfN(some, 0, 3)
	start := moments(t, "start", day)
	end := start.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "length")) * time.Minute)
	e := app.Event{
		Title: some.Draw(t, "title"), Theme: texts.Draw(t, "theme"), Organiser: texts.Draw(t, "organiser"), CoOrganisers: list.Draw(t, "co"),
		Basis: texts.Draw(t, "basis"), Principle: rapid.OneOf(texts, rapid.Just(strings.Repeat("指导", 10_000))).Draw(t, "principle"), Aims: texts.Draw(t, "aims"), Form: oneOf(t, "form", app.Forms, true),
		StreamURL: rapid.SampledFrom([]string{"", "https://example.cn/直播?a=1&b=2"}).Draw(t, "url"),
		Start:     start, End: end, AssemblyPlace: texts.Draw(t, "place"), AssemblyTime: start, Transport: texts.Draw(t, "bus"), Sites: list.Draw(t, "sites"),
		Capacity: rapid.IntRange(0, 500).Draw(t, "capacity"), MinAge: rapid.IntRange(0, 60).Draw(t, "min"), MaxAge: rapid.SampledFrom([]int{0, 65}).Draw(t, "max"),
		Audience: texts.Draw(t, "audience"), SignUpFrom: start.AddDate(0, 0, -20), SignUpUntil: start.AddDate(0, 0, -3), SignUpMethods: list.Draw(t, "methods"),
		Contact: texts.Draw(t, "contact"), Phones: rapid.SliceOfN(rapid.StringMatching(`1[3-9]\d{9}|0\d{3}-\d{7}`), 0, 2).Draw(t, "phones"),
		Email: rapid.SampledFrom([]string{"", "djb@example.cn"}).Draw(t, "email"), VettingDays: rapid.IntRange(0, 9).Draw(t, "vetting"), FilingDays: rapid.IntRange(0, 9).Draw(t, "filing"),
		Notices: list.Draw(t, "notices"), Channels: list.Draw(t, "channels"), Requirements: list.Draw(t, "requirements"), State: oneOf(t, "state", app.States, false),
	}
	for range rapid.IntRange(0, 3).Draw(t, "leaders") {
		e.Leaders = append(e.Leaders, app.Leader{Role: oneOf(t, "role", app.LeaderRoles, false), Name: some.Draw(t, "leader"), Position: texts.Draw(t, "position"), Duty: texts.Draw(t, "duty")})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "quotas") {
		e.Quotas = append(e.Quotas, app.Quota{
			Category: fmt.Sprint(some.Draw(t, "quota"), i), Number: rapid.IntRange(app.NoNumber, 50).Draw(t, "number"),
			MinShare: rapid.SampledFrom([]app.Share{{}, {Num: 1, Den: 3}, {Num: 33, Den: 100}, {Num: 1, Den: 1}}).Draw(t, "share"), Outside: rapid.Bool().Draw(t, "outside"),
		})
	}
	e.TimeWords, e.CapacityWords, e.AudienceWords = texts.Draw(t, "time words"), texts.Draw(t, "capacity words"), texts.Draw(t, "audience words")
	keys := slices.Clone(app.SectionKeys)
	for range rapid.IntRange(0, 4).Draw(t, "sections") {
		s := app.Section{Heading: some.Draw(t, "heading"), Text: some.Draw(t, "section text"), Hidden: rapid.Bool().Draw(t, "hidden")}
		if i := rapid.IntRange(0, len(keys)-1).Draw(t, "generated"); rapid.Bool().Draw(t, "free") {
			s.Key, s.Text = keys[i].Code, texts.Draw(t, "own text")
			keys = slices.Delete(keys, i, i+1)
		}
		e.Sections = append(e.Sections, s)
	}
	withClock := rapid.Bool().Draw(t, "clock")
	d := app.Dossier{Event: e.Tidied()}
	for i := range rapid.IntRange(0, 6).Draw(t, "invitees") {
		v := app.Invitee{
			ID: fmt.Sprint(i + 1), Position: i + 1,
			Person: app.Person{
				Name: some.Draw(t, "name"), Gender: oneOf(t, "gender", app.Genders, true),
				IDNumber: rapid.SampledFrom([]string{"", "11010519491231002X", "640302198806256465", "E12345678", "军字第 12 号", "110101199003071000"}).Draw(t, "id"),
				Phone:    rapid.SampledFrom([]string{"", "13812341234", "0955-7654321", "+86 138 1234 1234"}).Draw(t, "phone"),
				BornOn:   rapid.SampledFrom([]time.Time{{}, app.Date(1900, 1, 1), app.Date(1949, 12, 31), app.Date(2020, 2, 29)}).Draw(t, "born"),
				Reading:  rapid.SampledFrom([]string{"", "shan xiong", "ōu yáng xiū", "1"}).Draw(t, "reading"),
			},
			Unit: texts.Draw(t, "unit"), Post: texts.Draw(t, "post"), Category: texts.Draw(t, "category"), Channel: texts.Draw(t, "channel"),
			Vetting: oneOf(t, "vetted", app.Vettings, false), Reason: texts.Draw(t, "reason"), Attendance: oneOf(t, "attendance", app.Attendances, true), Note: texts.Draw(t, "note"),
		}.Tidied()
		if v.Person.Name == "" {
			v.Person.Name = "张三"
		}
		if rapid.Bool().Draw(t, "signed") {
			v.SignedInAt = moments(t, "signed at", day).Add(time.Duration(rapid.IntRange(0, 59).Draw(t, "seconds")) * time.Second)
		}
		d.Invitees = append(d.Invitees, v)
	}
	from := start
	for i := range rapid.IntRange(0, 4).Draw(t, "agenda") {
		from = from.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "later")) * time.Minute)
		a := app.AgendaItem{
			Position: i + 1, Kind: oneOf(t, "kind", app.AgendaKinds, false), Content: some.Draw(t, "content"), Place: texts.Draw(t, "where"),
			InCharge: texts.Draw(t, "charge"), Recorder: texts.Draw(t, "recorder"), Note: texts.Draw(t, "agenda note"),
		}.Tidied()
		if withClock {
			a.Start = from
		}
		if rapid.Bool().Draw(t, "ends") && withClock {
			a.End = from.Add(time.Hour)
		}
		d.Agenda = append(d.Agenda, a)
	}
	d.Event.Programme, d.Event.Openness, d.Event.FilingNumber, d.Event.FiledWith = some.Draw(t, "programme"), texts.Draw(t, "openness"), texts.Draw(t, "filing number"), texts.Draw(t, "filed with")
	d.Event.LeastAttendance = rapid.IntRange(0, 30).Draw(t, "least")
	if rapid.Bool().Draw(t, "filed") {
		d.Event.Done = []app.DeadlineDone{{Kind: app.DeadlineFiling, On: day.AddDate(0, 0, -9)}}
	}
	d.Event = d.Event.Tidied()
	if c := (app.EventChanging{Change: oneOf(t, "change", app.EventChanges, true)}); c.Change != "" {
		c.Reason = texts.Draw(t, "reason of the change")
		if rapid.Bool().Draw(t, "decided") {
			c.On = day
		}
		if c.Change == app.Postponed && rapid.Bool().Draw(t, "to") {
			c.To = moments(t, "new start", day.AddDate(0, 1, 0))
			if !d.Event.HasClock() {
				c.To = app.DayOf(c.To)
			}
		}
		d = d.Changed(c)
		d.Event = d.Event.Tidied()
	}
	names := map[string]int{}
	for _, v := range d.Invitees {
		names[v.Person.Name]++
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "feedback") {
		f := app.Feedback{
			Position: i + 1, Content: some.Draw(t, "opinion"), Speaker: rapid.SampledFrom([]string{"", "路人甲乙丙"}).Draw(t, "speaker"), Stop: texts.Draw(t, "stop"),
			Category: texts.Draw(t, "topic"), Channel: texts.Draw(t, "by"), Department: texts.Draw(t, "department"), InCharge: texts.Draw(t, "handler"),
			State: oneOf(t, "stage", app.FeedbackStates, false), Result: texts.Draw(t, "result"), Grade: oneOf(t, "grade", app.Grades, true),
			Adoption: oneOf(t, "adoption", app.Adoptions, true), AdoptionReason: texts.Draw(t, "why"), Satisfaction: oneOf(t, "satisfaction", app.Satisfactions, true),
		}.Tidied()
		if rapid.Bool().Draw(t, "due") {
			f.DueDate, f.RepliedOn = day.AddDate(0, 0, 9), day.AddDate(0, 0, 8)
		}
		if n := len(d.Invitees); n > 0 && rapid.Bool().Draw(t, "by an invitee") {
			v := d.Invitees[rapid.IntRange(0, n-1).Draw(t, "who")]
			// Two of one name and no units cannot be told apart in a workbook.
			if names[v.Person.Name] == 1 && v.Person.Name != anonymous {
				f.InviteeID, f.Speaker = v.ID, v.Person.Name
			}
		}
		d.Feedback = append(d.Feedback, f)
	}
	return d
}

// What is written comes back, with what ID numbers tell of people where nothing else
// was said.
func TestWhatIsWrittenComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := dossiers(rt)
		if found := d.Validate(); len(found) > 0 {
			rt.Fatalf("the test's event is not valid: %v", found)
		}
		var out bytes.Buffer
		if err := Write(&out, d); err != nil {
			rt.Fatal(err)
		}
		again, _, err := Read(&out)
		if err != nil {
			rt.Fatal(err)
		}
		for i := range d.Invitees {
			d.Invitees[i].Person = d.Invitees[i].Person.CompletedByID()
		}
		if diff := cmp.Diff(d, again, cmpopts.EquateEmpty()); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestNamesakesAreTold(t *testing.T) {
	d := app.Dossier{Event: app.Event{Title: "开放日", Start: at(2026, 5, 6, 9, 0), State: app.StateDraft}}
	for i, unit := range []string{"民政局", "市第三中学", ""} {
		d.Invitees = append(d.Invitees, app.Invitee{ID: fmt.Sprint(i + 1), Position: i + 1, Person: app.Person{Name: "王伟"}, Unit: unit, Vetting: app.VettingApproved})
	}
	d.Feedback = []app.Feedback{
		{Position: 1, Content: "甲", Speaker: "王伟", InviteeID: "2", State: app.FeedbackRecorded},
		{Position: 2, Content: "乙", Speaker: "王伟", InviteeID: "1", State: app.FeedbackRecorded},
	}
	again, warnings := must(t, written(t, d))
	if diff := cmp.Diff(d, again); diff != "" || len(warnings) > 0 {
		t.Errorf("%s %q", diff, warnings)
	}
	d.Feedback[0].InviteeID = "3"
	again, warnings = must(t, written(t, d))
	if again.Feedback[0].InviteeID != "1" || len(warnings) != 1 || warnings[0] != "意见建议!B2: 有 3 位“王伟”，记在第一位名下" {
		t.Errorf("%+v %q", again.Feedback[0], warnings)
	}
}

// book makes a workbook cell by cell, on top of an event that is sound.
func book(t testing.TB, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(assets.Sample))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	change(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// edited makes a workbook with its parts changed.
func edited(t testing.TB, data []byte, change func(name, content string) string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	try(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range archive.File {
		r, err := part.Open()
		try(t, err)
		content, err := io.ReadAll(r)
		try(t, err)
		p, err := w.Create(part.Name)
		try(t, err)
		_, err = io.WriteString(p, change(part.Name, string(content)))
		try(t, err)
	}
	try(t, w.Close())
	return out.Bytes()
}

func try(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestBadCellsAreAllNamed(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		try(t, f.SetCellValue("活动", "B5", "明天上午"))
		try(t, f.SetCellValue("名额", "B2", "许多"))
		try(t, f.SetCellValue("名额", "C2", time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC)))
		try(t, f.SetCellValue("名额", "D2", "也许"))
		try(t, f.SetCellValue("邀请对象", "A3", nil))
		try(t, f.SetCellValue("邀请对象", "C7", 640302198407125513.0))
		try(t, f.SetCellValue("邀请对象", "C8", "6.40302E+17"))
		try(t, f.SetCellValue("邀请对象", "I9", "同意"))
		try(t, f.SetCellValue("邀请对象", "K9", "25:00"))
		try(t, f.SetCellValue("议程", "A2", "2022-02-30 08:00"))
		try(t, f.SetCellValue("议程", "B3", "08:00"))
		try(t, f.SetCellValue("意见建议", "H2", "12月6日"))
		try(t, f.SetCellFormula("意见建议", "J2", "A1&A2"))
	})
	// A formula that no program has calculated yet has neither type nor value.
	data = edited(t, data, func(name, content string) string {
		return strings.Replace(content, `<c r="J2" t="str"><f>`, `<c r="J2"><f>`, 1)
	})
	d, _, err := Read(bytes.NewReader(data))
	if app.CodeOf(err) != app.CodeInvalid || d.Event.Title != "" {
		t.Fatalf("%v, %v", d.Event.Title, err)
	}
	want := []string{
		"活动!B5: “明天上午”不是日期时间，请写成 2022-11-22 08:30",
		"名额!B2: “许多”不是整数",
		"名额!C2: 最低占比被 Excel 改成了日期；请先把单元格格式设为“文本”再填 1/3，或者填 33%",
		"名额!D2: “也许”应为“是”或“否”",
		"邀请对象!A3: 缺少“姓名”",
		"邀请对象!C7: 身份证号是数字单元格，末位数字已丢失",
		"邀请对象!C8: 身份证号被写成了科学计数法，末位数字已丢失",
		"邀请对象!I9: “同意”应为：待审、通过、不通过、候补",
		"邀请对象!K9: “25:00”不是日期时间，请写成 2022-11-22 08:30",
		"议程!A2: 日期“2022-02-30 08:00”不存在",
		"议程!B3: It ends before it starts.",
		"意见建议!H2: “12月6日”不是日期时间，请写成 2022-11-22 08:30",
		"意见建议!J2: 公式还没有结果；请用 Excel 打开并保存后再导入",
	}
	got := strings.Split(err.Error(), "\n")
	for i := range got {
		// The rules' own sentences are in the catalogue of the rules.
		if strings.HasPrefix(got[i], "议程!B3: ") {
			got[i] = "议程!B3: It ends before it starts."
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCellsAreSpokenOfInTheLanguageInUse(t *testing.T) {
	words.Use(words.English)
	t.Cleanup(func() { words.Use(words.Chinese) })
	data := book(t, func(f *excelize.File) {
		try(t, f.SetCellValue("活动", "B5", "明天上午"))
		try(t, f.SetCellValue("名额", "D2", "也许"))
		try(t, f.SetCellValue("邀请对象", "A3", nil))
		try(t, f.SetCellValue("邀请对象", "I9", "同意"))
		try(t, f.SetCellValue("邀请对象", "M1", "座位"))
	})
	_, warnings, err := Read(bytes.NewReader(data))
	got := append(strings.Split(fmt.Sprint(err), "\n"), warnings...)
	want := []string{
		"活动!B5: “明天上午” is no date and time; write it like 2022-11-22 08:30",
		"名额!D2: “也许” should be 是 or 否",
		"邀请对象!A3: “姓名” is missing",
		"邀请对象!I9: “同意” should be one of: 待审, 通过, 不通过, 候补",
		"邀请对象!M1: The column “座位” is not known and was passed over",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, _, err := Read(strings.NewReader("")); fmt.Sprint(err) != "The file is empty." {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"2 张三 错误 The ID number was turned into scientific notation; its last digits are lost."}, briefs(rosterOf(t, []byte("姓名,身份证号\n张三,6.40302E+17\n")))); diff != "" {
		t.Error(diff)
	}
}

func TestRequired(t *testing.T) {
	for name, c := range map[string]struct {
		change func(f *excelize.File)
		want   string
	}{
		"no start": {func(f *excelize.File) { try(t, f.SetCellValue("活动", "B5", "")) }, "活动!B5: 请填写活动开始的日期，或者填写时间表述。"},
		"no title": {func(f *excelize.File) { try(t, f.RemoveRow("活动", 2)) }, "活动!A1: 缺少“活动名称”"},
		"twice":    {func(f *excelize.File) { try(t, f.SetCellValue("活动", "A3", "活动名称")) }, "活动!B3: “活动名称”只能填一行"},
		"no sheet": {func(f *excelize.File) { try(t, f.DeleteSheet("活动")) }, "活动!A1: 没有“活动”工作表，或者表是空的；活动名称和开始时间必须填写"},
		"no name":  {func(f *excelize.File) { try(t, f.SetCellValue("邀请对象", "A1", "称呼")) }, "邀请对象!A1: 缺少“姓名”列"},
		"no heads": {func(f *excelize.File) { try(t, f.RemoveRow("意见建议", 1)) }, "意见建议!A1: 找不到标题行，应有：内容、提出人、环节、类别、渠道、承办单位、责任人、办理时限、状态、办理结果、答复日期、是否采纳、未采纳理由、满意度、结果类别"},
	} {
		if _, _, err := Read(bytes.NewReader(book(t, c.change))); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOddButSound(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		for _, s := range []string{"组织机构", "议程"} {
			try(t, f.DeleteSheet(s))
		}
		_, err := f.NewSheet("说明")
		try(t, err)
		try(t, f.SetCellValue("说明", "A1", "填表说明"))
		_, err = f.NewSheet("Sheet1")
		try(t, err)
		date, err := f.NewStyle(&excelize.Style{NumFmt: 22})
		try(t, err)
		percent, err := f.NewStyle(&excelize.Style{NumFmt: 9})
		try(t, err)
		// Excel's own dates; a time alone; a percentage; a number for a phone.
		try(t, f.SetCellValue("活动", "B5", 44887.0+8.5/24))
		try(t, f.SetCellStyle("活动", "B5", "B5", date))
		try(t, f.SetCellValue("活动", "B6", 0.5))
		try(t, f.SetCellValue("名额", "C2", 0.33))
		try(t, f.SetCellStyle("名额", "C2", "C2", percent))
		try(t, f.SetCellValue("名额", "A3", "记者"))
		try(t, f.SetCellValue("名额", "D3", false))
		try(t, f.SetCellValue("名额", "D4", "是"))
		try(t, f.SetCellValue("邀请对象", "D2", 18623454546))
		try(t, f.SetCellValue("邀请对象", "C2", "６４０３０２　19880625 6465"))
		try(t, f.SetCellValue("邀请对象", "C3", "640302199702062561"))
		try(t, f.SetCellValue("邀请对象", "A4", "张　三"))
		try(t, f.SetCellValue("邀请对象", "K4", "上午8点半"))
		try(t, f.SetCellValue("邀请对象", "M1", "座位"))
		try(t, f.SetCellValue("邀请对象", "M2", "A1"))
		// One unit beside three people.
		try(t, f.SetCellValue("邀请对象", "E5", "圣泉镇"))
		try(t, f.MergeCell("邀请对象", "E5", "E7"))
		try(t, f.SetCellValue("意见建议", "B3", "匿名"))
		// Figures as they are shown.
		shown, err := f.NewStyle(&excelize.Style{CustomNumFmt: new("0000")})
		try(t, err)
		try(t, f.SetCellValue("邀请对象", "F5", 301))
		try(t, f.SetCellStyle("邀请对象", "F5", "F5", shown))
	})
	d, warnings := must(t, data)
	want := []string{
		"工作表“说明”不属于活动工作簿，已跳过",
		"名额!A4: 这一行只填了“占用名额”，已跳过",
		"邀请对象!M1: 不认识的列“座位”，已跳过",
		"邀请对象!C3: 身份证号校验码不对",
	}
	if diff := cmp.Diff(want, warnings); diff != "" {
		t.Error(diff)
	}
	if !d.Event.Start.Equal(at(2022, 11, 22, 8, 30)) || !d.Event.End.Equal(at(2022, 11, 22, 12, 0)) {
		t.Errorf("from %v to %v", d.Event.Start, d.Event.End)
	}
	quotas := []app.Quota{{Category: "群众代表", Number: 12, MinShare: app.Share{Num: 33, Den: 100}}, {Category: "记者", Number: app.NoNumber, Outside: true}}
	if diff := cmp.Diff(quotas, d.Event.Quotas); diff != "" {
		t.Error(diff)
	}
	v := d.Invitees
	if v[0].Person.Phone != "18623454546" || v[0].Person.IDNumber != "640302198806256465" || v[2].Person.Name != "张三" || !v[2].SignedInAt.Equal(at(2022, 11, 22, 8, 30)) {
		t.Errorf("%+v\n%+v", v[0], v[2])
	}
	if len(v) != 12 || v[3].Unit != "圣泉镇" || v[4].Unit != "圣泉镇" || v[5].Unit != "圣泉镇" || v[6].Unit == "圣泉镇" {
		t.Errorf("units %q %q %q %q", v[3].Unit, v[4].Unit, v[5].Unit, v[6].Unit)
	}
	if v[3].Post != "0301" {
		t.Errorf("0301 is read as %q", v[3].Post)
	}
	if d.Feedback[1].Speaker != "" || d.Feedback[1].InviteeID != "" {
		t.Errorf("anonymous is %q", d.Feedback[1].Speaker)
	}
}

// People on hidden rows, on a hidden sheet, or struck through are left out, which
// is said; with them are the opinions' speakers. Where the clerk wants them they
// are read like the rest, and a bad cell among them refuses the workbook as ever.
func TestHiddenPeopleAreLeftOut(t *testing.T) {
	led := func(f *excelize.File) { try(t, f.SetSheetRow("组织机构", "A2", &[]any{"组长", "王伟"})) }
	change := func(f *excelize.File) {
		led(f)
		struck, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
		try(t, err)
		try(t, f.SetRowVisible("邀请对象", 3, false))
		try(t, f.SetCellStyle("邀请对象", "A5", "A5", struck))
		try(t, f.SetCellStr("邀请对象", "B3", "不知道"))
		try(t, f.SetSheetVisible("组织机构", false))
		try(t, f.SetColVisible("邀请对象", "A", false)) // without their names there are no people
		try(t, f.SetColVisible("邀请对象", "D:E", false))
	}
	data := book(t, change)
	whole, err := ReadBook(t.Context(), bytes.NewReader(book(t, led)), false)
	try(t, err)
	got, err := ReadBook(t.Context(), bytes.NewReader(data), false)
	try(t, err)
	var names, want []string
	for _, v := range got.Dossier.Invitees {
		names = append(names, v.Person.Name)
	}
	for i, v := range whole.Dossier.Invitees {
		if i != 1 && i != 3 {
			want = append(want, v.Person.Name)
		}
	}
	if v := got.Dossier.Invitees[0]; v.Person.Phone != "" || v.Unit != "" || v.Person.IDNumber == "" {
		t.Errorf("with the columns that are hidden: %+v", v)
	}
	leaders := len(whole.Dossier.Event.Leaders)
	if !slices.Equal(names, want) || len(got.Dossier.Event.Leaders) != 0 || leaders == 0 || len(got.LeftOut) != 3 {
		t.Errorf("%q, %d leaders, left out: %q", names, len(got.Dossier.Event.Leaders), got.LeftOut)
	}
	if said := strings.Join(got.Warnings, "\n"); !strings.Contains(said, "邀请对象：有 2 行是隐藏的或划了删除线，没有导入：第 3、5 行") || !strings.Contains(said, "组织机构：有") || !strings.Contains(said, "邀请对象：隐藏的列“联系电话”“单位”没有导入") {
		t.Errorf("it says %s", said)
	}
	if book, err := ReadBook(t.Context(), bytes.NewReader(data), true); app.CodeOf(err) != app.CodeInvalid || !strings.Contains(fmt.Sprint(err), "邀请对象!B3") || len(book.Dossier.Invitees) != 0 {
		t.Errorf("with the hidden people: %v", err)
	}
}

func TestDaysCountedFrom1904(t *testing.T) {
	yes := true
	d, _ := must(t, book(t, func(f *excelize.File) {
		try(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
		try(t, f.SetCellValue("活动", "B5", 44887.0-1462+8.5/24))
	}))
	if !d.Event.Start.Equal(at(2022, 11, 22, 8, 30)) {
		t.Errorf("start %v", d.Event.Start)
	}
}

func TestWhatExcelCannotHoldIsRefused(t *testing.T) {
	d, _ := must(t, assets.Sample)
	d.Event.Aims = strings.Repeat("字", 40_000)
	var out bytes.Buffer
	if err := Write(&out, d); app.CodeOf(err) != app.CodeInvalid || !strings.Contains(err.Error(), "40000 个字") || out.Len() > 0 {
		t.Errorf("%v, %d bytes", err, out.Len())
	}
}

func TestWrittenWorkbookIsSafeToEdit(t *testing.T) {
	d, _ := must(t, assets.Sample)
	d.Invitees[0].Unit = "=1+1"
	f, err := excelize.OpenReader(bytes.NewReader(written(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, ref := range []string{"C2", "D2", "E2"} {
		if kind, err := f.GetCellType("邀请对象", ref); err != nil || kind != excelize.CellTypeSharedString {
			t.Errorf("%s has type %v, %v", ref, kind, err)
		}
		id, err := f.GetCellStyle("邀请对象", ref)
		try(t, err)
		if style, err := f.GetStyle(id); err != nil || style.NumFmt != 49 {
			t.Errorf("%s is not formatted as text: %v", ref, err)
		}
	}
	if formula, _ := f.GetCellFormula("邀请对象", "E2"); formula != "" {
		t.Errorf("a text became the formula %s", formula)
	}
	for _, sheet := range sheets {
		if panes, err := f.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: the heading row does not stay in sight: %+v %v", sheet, panes, err)
		}
	}
}

func TestDoubtsOfCellsHaveWords(t *testing.T) {
	catalogue := words.Catalogue(words.Chinese)
	for _, d := range []idcard.Doubt{idcard.Length, idcard.Characters, idcard.LetterO, idcard.LetterI, idcard.Place, idcard.Birth, idcard.Check, idcard.Converted} {
		if catalogue[doubtsOfCell[d]] == "" {
			t.Errorf("no Chinese for %q of a cell", d)
		}
	}
}

// Names that are compared alike are told apart where they are written apart.
func TestSpeakersAreThoseWhoseNameIsWritten(t *testing.T) {
	d := app.Dossier{
		Event:    app.Event{Title: "开放日", Start: at(2026, 9, 24, 9, 0), State: app.StateDraft},
		Invitees: []app.Invitee{{ID: "1", Position: 1, Person: app.Person{Name: "a"}, Vetting: app.VettingPending}, {ID: "2", Position: 2, Person: app.Person{Name: "A"}, Vetting: app.VettingPending}, {ID: "3", Position: 3, Person: app.Person{Name: "."}, Vetting: app.VettingPending}},
		Feedback: []app.Feedback{{Position: 1, Content: "路灯", Speaker: "A", InviteeID: "2", State: app.FeedbackRecorded}, {Position: 2, Content: "积水", State: app.FeedbackRecorded}},
	}
	again, _ := must(t, written(t, d))
	if f := again.Feedback; f[0].InviteeID != "2" || f[0].Speaker != "A" || f[1].InviteeID != "" {
		t.Errorf("%+v", f)
	}
}
