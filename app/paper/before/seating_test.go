package before

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
)

// The first sits in the middle, the second at the first one's left hand, the third at the
// right hand; with an even number the first two share the middle.
func TestTheOrderOfSeats(t *testing.T) {
	for n, want := range map[int]string{
		1: "1", 2: "1 2", 3: "3 1 2", 4: "3 1 2 4", 5: "5 3 1 2 4", 6: "5 3 1 2 4 6", 7: "7 5 3 1 2 4 6",
	} {
		ranked := make([]int, n)
		for i := range ranked {
			ranked[i] = i + 1
		}
		// From the right hand of those who sit there to their left hand.
		if got := strings.Trim(fmt.Sprint(abreast(ranked)), "[]"); got != want {
			t.Errorf("%d people sit %s, want %s", n, got, want)
		}
	}
	if got := abreast([]string(nil)); len(got) != 0 {
		t.Error(got)
	}
}

// Those who face each other have each other's left hands at opposite sides of the page.
func TestWhoFacesWhom(t *testing.T) {
	row := []string{"甲", "乙", "丙"}
	if got := mirrored(abreast(row)); strings.Join(got, "") != "乙甲丙" {
		t.Error(got)
	}
}

// Whatever the tables, everybody has one seat, and all of them are on the page.
func TestEverybodyHasASeat(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 24))
	for _, shape := range tableShapes {
		for _, n := range []int{1, 2, 9, 10 + random.IntN(60), 80 + random.IntN(80)} {
			var people []app.Invitee
			for i := range n {
				people = append(people, papertest.Person(fmt.Sprintf("甲%03d", i), "", ""))
			}
			d := papertest.WithIDs(papertest.Gathering(people...))
			for i := range random.IntN(40) {
				d.Event.Leaders = append(d.Event.Leaders, app.Leader{Role: "member", Name: fmt.Sprintf("乙%03d", i)})
			}
			p := &seating{Shape: shape.Code, Hosts: true, PerRow: random.IntN(27), PerTable: 4 + random.IntN(13), Sort: paper.OrderEntry}
			var out bytes.Buffer
			if _, err := p.Write(t.Context(), &out, paper.Material{Dossier: d, At: d.Event.Start}); err != nil {
				t.Fatal(err)
			}
			text := papertest.Poppler(t, out.Bytes())
			sits := func(name string) {
				if times := strings.Count(text, name); times != 1 {
					t.Errorf("%s, %d guests, %d hosts: %s sits %d times", shape.Code, n, len(d.Event.Leaders), name, times)
				}
			}
			for _, v := range d.Invitees {
				sits(v.Person.Name)
			}
			for _, l := range d.Event.Leaders {
				sits(l.Name)
			}
		}
	}
}

// Everybody is in one group, the groups are of about equal size, and those of a kind stay
// together where there is room.
func TestGroupsHoldEverybodyOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 120).Draw(r, "people")
		var people []app.Invitee
		for i := range n {
			people = append(people, papertest.Person(fmt.Sprint(i), rapid.SampledFrom([]string{"甲", "乙", "丙", "丁", ""}).Draw(r, "unit"), ""))
		}
		g := &groups{Into: intoVehicles, Number: rapid.IntRange(0, 12).Draw(r, "number"), Seats: rapid.IntRange(1, 60).Draw(r, "seats"), Group: paper.GroupUnit, Sort: paper.OrderEntry}
		d := papertest.Gathering(people...)
		parts := g.parts(d, d.Invitees)
		var names []string
		least, most := n, 0
		for _, p := range parts {
			least, most = min(least, len(p.people)), max(most, len(p.people))
			for _, v := range p.people {
				names = append(names, v.Person.Name)
			}
		}
		slices.Sort(names)
		if len(names) != n || len(slices.Compact(names)) != n {
			r.Errorf("%d of %d people in %d groups", len(names), n, len(parts))
		}
		if even := (n + len(parts) - 1) / len(parts); most > even || len(parts) < mostParts && g.Number == 0 && most > g.Seats {
			r.Errorf("from %d to %d people in %d groups of %d seats", least, most, len(parts), g.Seats)
		}
	})
}

// The vehicles of the agenda are those of the list.
func TestVehiclesComeFromTheAgenda(t *testing.T) {
	d := papertest.WithIDs(papertest.Gathering(papertest.Person("甲", "", ""), papertest.Person("乙", "", "")))
	d.Agenda = []app.AgendaItem{{Kind: "assembly", Content: "出发", Vehicle: "1号车（皖A12345）、2号车"}, {Kind: "visit", Content: "参观", Vehicle: "2号车"}}
	parts := (&groups{Into: intoVehicles, Seats: 45}).parts(d, d.Invitees)
	if len(parts) != 2 || parts[0].name != "1号车（皖A12345）" || parts[1].name != "2号车" || len(parts[0].people) != 1 {
		t.Errorf("%+v", parts)
	}
}
