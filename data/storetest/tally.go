package storetest

import (
	"cmp"
	"slices"
	"testing"

	"openday/app"
)

// tallies counts invitees and opinions by where they stand, an event at a time.
func tallies(t *testing.T, d tester) {
	d.withEvents("e", "other", "none")
	guests := []struct {
		event        string
		vetting      app.Vetting
		confirmation app.Confirmation
		attendance   app.Attendance
	}{
		{"e", app.VettingPending, "", ""},
		{"e", app.VettingPending, "", app.AttendanceCame}, // a walk-in whom nobody vetted
		{"e", app.VettingWaiting, "", ""},
		{"e", app.VettingDeclined, "", ""},
		{"e", app.VettingApproved, app.Confirmed, ""},
		{"e", app.VettingApproved, app.Withdrew, ""},
		{"e", app.VettingApproved, "", app.AttendanceAbsent},
		{"e", app.VettingApproved, "", app.AttendanceCame},
		{"e", app.VettingApproved, "", app.AttendanceSubstitute},
		{"other", app.VettingApproved, "", ""},
	}
	d.update(func(tx app.Tx) error {
		var list []app.Invitee
		for i, g := range guests {
			id := string(rune('a' + i))
			v := anInvitee("v"+id, g.event, i+1, app.Person{ID: "p" + id, Name: "张" + id})
			v.Vetting, v.Confirmation, v.Attendance = g.vetting, g.confirmation, g.attendance
			list = append(list, v)
		}
		if err := tx.SaveInvitees(list); err != nil {
			return err
		}
		var opinions []app.Feedback
		for i, state := range []app.FeedbackState{
			app.FeedbackRecorded, app.FeedbackRecorded, app.FeedbackAssigned, app.FeedbackInProgress, app.FeedbackDone, app.FeedbackReplied,
			app.FeedbackAnswered, app.FeedbackFollowedUp, app.FeedbackRecorded,
		} {
			f := anOpinion("o"+string(rune('a'+i)), "e", i+1)
			f.State = state
			opinions = append(opinions, f)
		}
		opinions[8].MergedInto = "oa"
		return tx.SaveFeedback(opinions)
	})
	got := read(d, func(tx app.Tx) ([]app.EventTally, error) { return tx.Tallies() })
	slices.SortFunc(got, func(a, b app.EventTally) int { return cmp.Compare(a.EventID, b.EventID) })
	d.same("tallies", []app.EventTally{
		{EventID: "e", Invitees: 9, Pending: 2, Approved: 5, Unentered: 1, Came: 3, Recorded: 2, Assigned: 2, Done: 1, Replied: 1, Closed: 2},
		{EventID: "other", Invitees: 1, Approved: 1, Unentered: 1},
	}, got)
}

// dueFeedback lists the open opinions that are due by a day.
func dueFeedback(t *testing.T, d tester) {
	d.update(func(tx app.Tx) error {
		old := anEvent("old")
		old.State = app.StateArchived
		return tx.SaveEvents([]app.Event{anEvent("e"), anEvent("f"), old})
	})
	day := app.DayOf(Present)
	d.update(func(tx app.Tx) error {
		list := []app.Feedback{
			anOpinion("undated", "e", 1), anOpinion("later", "e", 2), anOpinion("on the day", "e", 3), anOpinion("merged", "e", 4),
			anOpinion("done", "e", 5), anOpinion("archived", "old", 1), anOpinion("first", "f", 1),
		}
		for i := range list[1:] {
			list[i+1].DueDate, list[i+1].State, list[i+1].Department = day, app.FeedbackAssigned, "城管办"
		}
		list[1].DueDate = day.AddDate(0, 0, 1)
		list[3].MergedInto = "on the day"
		list[4].State = app.FeedbackDone
		list[6].DueDate = day.AddDate(0, 0, -3)
		return tx.SaveFeedback(list)
	})
	due := func(days int) []app.DueOpinion {
		return read(d, func(tx app.Tx) ([]app.DueOpinion, error) { return tx.DueFeedback(day.AddDate(0, 0, days)) })
	}
	ids := func(all []app.DueOpinion) (ids []string) {
		for _, o := range all {
			ids = append(ids, o.ID)
		}
		return ids
	}
	d.same("due by the day", []string{"first", "on the day"}, ids(due(0)))
	d.same("due by the next day", []string{"first", "on the day", "later"}, ids(due(1)))
	d.same("due before", []string{"first"}, ids(due(-1)))
	d.same("due long before", []string(nil), ids(due(-9)))
	one := due(0)[1]
	d.same("what is told of one", app.DueOpinion{
		ID: "on the day", EventID: "e", Number: 3, Content: one.Content, Department: "城管办", DueDate: day, State: app.FeedbackAssigned,
	}, one)
	if one.Content == "" {
		t.Error("what was said is not told")
	}
}
