package before

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/words"
)

// KindGroups tells who goes with whom, and in which vehicle.
const KindGroups paper.Kind = "groups"

const groupsName = "分组乘车名单"

var groupsPaper = paper.Definition{
	Kind: KindGroups, Chinese: groupsName, English: "Groups and vehicles", Word: true, Excel: true,
	New: func(time.Time) paper.Paper {
		return &groups{Into: intoVehicles, Seats: 45, Sort: paper.OrderEntry, Group: paper.GroupCategory, Phone: paper.PhoneMasked}
	},
}

// partInto is what people are parted into.
type partInto string

const (
	intoVehicles partInto = "vehicles"
	intoGroups   partInto = "groups"
)

var partsInto = app.Vocabulary[partInto]{
	{Code: intoVehicles, Chinese: "按车", English: "Vehicles"},
	{Code: intoGroups, Chinese: "按组", English: "Groups"},
}

// groups is the list with what is chosen about it.
type groups struct {
	Into   partInto         `json:"into"`
	Number int              `json:"number"` // of vehicles or groups; 0 for as many as are needed
	Seats  int              `json:"seats"`
	Sort   paper.Order      `json:"sort"`
	Group  paper.Grouping   `json:"group"` // whom a part keeps together
	Phone  paper.PhoneStyle `json:"phone"`
}

// mostParts is into how many parts people are parted at most.
const mostParts = 60

// Options implements paper.Paper.
func (g *groups) Options() []paper.Option {
	return []paper.Option{
		{Name: "into", Label: paper.Both("编排方式", "Parted into"), Usage: paper.Both("按车还是按组编排", "whether people are parted into vehicles or groups"), Value: paper.WordValue(&g.Into, partsInto)},
		vehiclesOption(&g.Number),
		{Name: "seats", Label: paper.Both("每车（组）最多人数", "Most people of each"), Usage: paper.Both("每车或每组最多 `N` 人", "a vehicle or group has at most `N` people"), Value: paper.NumberValue(&g.Seats, 1, 500)},
		{Name: "group", Label: paper.Both("尽量同车（组）", "Kept together"), Usage: paper.Both("分组", "grouping"), Value: paper.WordValue(&g.Group, paper.Groupings)},
		paper.OrderOption(&g.Sort),
		paper.PhoneOption(&g.Phone),
	}
}

// vehiclesOption is how many vehicles there are.
func vehiclesOption(p *int) paper.Option {
	return paper.Option{Name: "vehicles", Label: paper.Both("车（组）数，0 为自动", "How many; 0 as needed"), Usage: paper.Both("车辆（小组）数 `N`，0 为按议程中的车辆或者人数", "how many vehicles or groups, `N`; 0 for those of the agenda, or as many as are needed"), Value: paper.NumberValue(p, 0, mostParts)}
}

// Validate implements paper.Paper.
func (g *groups) Validate() []app.FieldProblem { return paper.Wrong(g.Options()) }

// String implements paper.Paper.
func (g *groups) String() string { return paper.Remembered(g) }

// Write implements paper.Paper.
func (g *groups) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	if err := paper.Refused(g.Validate()); err != nil {
		return paper.Report{}, err
	}
	people, err := paper.Chosen(m.Dossier, nil)
	if err != nil {
		return paper.Report{}, err
	}
	report := paper.Report{Private: g.Phone == paper.PhoneFull}
	if g.Phone == paper.PhoneFull {
		for _, v := range people {
			if v.Person.Phone != "" {
				report.Full++
			}
		}
	}
	parts := g.parts(m.Dossier, people)
	if g.Into == intoVehicles && len(vehiclesOf(m.Dossier.Agenda)) == 0 {
		report.NoteAbout(app.TopicAgenda, words.T("The agenda names no vehicle, so the vehicles are numbered."))
	}
	for _, p := range parts {
		if len(p.people) > g.Seats {
			report.Note(words.T("%s has %d people, more than %d.|a vehicle or group", p.name, len(p.people), g.Seats))
		}
	}
	about := typeset.Options{Title: m.Dossier.Event.Title + g.title(), Author: m.Dossier.Event.Organiser, Created: m.At, Page: typeset.Plain(false)}
	err = report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		for _, p := range parts {
			doc.NewPage()
			g.set(doc, about, m.Dossier.Event, p)
		}
		return nil
	})
	return report, err
}

func (g *groups) title() string {
	if g.Into == intoGroups {
		return "分组名单"
	}
	return "乘车名单"
}

