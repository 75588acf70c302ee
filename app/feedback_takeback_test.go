package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"openday/app"
)

// handled is what an opinion says of its handling.
var handled = cmpopts.IgnoreFields(app.Feedback{}, "History", "UpdatedAt", "Revision")

func TestTheLastStepIsTakenBack(t *testing.T) {
	d := newDesk()
	ctx := context.Background()
	const event = "甲街道开放日"
	recorded, err := d.SaveFeedback(ctx, app.Feedback{EventID: event, Content: "增加座椅"})
	if err != nil {
		t.Fatal(err)
	}
	states := []app.Feedback{recorded}
	for _, step := range []app.Step{
		{Kind: app.TransitionAssign, Department: "城管办", DueDate: d.now.AddDate(0, 0, 10)},
		{Kind: app.TransitionStart},
		{Kind: app.TransitionUrge},
		{Kind: app.TransitionAsk, DueDate: d.now.AddDate(0, 0, 20), Note: "要招标"},
		{Kind: app.TransitionExtend, DueDate: d.now.AddDate(0, 0, 20), Note: "同意"},
		{Kind: app.TransitionFinish, Result: "已增加", Grade: "A"},
		{Kind: app.TransitionReply, RepliedOn: d.now, Adoption: app.Adopted},
		{Kind: app.TransitionFollowUp, Satisfaction: app.NotSatisfied},
	} {
		f, err := d.StepFeedback(ctx, event, recorded.ID, step)
		if err != nil {
			t.Fatalf("%s: %v", step.Kind, err)
		}
		states = append(states, f)
	}
	d.now = d.now.AddDate(1, 0, 0) // a step of long ago, too
	for i := len(states) - 2; i >= 0; i-- {
		f, err := d.TakeBackStep(ctx, recorded.ID, "点错了")
		if err != nil {
			t.Fatalf("back to %d: %v", i, err)
		}
		if diff := cmp.Diff(states[i], f, handled); diff != "" {
			t.Errorf("back to step %d: %s", i, diff)
		}
		if asked, want := f.AskedUntil(), states[i].AskedUntil(); !asked.Equal(want) {
			t.Errorf("back to step %d an extension is asked for until %s, want %s", i, asked, want)
		}
		times, _ := f.Urged()
		if before, _ := states[i].Urged(); times != before {
			t.Errorf("back to step %d it was urged %d times, want %d", i, times, before)
		}
		if n := len(f.History); n != len(states[len(states)-1].History)+len(states)-1-i {
			t.Errorf("back to step %d the history has %d steps", i, n)
		}
		if last := f.History[len(f.History)-1]; last.Kind != app.TransitionTakeBack || last.Undoes == "" {
			t.Errorf("back to step %d the history ends with %+v", i, last)
		}
	}
	if _, err := d.TakeBackStep(ctx, recorded.ID, ""); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("the recording itself is taken back: %v", err)
	}
}

func TestWhatWasPutRightSinceStaysWhenAStepIsTakenBack(t *testing.T) {
	d := newDesk()
	ctx := context.Background()
	const event = "甲街道开放日"
	f, _ := d.SaveFeedback(ctx, app.Feedback{EventID: event, Content: "增加座椅"})
	f, err := d.StepFeedback(ctx, event, f.ID, app.Step{Kind: app.TransitionAssign, Department: "城管办", InCharge: "王", DueDate: d.now})
	if err != nil {
		t.Fatal(err)
	}
	f.InCharge = "李"
	if f, err = d.SaveFeedback(ctx, f); err != nil {
		t.Fatal(err)
	}
	if f, err = d.TakeBackStep(ctx, f.ID, ""); err != nil || f.State != app.FeedbackRecorded || f.Department != "" || f.InCharge != "李" {
		t.Errorf("%+v %v", f, err)
	}
}

