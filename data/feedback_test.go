package data

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

func TestFeedbackFilter(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	early := anEvent("early")
	early.Start = present.AddDate(-1, 0, 0)
	try(t, s.SaveEvent(ctx, early))
	try(t, s.SaveEvent(ctx, anEvent("late")))
	yesterday := app.DayOf(present.AddDate(0, 0, -1))
	try(t, s.SaveFeedback(ctx, []app.Feedback{
		{ID: "0", EventID: "late", Position: 1, Content: "河边路灯不亮", State: app.FeedbackAssigned, Department: "城管科", Category: "市政", DueDate: yesterday},
		{ID: "1", EventID: "late", Position: 2, Content: "Wi-Fi 太慢", State: app.FeedbackDone, Department: "信息科", DueDate: yesterday},
		{ID: "2", EventID: "early", Position: 2, Content: "多办开放日", State: app.FeedbackRecorded, Speaker: "欧阳修", DueDate: app.DayOf(present)},
		{ID: "3", EventID: "early", Position: 1, Content: "公交站太远", State: app.FeedbackRecorded, Result: "已协调"},
	}))
	for name, c := range map[string]struct {
		filter app.FeedbackFilter
		want   string
	}{
		"all, by event and position": {app.FeedbackFilter{}, "[3 2 0 1]"},
		"event":                      {app.FeedbackFilter{EventID: "late"}, "[0 1]"},
		"content":                    {app.FeedbackFilter{Text: "路灯"}, "[0]"},
		"content, other case":        {app.FeedbackFilter{Text: "wi-fi"}, "[1]"},
		"speaker":                    {app.FeedbackFilter{Text: "欧阳"}, "[2]"},
		"result":                     {app.FeedbackFilter{Text: "协调"}, "[3]"},
		"state":                      {app.FeedbackFilter{State: app.FeedbackRecorded}, "[3 2]"},
		"department":                 {app.FeedbackFilter{Department: "信息科"}, "[1]"},
		"category":                   {app.FeedbackFilter{Category: "市政"}, "[0]"},
		"overdue and open":           {app.FeedbackFilter{OverdueOn: present}, "[0]"},
		"overdue a day later":        {app.FeedbackFilter{OverdueOn: present.AddDate(0, 0, 1)}, "[2 0]"},
	} {
		all, err := s.Feedback(ctx, c.filter)
		try(t, err)
		ids := []string{}
		for _, f := range all {
			ids = append(ids, f.ID)
		}
		if got := fmt.Sprint(ids); got != c.want {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
}

func TestMovesAreOnlyAdded(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	f := d.Feedback[0]
	changed := f
	changed.History = []app.Transition{{ID: f.History[0].ID, Note: "rewritten"}}
	try(t, s.SaveFeedback(ctx, []app.Feedback{changed}))
	f.History = append(f.History, app.Transition{ID: "third", At: present, Kind: app.TransitionUrge, From: app.FeedbackAssigned, To: app.FeedbackAssigned,
		Changes: []app.FieldChange{{Field: "Department", From: "甲科", To: "乙科"}}})
	try(t, s.SaveFeedback(ctx, []app.Feedback{f}))

	got, err := s.Feedback(ctx, app.FeedbackFilter{})
	try(t, err)
	if diff := cmp.Diff(f, got[0]); diff != "" {
		t.Error(diff)
	}
	f.MergedInto = "another" // handled there, so never overdue itself
	try(t, s.SaveFeedback(ctx, []app.Feedback{f}))
	if late, err := s.Feedback(ctx, app.FeedbackFilter{EventID: f.EventID, OverdueOn: present.AddDate(10, 0, 0)}); err != nil || slices.ContainsFunc(late, func(o app.Feedback) bool { return o.ID == f.ID }) {
		t.Errorf("a merged opinion is overdue: %v %v", late, err)
	}
	if _, err := s.writer.Exec("UPDATE moves SET note = 'rewritten'"); err == nil {
		t.Error("a move could be changed")
	}
}

func TestDeleteFeedbackAndUndo(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	ids := []string{d.Feedback[0].ID, d.Feedback[1].ID}
	try(t, s.DeleteFeedback(ctx, ids))
	got, err := s.Feedback(ctx, app.FeedbackFilter{EventID: d.Event.ID})
	try(t, err)
	if len(got) > 0 {
		t.Errorf("%d opinions are left", len(got))
	}
	if err := s.DeleteFeedback(ctx, ids); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("deleting again gives %v", err)
	}
	try(t, s.SaveFeedback(ctx, d.Feedback))
	got, err = s.Feedback(ctx, app.FeedbackFilter{EventID: d.Event.ID})
	try(t, err)
	if diff := cmp.Diff(d.Feedback, got); diff != "" {
		t.Error(diff)
	}
}
