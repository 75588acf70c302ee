package before

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/paper/typeset"
	"openday/app/printer"
)

func cards(t testing.TB, d app.Dossier, o CardOptions) *papertest.Made {
	t.Helper()
	var out bytes.Buffer
	report, err := Cards(t.Context(), &out, d, o, papertest.November)
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Read(t, out.Bytes(), report)
}

// within tells whether a character's ink is in a box. PDFium makes a letter's
// box higher than the letter by a 64th.
func within(c printer.Char, b typeset.Box) bool {
	tolerance := 0.05 + c.Size/typeset.PointsPerMM/50
	return c.Ink.Left >= b.X-tolerance && c.Ink.Right <= b.X+b.W+tolerance &&
		c.Ink.Top >= b.Y-tolerance && c.Ink.Bottom <= b.Y+b.H+tolerance
}

// face returns what stands in a box of a page, in reading order, and whether it
// stands on its head.
func face(t testing.TB, m *papertest.Made, page int, b typeset.Box) (text string, turned bool) {
	t.Helper()
	all, err := m.Doc(t).Chars(page)
	if err != nil {
		t.Fatal(err)
	}
	var inside []printer.Char
	for _, c := range all {
		if !within(c, b) || strings.TrimSpace(string(c.Rune)) == "" {
			continue
		}
		// The letters of an upright line stand on their baseline.
		headDown := (c.Ink.Top+c.Ink.Bottom)/2 > c.Y
		if len(inside) > 0 && headDown != turned {
			t.Fatalf("page %d: %c stands otherwise than what is before it", page, c.Rune)
		}
		turned = headDown
		inside = append(inside, c)
	}
	sign := 1.0
	if turned {
		sign = -1
	}
	slices.SortStableFunc(inside, func(a, b printer.Char) int {
		if !papertest.Near(a.Y, b.Y, 0.5) {
			return int(sign * 100 * (a.Y - b.Y))
		}
		return int(sign * 100 * (a.X - b.X))
	})
	for _, c := range inside {
		text += string(c.Rune)
	}
	return text, turned
}

func TestNameStandsOnBothSidesOfACard(t *testing.T) {
	names := []string{"张三", "王玉梅", "张𬭎", "欧阳文博", "阿不都热西提·买买提", "Alexandra Konstantinopolskaya-Smith",
		"阿卜杜拉赫曼·穆罕默德·伊本·阿卜杜勒阿齐兹·阿勒沙特里", "𠮷田"}
	var people []app.Invitee
	for _, n := range names {
		people = append(people, papertest.Person(n, "", ""))
	}
	d := papertest.Gathering(people...)
	for _, layout := range CardLayouts {
		for _, letters := range Letterings {
			o := DefaultCardOptions()
			o.Layout, o.Letters = layout.Code, letters.Code
			m := cards(t, d, o)
			places := cardPlaces(layout.Code)
			if want := (len(names) + len(places) - 1) / len(places); m.Report.Pages != want {
				t.Fatalf("%s: %d pages, want %d", layout.Code, m.Report.Pages, want)
			}
			for i, name := range names {
				page, card := i/len(places)+1, places[i%len(places)]
				for _, upper := range []bool{true, false} {
					box, _ := cardBoxes(card, upper, false)
					text, turned := face(t, m, page, box)
					want := m.Drawn(papertest.Unspaced(name))
					if text != want || turned != upper {
						t.Errorf("%s, %s: %q, turned %t, where %q is due, turned %t", layout.Code, letters.Code, text, turned, want, upper)
					}
				}
				all, err := m.Doc(t).Chars(page)
				if err != nil {
					t.Fatal(err)
				}
				// Nothing of any name is outside of the cards' boxes.
				for _, c := range all {
					inside := strings.TrimSpace(string(c.Rune)) == ""
					for _, p := range places {
						a, _ := cardBoxes(p, true, false)
						b, _ := cardBoxes(p, false, false)
						inside = inside || within(c, a) || within(c, b)
					}
					if !inside {
						t.Errorf("%s: %c stands outside: %+v", layout.Code, c.Rune, c.Ink)
					}
				}
			}
		}
	}
}

func TestNamesOnCardsAreLarge(t *testing.T) {
	d := papertest.Gathering(papertest.Person("王玉梅", "", ""), papertest.Person("张三", "", ""))
	for layout, least := range map[CardLayout]float64{CardsLying: 75, CardsStanding: 55, CardsInPairs: 50} { // mm
		o := DefaultCardOptions()
		o.Layout = layout
		m := cards(t, d, o)
		for _, c := range must(t)(m.Doc(t).Chars(1)) {
			if c.Size/typeset.PointsPerMM < least {
				t.Errorf("%s: %c is %.0f mm high", layout, c.Rune, c.Size/typeset.PointsPerMM)
			}
		}
	}
}

