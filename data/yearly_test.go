package data

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper/after"
)

// The figures of a year, counted in the file, are those counted from everything at
// once, and so is the paper made of them, byte by byte.
func TestYearFigures(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	random := rand.New(rand.NewPCG(9, 26))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	want := figures.Year{Year: 2026, At: present}
	var all app.Dossier
	var events []app.Dossier
	for i := range 12 {
		e := anEvent(fmt.Sprintf("e%02d", i))
		e.Start = present.AddDate(0, random.IntN(9)-6, random.IntN(3))
		e.Capacity = random.IntN(3) * 10
		if i%3 == 0 {
			e.Quotas = []app.Quota{{Category: "党员代表", Number: 3}, {Category: "媒体", Number: app.NoNumber, Outside: true}}
		}
		d := app.Dossier{Event: e, Invitees: manyInvitees(e.ID, i*40, random.IntN(40))}
		for j := range d.Invitees {
			v := &d.Invitees[j]
			v.Category, v.WalkIn = pick("群众代表", "党员代表", "媒体", ""), random.IntN(4) == 0
			v.Vetting = app.Vetting(pick("pending", "approved", "declined", "waiting"))
			v.Confirmation = app.Confirmation(pick("", "confirmed", "withdrew"))
			v.Attendance = app.Attendance(pick("", "came", "excused", "absent", "substitute"))
		}
		for j := range random.IntN(8) {
			d.Feedback = append(d.Feedback, app.Feedback{
				ID: fmt.Sprintf("%s-f%d", e.ID, j), EventID: e.ID, Position: j + 1, Content: "路灯不亮", CreatedAt: present, UpdatedAt: present,
				State:    app.FeedbackState(pick("recorded", "assigned", "in_progress", "done", "replied")),
				Category: pick("市政", "环境", ""), Department: pick("市政科", "环卫所", ""), MergedInto: pick("", "", "", "x"),
				DueDate: app.DayOf(present.AddDate(0, 0, random.IntN(9)-4)), Satisfaction: app.Satisfaction(pick("", "satisfied", "dissatisfied")),
				Adoption: app.Adoption(pick("", "adopted", "partly", "declined")),
			})
			if f := &d.Feedback[len(d.Feedback)-1]; random.IntN(2) == 0 {
				for k, kind := range []app.TransitionKind{app.TransitionAnswer, app.TransitionReopen, app.TransitionFinish, app.TransitionUrge}[:1+random.IntN(4)] {
					f.History = append(f.History, app.Transition{ID: fmt.Sprintf("%s-%d", f.ID, k), At: present.AddDate(0, 0, k-5+random.IntN(5)), Kind: kind, From: f.State, To: f.State})
				}
			}
		}
		try(t, s.AddDossier(ctx, d))
		if e.Start.Year() == 2026 {
			events = append(events, d)
		}
	}
	slices.SortStableFunc(events, func(a, b app.Dossier) int {
		if c := a.Event.Start.Compare(b.Event.Start); c != 0 {
			return c
		}
		return -strings.Compare(a.Event.ID, b.Event.ID) // as lists have them
	})
	for _, d := range events {
		want.Events = append(want.Events, figures.Event{Event: d.Event, Figures: figures.Of(d, present)})
		all.Invitees, all.Feedback = append(all.Invitees, d.Invitees...), append(all.Feedback, d.Feedback...)
	}
	want.Total = figures.Of(all, present)
	got := must(serving(s, present).YearFigures(ctx, 2026, present))(t)
	for i := range got.Events {
		got.Events[i].Event.Revision = 0
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	var one, other bytes.Buffer
	must(after.Yearly(ctx, &one, want))(t)
	must(after.Yearly(ctx, &other, got))(t)
	if !bytes.Equal(one.Bytes(), other.Bytes()) {
		t.Error("the papers are not the same")
	}
}
