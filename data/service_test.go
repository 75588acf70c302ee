package data

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
	"openday/app/service"
	"openday/app/workday"
)

// What the use cases delete and undo is as it was, on a real file.
func TestUseCasesUndo(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	last := 0
	newID := func() string { last++; return fmt.Sprintf("id%06d", last) }
	service := service.New(s, at(present), newID, "滨河街道办")
	id := must(service.AddDossier(ctx, app.Dossier{
		Event: app.Event{Title: "政务开放日", Start: present, Quotas: []app.Quota{{Category: "群众代表", Number: app.NoNumber, MinShare: app.Share{Num: 1, Den: 3}}}},
		Invitees: []app.Invitee{
			{ID: "a", Person: app.Person{Name: "张三", IDNumber: "11010519491231002X"}},
			{ID: "b", Person: app.Person{Name: "欧阳修", Phone: "13812341234"}},
		},
		Agenda:   []app.AgendaItem{{Start: present, Kind: "visit", Content: "参观净水厂"}},
		Feedback: []app.Feedback{{Content: "路灯不亮", Speaker: "张三", InviteeID: "a"}},
	}))(t)
	before := must(service.Dossier(ctx, id))(t)
	if before.Feedback[0].InviteeID != before.Invitees[0].ID {
		t.Error("the opinion has lost its speaker")
	}

	for name, remove := range map[string]func() error{
		"event":    func() error { return service.DeleteEvent(ctx, id) },
		"invitees": func() error { return service.DeleteInvitees(ctx, id, []string{before.Invitees[0].ID}) },
		"agenda":   func() error { return service.DeleteAgenda(ctx, id, []string{before.Agenda[0].ID}) },
		"feedback": func() error { return service.DeleteFeedback(ctx, id, []string{before.Feedback[0].ID}) },
	} {
		try(t, remove())
		if got, err := service.Dossier(ctx, id); err == nil && cmp.Equal(before, got) {
			t.Errorf("%s: nothing is deleted", name)
		}
		must(service.Undo(ctx))(t)
		if diff := cmp.Diff(before, must(service.Dossier(ctx, id))(t), cmpopts.EquateEmpty(), withoutRevisions); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	// Papers count working days as the office does.
	if before.Calendar != nil {
		t.Error("a calendar of its own, though none was added")
	}
	must(service.AddSchedule(ctx, []workday.Day{{Date: time.Date(2026, 10, 13, 0, 0, 0, 0, time.UTC), Kind: workday.Off, Name: "停工"}}))(t)
	if d := must(service.Dossier(ctx, id))(t); d.Calendar == nil || d.Calendar.IsWorkday(app.Date(2026, 10, 13)) {
		t.Error("the office's own calendar does not come with the event")
	}
	// The same people are known again in the next event.
	again := must(service.AddDossier(ctx, app.Dossier{
		Event:    app.Event{Title: "下一次", Start: present},
		Invitees: []app.Invitee{{Person: app.Person{Name: "张三", IDNumber: "11010519491231002X"}}},
	}))(t)
	if p := must(service.Dossier(ctx, again))(t).Invitees[0].Person; p != must(service.Dossier(ctx, id))(t).Invitees[0].Person {
		t.Errorf("%v is not known again", p)
	}
}

// withoutRevisions compares records by what they say.
var withoutRevisions = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Revision" }, cmp.Ignore())
