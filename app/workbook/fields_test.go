package workbook

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"openday/app"
)

// A cell beyond the limits of its field is named as any other bad one.
func TestCellsBeyondTheLimits(t *testing.T) {
	long := func(n int) string { return strings.Repeat("长", n) }
	for name, c := range map[string]struct {
		sheet, cell string
		value       any
		want        string // of the cell; "" = it may be
	}{
		"a title":               {"活动", "B2", long(200), ""},
		"too long a title":      {"活动", "B2", long(201), "活动!B2: 这里有 201 个字，最多 200 个。"},
		"a name":                {"邀请对象", "A3", long(64), ""},
		"too long a name":       {"邀请对象", "A3", long(65), "邀请对象!A3: 这里有 65 个字，最多 64 个。"},
		"too long a unit":       {"邀请对象", "E3", long(129), "邀请对象!E3: 这里有 129 个字，最多 128 个。"},
		"too long a post":       {"邀请对象", "F3", long(129), "邀请对象!F3: 这里有 129 个字，最多 128 个。"},
		"too many people":       {"名额", "B2", 60_001, "名额!B2: 这里应填 0 至 60000 之间的数。"},
		"a share of nothing":    {"名额", "C2", "1/0", "名额!C2"},
		"a year before all":     {"邀请对象", "K3", "1899-12-31 08:00", "邀请对象!K3"},
		"a year after all":      {"邀请对象", "K3", "2200-01-01 08:00", "邀请对象!K3"},
		"too long a place":      {"议程", "E2", long(201), "议程!E2: 这里有 201 个字，最多 200 个。"},
		"an opinion":            {"意见建议", "A2", long(20_000), ""},
		"too long an opinion":   {"意见建议", "A2", long(20_001), "意见建议!A2: 这里有 20001 个字，最多 20000 个。"},
		"too long a department": {"意见建议", "F2", long(129), "意见建议!F2: 这里有 129 个字，最多 128 个。"},
	} {
		t.Run(name, func(t *testing.T) {
			data := book(t, func(f *excelize.File) { try(t, f.SetCellValue(c.sheet, c.cell, c.value)) })
			_, _, err := Read(bytes.NewReader(data))
			var e *app.Error
			errors.As(err, &e)
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if e == nil || len(e.Fields) != 1 || !strings.HasPrefix(e.Fields[0].Message, c.want) {
				t.Errorf("%+v, want %s", err, c.want)
			}
		})
	}
}

// Of a key that stands on several rows the row is named that is wrong.
func TestALineBeyondTheLimitIsNamed(t *testing.T) {
	d := app.Dossier{Event: app.Event{Title: "开放日", Start: at(2026, 5, 6, 9, 0), State: app.StateDraft, Sites: []string{"甲", strings.Repeat("乙", 201), "丙"}}}
	_, _, err := Read(bytes.NewReader(written(t, d)))
	var e *app.Error
	if errors.As(err, &e); e == nil || len(e.Fields) != 1 || e.Fields[0].Message != "活动!B5: 这里有 201 个字，最多 200 个。" {
		t.Errorf("%v", err)
	}
}

func TestBirthAndReadingInTheWorkbook(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, app.Dossier{
		Event:    app.Event{Title: "开放日", Start: at(2026, 5, 6, 9, 0), State: app.StateDraft},
		Invitees: []app.Invitee{{ID: "1", Position: 1, Vetting: app.VettingPending, Person: app.Person{Name: "单雄", BornOn: app.Date(1938, 5, 6), Reading: "dan xiong"}}},
	})))
	try(t, err)
	defer f.Close()
	rows, err := f.GetRows("邀请对象")
	try(t, err)
	if want := []string{"备注", "出生日期", "姓名读音"}; !slices.Equal(rows[0][11:], want) || !slices.Equal(rows[1][12:], []string{"1938-05-06", "dan xiong"}) {
		t.Errorf("the sheet ends %q, %q", rows[0][11:], rows[1][11:])
	}
	// Without them, as older workbooks are, it is read all the same.
	try(t, f.RemoveCol("邀请对象", "N"))
	try(t, f.RemoveCol("邀请对象", "M"))
	var out bytes.Buffer
	try(t, f.Write(&out))
	d, warnings, err := Read(&out)
	try(t, err)
	if p := d.Invitees[0].Person; len(warnings) > 0 || p != (app.Person{Name: "单雄"}) {
		t.Errorf("%+v %q", p, warnings)
	}
}

func TestReadingInARoster(t *testing.T) {
	for _, heading := range []string{"姓名读音", "读音", "拼音", "姓名拼音（多音字填写）", "Pinyin"} {
		rows := rosterOf(t, []byte("姓名,"+heading+"\n单雄,Dan Xiong\n")).Rows()
		if len(rows) != 1 || rows[0].Invitee.Tidied().Person.Reading != "dan xiong" {
			t.Errorf("%s: %+v", heading, rows)
		}
	}
}

// Every heading belongs to one field.
func TestSynonymsAreOfOneField(t *testing.T) {
	of := map[string]string{}
	for _, f := range app.GuestFields {
		for _, h := range append([]string{rosterHeading(f.Chinese)}, f.Synonyms...) {
			if f.Synonyms == nil {
				continue
			}
			if other := of[h]; other != "" && other != f.Go {
				t.Errorf("%q is %s and %s", h, other, f.Go)
			}
			if h != rosterHeading(h) {
				t.Errorf("%s: %q is compared as %q", f.Go, h, rosterHeading(h))
			}
			of[h] = f.Go
		}
	}
}

func TestBirthIsMaskedInListsForOthers(t *testing.T) {
	people := []app.Invitee{{Person: app.Person{Name: "张三", BornOn: app.Date(1949, 12, 31), Reading: "zhang san"}, Vetting: app.VettingApproved}}
	for full, want := range map[bool]string{true: "1949-12-31", false: "1949-**-**"} {
		headings, _, rows := listed(app.Event{}, people, ListOptions{Full: full})
		at := slices.Index(headings, "出生日期")
		if at < 0 || rows[0][at] != want {
			t.Errorf("full %v: %q under %q", full, rows, headings)
		}
		if diff := cmp.Diff("zhang san", rows[0][slices.Index(headings, "姓名读音")]); diff != "" {
			t.Error(diff)
		}
	}
}