// must returns the characters of a page or ends the test.
func must(t testing.TB) func([]printer.Char, error) []printer.Char {
	return func(all []printer.Char, err error) []printer.Char {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
}

func TestCardsAreFoldedAndCutWhereTheFacesMeet(t *testing.T) {
	d := papertest.Gathering(papertest.Person("王玉梅", "", ""), papertest.Person("张三", "", ""))
	for layout, want := range map[CardLayout][]float64{CardsLying: {}, CardsStanding: {}, CardsInPairs: {148.5}} {
		o := DefaultCardOptions()
		o.Layout = layout
		m := cards(t, d, o)
		if got := m.Lines(t, 1, false, 1, 4.5); len(got) != len(want) || len(got) == 1 && !papertest.Near(got[0], want[0], 0.2) {
			t.Errorf("%s: cut marks at %.2f, want %.2f", layout, got, want)
		}
		picture, err := m.Doc(t).Render(1, 254) // 10 pixels a mm
		if err != nil {
			t.Fatal(err)
		}
		for _, card := range cardPlaces(layout) {
			y, grey, white := card.Y+card.H/2, 0, 0
			for x := 0; x < int(10*card.W); x++ {
				darkest := uint32(0xffff)
				for dy := -2; dy <= 2; dy++ {
					r, _, _, _ := picture.At(x, int(10*y)+dy).RGBA()
					darkest = min(darkest, r)
				}
				if darkest < 0xf000 {
					grey++
				} else {
					white++
				}
			}
			if grey < 2*white/3 || white < grey/3 {
				t.Errorf("%s: the fold at %.1f mm is no dashed line: %d dark, %d white", layout, y, grey, white)
			}
		}
	}
}

func TestUnitStandsBelowTheName(t *testing.T) {
	d := papertest.Gathering(papertest.Person("王玉梅", "和平社区居民委员会", ""), papertest.Person("张三", "", ""))
	o := DefaultCardOptions()
	o.Unit = true
	m := cards(t, d, o)
	for _, upper := range []bool{true, false} {
		name, unit := cardBoxes(cardPlaces(o.Layout)[0], upper, true)
		if text, turned := face(t, m, 1, name); text != "王玉梅" || turned != upper {
			t.Errorf("%q, turned %t", text, turned)
		}
		if text, turned := face(t, m, 1, unit); text != "和平社区居民委员会" || turned != upper {
			t.Errorf("%q, turned %t", text, turned)
		}
	}
}

func TestWhoHasACard(t *testing.T) {
	d := papertest.WithIDs(papertest.Gathering(papertest.Person("于谦", "", ""), papertest.Person("待审人", "", ""), papertest.Person("万三", "", ""), papertest.Person("王五", "", "")))
	d.Invitees[1].Vetting = app.VettingPending
	d.Event.Leaders = []app.Leader{
		{Role: "leader", Name: "李主任", Position: "街道办事处主任"}, {Role: "deputy", Name: "赵一、钱二", Position: "副主任"},
		{Role: "member", Name: "各科室负责人"}, {Role: "office", Name: "党政综合办公室"}, {Role: "office", Name: "赵一"},
	}
	o := DefaultCardOptions()
	o.Layout, o.Sort = CardsStanding, paper.OrderStroke
	faces := func(o CardOptions) (all []string, m *papertest.Made) {
		m = cards(t, d, o)
		box, _ := cardBoxes(cardPlaces(o.Layout)[0], false, o.Unit)
		for n := range m.Report.Pages {
			text, _ := face(t, m, n+1, box)
			all = append(all, text)
		}
		return all, m
	}
	if got, m := faces(o); strings.Join(got, " ") != "于谦 万三 王五" || len(m.Report.Notes) > 0 {
		t.Errorf("%q, %q", got, m.Report.Notes)
	}
	o.Leaders = true
	got, m := faces(o)
	if strings.Join(got, " ") != "李主任 赵一 钱二 于谦 万三 王五" {
		t.Errorf("%q", got)
	}
	papertest.Contains(t, papertest.Unspaced(strings.Join(m.Report.Notes, "")), "各科室负责人、党政综合办公室")
	o.Leaders, o.IDs = false, []string{"4", "2"}
	if got, _ := faces(o); strings.Join(got, " ") != "王五 待审人" {
		t.Errorf("%q", got)
	}
	o.IDs = []string{"4", "gone"}
	if _, err := Cards(t.Context(), &bytes.Buffer{}, d, o, papertest.November); app.CodeOf(err) != app.CodeNotFound || !strings.Contains(err.Error(), "gone") {
		t.Errorf("an unknown id gives %v", err)
	}
	var out bytes.Buffer
	if _, err := Cards(t.Context(), &out, papertest.Gathering(), DefaultCardOptions(), papertest.November); app.CodeOf(err) != app.CodeInvalid || out.Len() > 0 {
		t.Errorf("no one on the list gives %v and %d bytes", err, out.Len())
	}
}

func TestCardOptions(t *testing.T) {
	o := CardOptions{Layout: CardsInPairs, Letters: LettersKai, Unit: true, Leaders: true, Sort: paper.OrderPinyin}
	if got := cardsPaper.Recall(o.String(), papertest.November); got.String() != o.String() {
		t.Errorf("%s came back as %s", o, got)
	}
	for _, text := range []string{"", "{", "[]", `{"layout":"round"}`, `{"sort":"age"}`, `{"letters":"x"}`} {
		if got := cardsPaper.Recall(text, papertest.November); got.String() != DefaultCardOptions().String() {
			t.Errorf("%q became %s", text, got)
		}
	}
	bad := CardOptions{Layout: "x", Letters: "x", Sort: "x"}
	_, err := Cards(t.Context(), &bytes.Buffer{}, papertest.Gathering(papertest.Person("王五", "", "")), bad, papertest.November)
	if app.CodeOf(err) != app.CodeInvalid || len(bad.Validate()) != 3 {
		t.Errorf("%v, %v", err, bad.Validate())
	}
}

// nameLetters draw names of all kinds, rare, foreign and broken.
var nameLetters = rapid.SampledFrom([]rune("王欧阳张三单于𬭎𠮷㐀阿卜·ÅñgjpyW -'（）\ue000😀ॐ"))

// Every approved invitee has a card and a badge exactly once, and nothing is
// outside of its box.
func TestEveryNameIsOnPaperOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := papertest.Gathering()
		for i := range rapid.IntRange(1, 12).Draw(rt, "people") {
			v := papertest.Person(fmt.Sprintf("%c", 'A'+i)+string(rapid.SliceOfN(nameLetters, 0, 30).Draw(rt, "name")), "", "")
			v.Vetting = rapid.SampledFrom(app.Vettings).Draw(rt, "vetting").Code
			d.Invitees = append(d.Invitees, v)
		}
		approved := map[rune]bool{}
		for _, v := range d.Invitees {
			if v.Vetting == app.VettingApproved {
				approved[rune(v.Person.Name[0])] = true
			}
		}
		if len(approved) == 0 {
			return
		}
		co, bo := DefaultCardOptions(), DefaultBadgeOptions()
		co.Layout = rapid.SampledFrom(CardLayouts).Draw(rt, "layout").Code
		bo.Stock = rapid.SampledFrom(Stocks).Draw(rt, "stock").Code
		bo.Title, bo.Number = false, false
		g, _ := bo.Stock.Geometry()
		bo.Start = rapid.IntRange(0, g.PerSheet()).Draw(rt, "start")
		var out bytes.Buffer
		report, err := Cards(t.Context(), &out, d, co, papertest.November)
		if err != nil {
			rt.Fatal(err)
		}
		var faces []typeset.Box
		for _, p := range cardPlaces(co.Layout) {
			for _, upper := range []bool{true, false} {
				b, _ := cardBoxes(p, upper, false)
				faces = append(faces, b)
			}
		}
		count := func(report paper.Report, pdf []byte, times int, boxes []typeset.Box) {
			doc, err := printer.Open(t.Context(), pdf)
			if err != nil {
				rt.Fatal(err)
			}
			defer doc.Close()
			if doc.PageCount() != report.Pages {
				rt.Fatalf("%d pages, the report says %d", doc.PageCount(), report.Pages)
			}
			found := map[rune]int{}
			for n := range doc.PageCount() {
				for _, c := range must(t)(doc.Chars(n + 1)) {
					if c.Rune >= 'A' && c.Rune <= 'L' {
						found[c.Rune]++
					}
					if strings.TrimSpace(string(c.Rune)) != "" && !slices.ContainsFunc(boxes, func(b typeset.Box) bool { return within(c, b) }) {
						rt.Errorf("%c stands outside of every box: %+v", c.Rune, c.Ink)
					}
				}
			}
			for r := range approved {
				if found[r] != times {
					rt.Errorf("%c is on paper %d times", r, found[r])
				}
			}
			if len(found) != len(approved) {
				rt.Errorf("%v on paper, %v approved", found, approved)
			}
		}
		count(report, out.Bytes(), 2, faces)

		out.Reset()
		report, err = Badges(t.Context(), &out, d, bo, papertest.November)
		if err != nil {
			rt.Fatal(err)
		}
		var places []typeset.Box
		for i := range g.PerSheet() {
			places = append(places, badgeInside(g.place(i)))
		}
		count(report, out.Bytes(), 1, places)
	})
}