// vehiclesOf are the vehicles that an agenda names, each once.
func vehiclesOf(agenda []app.AgendaItem) []string {
	var all []string
	for _, a := range agenda {
		for _, name := range strings.FieldsFunc(a.Vehicle, func(r rune) bool { return strings.ContainsRune("、，,；;/\n", r) }) {
			if name = strings.TrimSpace(name); name != "" && !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// part are the people of a vehicle or a group.
type part struct {
	name   string
	people []app.Invitee
}

// parts puts people into vehicles or groups: those who belong together stay so where
// there is room, and the parts are of about equal size.
func (g *groups) parts(d app.Dossier, people []app.Invitee) []part {
	var names []string
	if g.Into == intoVehicles {
		names = vehiclesOf(d.Agenda)
	}
	n := g.Number
	if n == 0 {
		n = max(len(names), (len(people)+g.Seats-1)/g.Seats, 1)
	}
	n = min(n, mostParts, len(people))
	parts := make([]part, n)
	for i := range parts {
		switch {
		case i < len(names):
			parts[i].name = names[i]
		case g.Into == intoGroups:
			parts[i].name = "第" + typeset.ChineseNumber(i+1) + "组"
		default:
			parts[i].name = strconv.Itoa(i+1) + "号车"
		}
	}
	sorted := paper.Arranged(d.Event, people, g.Sort, g.Group)
	// Those of a kind come one after the other: large kinds first, each where most
	// room is; one that fits nowhere is parted.
	for _, kind := range g.kinds(sorted) {
		even := (len(people) + n - 1) / n
		for len(kind) > 0 {
			at := 0
			for i := range parts {
				if len(parts[i].people) < len(parts[at].people) {
					at = i
				}
			}
			take := len(kind)
			if room := even - len(parts[at].people); take > room {
				take = max(room, 1)
			}
			parts[at].people = append(parts[at].people, kind[:take]...)
			kind = kind[take:]
		}
	}
	for i := range parts {
		parts[i].people = paper.Arranged(d.Event, parts[i].people, g.Sort, g.Group)
	}
	return parts
}

// kinds cuts sorted people into those who are kept together, the most first.
func (g *groups) kinds(sorted []app.Invitee) [][]app.Invitee {
	key := func(v app.Invitee) string {
		switch g.Group {
		case paper.GroupCategory:
			return v.Category
		case paper.GroupUnit:
			return v.Unit
		}
		return ""
	}
	var all [][]app.Invitee
	for i, v := range sorted {
		if i == 0 || key(v) != key(sorted[i-1]) {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], v)
	}
	slices.SortStableFunc(all, func(a, b []app.Invitee) int { return cmp.Compare(len(b), len(a)) })
	return all
}

// set sets the list of a vehicle or group on a page of its own.
func (g *groups) set(doc paper.Sheet, about typeset.Options, e app.Event, p part) {
	paper.SheetTitle(doc, about, e)
	doc.Text(typeset.Style{Role: typeset.HeiTi, Size: 16, Align: typeset.Center, After: 3, Keep: true}, fmt.Sprintf("%s（%d人）", p.name, len(p.people)))
	facts := [][2]string{{"时　　间", e.When()}, {"集　　合", paper.Assembly(e)}}
	if g.Into == intoVehicles {
		facts = append(facts, [2]string{"乘　　车", paper.Discreet(e.Transport)}, [2]string{"随车联络", "　　　　　　　　电话：　　　　　　　　司机：　　　　　　　　电话："})
	} else {
		facts = append(facts, [2]string{"联　　络", "　　　　　　　　电话：　　　　　　　　讲解："})
	}
	paper.Labelled(doc, typeset.Serif, paper.SheetFactSize, facts)
	doc.Space(2)
	center := func(title string, width float64) typeset.Column {
		return typeset.Column{Title: title, Width: width, Align: typeset.Center}
	}
	t := typeset.Table{
		Columns: []typeset.Column{center("序号", 11), center("姓名", 25), center("性别", 12), {Title: "单位", Align: typeset.Left}, center("类别", 26)},
		Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 10.5, MinRow: 8,
	}
	if g.Phone != paper.PhoneNone {
		t.Columns = append(t.Columns, center("联系电话", 30))
	}
	t.Columns = append(t.Columns, center("上车", 12), center("返程", 12))
	if g.Into == intoGroups {
		t.Columns[len(t.Columns)-2].Title, t.Columns[len(t.Columns)-1].Title = "到场", "离场"
	}
	for i, v := range p.people {
		cells := []string{strconv.Itoa(i + 1), hanzi.PadName(v.Person.Name), app.Genders.Chinese(v.Person.Gender), v.Unit, v.Category}
		if g.Phone != paper.PhoneNone {
			cells = append(cells, g.Phone.Shown(v.Person.Phone))
		}
		t.Rows = append(t.Rows, typeset.Cells(cells...))
	}
	doc.Table(t)
}
