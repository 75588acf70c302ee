package data

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/service"
)

// unspoken stands in every text that is typed of an opinion and of its handling.
const unspoken = "秘密"

// Every step in the handling of an opinion leaves a line in the audit list that
// says who took which step when, and nothing of what was said; so does taking it
// back, which leaves nothing in the opinion's history.
func TestEveryStepOfAnOpinionIsWrittenDown(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	now := present
	service := service.New(s, func() time.Time { return now }, ids("x"), "李敏")
	event := must(service.AddDossier(ctx, app.Dossier{Event: app.Event{Title: "政务开放日", Start: present}}))(t)
	today := app.DayOf(present)
	var first, second app.Feedback // as they are
	history := func() (all []app.Feedback) {
		t.Helper()
		all = must(service.Feedback(ctx, app.FeedbackFilter{EventID: event}))(t)
		for _, f := range all {
			switch f.ID {
			case first.ID:
				first = f
			case second.ID:
				second = f
			}
		}
		return all
	}
	step := func(step app.Step) func() error {
		return func() error { _, err := service.StepFeedback(ctx, event, first.ID, step); return err }
	}
	assign := app.Step{Kind: app.TransitionAssign, Department: unspoken + "科", Joint: []string{unspoken + "所"}, InCharge: unspoken, Telephone: "0951-2223334", DueDate: today.AddDate(0, 0, 7)}
	tried := map[app.TransitionKind]bool{}
	for _, c := range []struct {
		kind   app.TransitionKind // empty where it is none
		action app.AuditAction
		detail string
		do     func() error
	}{
		{app.TransitionRecord, app.AuditOpinion, "登记 1 条", func() (err error) {
			first, err = service.SaveFeedback(ctx, app.Feedback{EventID: event, Content: unspoken + "：路灯不亮", Speaker: unspoken, Telephone: "13812341234"})
			return err
		}},
		{app.TransitionRecord, app.AuditOpinion, "登记 2 条", func() error {
			all, err := service.AddFeedback(ctx, []app.Feedback{{EventID: event, Content: unspoken + "：积水"}, {EventID: event, Content: unspoken + "：座椅"}})
			if err == nil {
				second = all[0]
			}
			return err
		}},
		{app.TransitionAssign, app.AuditOpinion, "交办", step(assign)},
		{app.TransitionReturn, app.AuditOpinion, "退回", step(app.Step{Kind: app.TransitionReturn, Note: unspoken})},
		{app.TransitionAssign, app.AuditOpinion, "交办", step(assign)},
		{app.TransitionStart, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionStart})},
		{app.TransitionUrge, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionUrge, Note: unspoken})},
		{app.TransitionUrge, app.AuditOpinion, "1", func() error {
			_, err := service.UrgeFeedback(ctx, []string{first.ID, second.ID}, unspoken)
			return err
		}},
		{app.TransitionAsk, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionAsk, Note: unspoken, DueDate: today.AddDate(0, 0, 14)})},
		{app.TransitionRefuse, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionRefuse, Note: unspoken})},
		{app.TransitionExtend, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionExtend, Note: unspoken, DueDate: today.AddDate(0, 0, 15)})},
		{app.TransitionCorrect, app.AuditOpinion, "1", func() error {
			f := first
			f.InCharge, f.Content = unspoken+"二", unspoken+"：路灯仍不亮"
			_, err := service.SaveFeedback(ctx, f)
			return err
		}},
		{app.TransitionFinish, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionFinish, Result: unspoken, Grade: "A"})},
		{app.TransitionReply, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionReply, RepliedOn: today, ReplyChannel: unspoken, Adoption: app.PartlyAdopted, AdoptionReason: unspoken})},
		{app.TransitionFollowUp, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionFollowUp, Satisfaction: app.Satisfied, Note: unspoken})},
		{app.TransitionTakeBack, app.AuditOpinion, "回访", func() error {
			_, err := service.TakeBackStep(ctx, first.ID, unspoken)
			return err
		}},
		{app.TransitionFollowUp, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionFollowUp, Satisfaction: app.Satisfied, Note: unspoken})},
		{app.TransitionReopen, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionReopen, Note: unspoken})},
		{app.TransitionMerge, app.AuditOpinion, "2", func() error {
			_, err := service.MergeFeedback(ctx, event, second.ID, []string{first.ID})
			return err
		}},
		{app.TransitionUnmerge, app.AuditOpinion, "", step(app.Step{Kind: app.TransitionUnmerge, Note: unspoken})},
		{app.TransitionSplit, app.AuditOpinion, "2", func() error {
			_, err := service.SplitFeedback(ctx, event, second.ID, []string{unspoken + "一", unspoken + "二"})
			return err
		}},
		{app.TransitionAnswer, app.AuditOpinion, "", func() error {
			_, err := service.StepFeedback(ctx, event, second.ID, app.Step{Kind: app.TransitionAnswer, Note: unspoken})
			return err
		}},
		{"", app.AuditDelete, "1", func() error { return service.DeleteFeedback(ctx, event, []string{second.ID}) }},
	} {
		tried[c.kind] = true
		before := len(must(s.Audit(ctx, app.AuditFilter{}))(t))
		was := history()
		wants := func(action app.AuditAction, says ...string) {
			t.Helper()
			list := must(s.Audit(ctx, app.AuditFilter{}))(t)
			if len(list) != before+1 {
				t.Fatalf("%s leaves %d lines: %+v", c.kind, len(list)-before, list[:len(list)-before])
			}
			before++
			e := list[0]
			if e.Action != action || e.By != "李敏" || !e.At.Equal(now) || e.EventID != event || strings.Contains(e.Detail, unspoken) || strings.Contains(e.Detail, "1234") || strings.Contains(e.Detail, "路灯") {
				t.Errorf("%s: %+v", c.kind, e)
			}
			for _, text := range says {
				if !strings.Contains(e.Detail, text) {
					t.Errorf("%s does not say %q: %q", c.kind, text, e.Detail)
				}
			}
		}
		now = now.Add(time.Minute)
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.kind, err)
		}
		says := c.detail
		if says == "" {
			says = app.TransitionKinds.Chinese(c.kind)
		}
		wants(c.action, says)
		done := history()
		now = now.Add(time.Minute)
		must(service.Undo(ctx))(t)
		wants(app.AuditUndo, "意见建议")
		if back := history(); !slices.EqualFunc(was, back, sameHandling) {
			t.Errorf("%s undone: %+v, was %+v", c.kind, back, was)
		}
		now = now.Add(time.Minute)
		must(service.Redo(ctx))(t)
		wants(app.AuditRedo, "意见建议")
		if again := history(); !slices.EqualFunc(done, again, sameHandling) {
			t.Errorf("%s done again: %+v, was %+v", c.kind, again, done)
		}
	}
	for _, k := range app.TransitionKinds {
		if !tried[k.Code] {
			t.Errorf("%s was not tried", k.Code)
		}
	}
}

// sameHandling reports whether two versions of an opinion have the same state and
// steps.
func sameHandling(a, b app.Feedback) bool {
	return a.ID == b.ID && a.State == b.State && slices.EqualFunc(a.History, b.History, func(x, y app.Transition) bool { return x.ID == y.ID && x.Kind == y.Kind })
}