func TestWhoWasAnsweredWithItWaitsAgain(t *testing.T) {
	d := newDesk()
	ctx := context.Background()
	const event = "甲街道开放日"
	one, _ := d.SaveFeedback(ctx, app.Feedback{EventID: event, Content: "增加座椅"})
	two, _ := d.SaveFeedback(ctx, app.Feedback{EventID: event, Content: "座椅太少"})
	if _, err := d.MergeFeedback(ctx, event, one.ID, []string{two.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.StepFeedback(ctx, event, one.ID, app.Step{Kind: app.TransitionAnswer, Note: "马上增加"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.TakeBackStep(ctx, one.ID, ""); err != nil {
		t.Fatal(err)
	}
	all, err := d.Feedback(ctx, app.FeedbackFilter{IDs: []string{one.ID, two.ID}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if f.State != app.FeedbackRecorded || f.Result != "" || !f.RepliedOn.IsZero() {
			t.Errorf("%s: %+v", f.Content, f)
		}
	}
}

func TestAStepHasItsDayAndWhoDidIt(t *testing.T) {
	d := newDesk()
	ctx := context.Background()
	const event = "甲街道开放日"
	e, err := d.Event(ctx, event)
	if err != nil {
		t.Fatal(err)
	}
	held := app.DayOf(e.Start)
	d.now = held.AddDate(4, 0, 0)
	f, _ := d.SaveFeedback(ctx, app.Feedback{EventID: event, Content: "增加座椅"})
	other, _ := d.SaveFeedback(ctx, app.Feedback{EventID: event, Content: "多设路牌"})
	if f, err = d.StepFeedback(ctx, event, f.ID, app.Step{Kind: app.TransitionAnswer, Note: "马上增加", Handler: "李"}); err != nil {
		t.Fatal(err)
	}
	if last := f.History[len(f.History)-1]; !last.Day().Equal(held) || !f.RepliedOn.Equal(held) || last.Handler != "李" || !last.At.Equal(d.now) {
		t.Errorf("answered on the spot: %+v, replied on %s", last, f.RepliedOn)
	}
	assigned := held.AddDate(0, 0, 1)
	if other, err = d.StepFeedback(ctx, event, other.ID, app.Step{Kind: app.TransitionAssign, On: assigned, Department: "城管办", DueDate: held.AddDate(0, 0, 7)}); err != nil {
		t.Fatal(err)
	}
	if !other.AssignedOn.Equal(assigned) {
		t.Errorf("assigned on %s, want %s", other.AssignedOn, assigned)
	}
	if other, err = d.StepFeedback(ctx, event, other.ID, app.Step{Kind: app.TransitionAsk, On: held.AddDate(0, 0, 6), DueDate: held.AddDate(0, 0, 20), Note: "要招标"}); err != nil {
		t.Errorf("asked for in time, entered later: %v", err)
	}
	if _, err := d.StepFeedback(ctx, event, other.ID, app.Step{Kind: app.TransitionStart, On: d.now.AddDate(0, 0, 1)}); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a step of tomorrow: %v", err)
	}
	if days, known := app.DefaultFeedbackRules().HandlingDays(other); known {
		t.Errorf("handled in %d days before the end", days)
	}
}

func TestManyStepsAreOne(t *testing.T) {
	d := newDesk()
	ctx := context.Background()
	const event = "甲街道开放日"
	var ids []string
	for _, text := range []string{"增加座椅", "多设路牌", "讲解再慢一些"} {
		f, err := d.SaveFeedback(ctx, app.Feedback{EventID: event, Content: text})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, f.ID)
	}
	assign := func(app.Feedback) app.Step {
		return app.Step{Kind: app.TransitionAssign, Department: "城管办", DueDate: d.now.AddDate(0, 0, 10)}
	}
	if n, err := d.StepFeedbackOfMany(ctx, ids, assign); n != 3 || err != nil {
		t.Fatalf("assigned %d, %v", n, err)
	}
	if n, err := d.StepFeedbackOfMany(ctx, ids, assign); n != 0 || err != nil {
		t.Errorf("assigned once more: %d, %v", n, err)
	}
	if n, err := d.CategoriseFeedback(ctx, event, ids, " 设施 "); n != 3 || err != nil {
		t.Errorf("categorised %d, %v", n, err)
	}
	all, err := d.Feedback(ctx, app.FeedbackFilter{IDs: ids})
	if err != nil || len(all) != 3 {
		t.Fatalf("%d, %v", len(all), err)
	}
	for _, f := range all {
		if f.State != app.FeedbackAssigned || f.Department != "城管办" || f.Category != "设施" {
			t.Errorf("%+v", f)
		}
	}
}

// TestAnyStepIsTakenBackWhole takes random steps, and each back.
func TestAnyStepIsTakenBackWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := app.Date(2026, 9, 24).Add(9 * time.Hour)
		rules := app.DefaultFeedbackRules()
		f := app.Feedback{ID: "f", EventID: "e", Content: "增加座椅", State: app.FeedbackRecorded}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			kinds := f.NextTransitions()
			kind := rapid.SampledFrom(kinds).Draw(t, "kind")
			now = now.Add(time.Hour)
			step := app.Step{Kind: kind, Note: "说明", Overrule: "补办", Department: "城管办", InCharge: "王", DueDate: f.DueDate.AddDate(0, 0, 3), Result: "结果", Grade: "A",
				RepliedOn: now, Adoption: app.Adopted, Satisfaction: rapid.SampledFrom([]app.Satisfaction{app.Satisfied, app.NotSatisfied}).Draw(t, "satisfaction")}
			if step.DueDate.Before(now) {
				step.DueDate = now.AddDate(0, 0, 5)
			}
			after, wrong := f.Apply(step, rules, now.String(), "甲", now)
			if len(wrong) > 0 {
				continue
			}
			back, wrong := after.TakenBack("back "+now.String(), "甲", "", now)
			if len(wrong) > 0 {
				t.Fatal(wrong)
			}
			if diff := cmp.Diff(f, back, handled); diff != "" {
				t.Fatalf("%s and back: %s", kind, diff)
			}
			if !f.AskedUntil().Equal(back.AskedUntil()) {
				t.Fatalf("%s and back: asked until %s, want %s", kind, back.AskedUntil(), f.AskedUntil())
			}
			if replayed := back.Replayed(); replayed.State != back.State || len(app.Differences(replayed, back)) > 0 {
				t.Fatalf("the history of %s and back tells %+v", kind, app.Differences(replayed, back))
			}
			f = after
			if rapid.Bool().Draw(t, "back") {
				f = back
			}
		}
	})
}
