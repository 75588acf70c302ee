package invitees

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/ui"
)

func TestApprovingAgainstDoubtsWantsAReason(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) {
		e.MaxAge = 65
		e.Quotas = []app.Quota{{Category: "群众代表", Number: 1}}
	})
	for _, v := range []app.Invitee{
		{Person: app.Person{Name: "老人家", IDNumber: "11010519491231002X", Phone: "13800000001"}, Category: "群众代表"},
		{Person: app.Person{Name: "王玉梅", Phone: "13800000002"}, Category: "群众代表"},
		{Person: app.Person{Name: "李芳", Phone: "13800000003"}, Category: "群众代表"},
	} {
		v.EventID = r.Event().ID
		if _, err := r.Service.SaveInvitee(context.Background(), v); err != nil {
			t.Fatal(err)
		}
	}
	r.Press(fyne.KeyR, ui.Ctrl)
	if !r.Reads("年龄") || !r.Reads("76") || !r.Reads("待审") {
		t.Fatalf("the queue does not say what speaks against the first:\n%s", r.Read())
	}
	dialog := r.Top()
	r.actions.vet(r.Event().ID, []string{r.Invitees()[0].ID}, app.VettingApproved)
	if r.Top() == dialog {
		t.Fatal("no reason is asked for")
	}
	r.Key(fyne.KeyReturn)
	if r.Invitees()[0].Vetting != app.VettingPending {
		t.Error("approved without a reason")
	}
	r.Types("街道特邀")
	r.Key(fyne.KeyReturn)
	if v := r.Invitees()[0]; v.Vetting != app.VettingApproved || v.Overruled != "街道特邀" {
		t.Errorf("%+v", v)
	}
	r.actions.vet(r.Event().ID, []string{r.Invitees()[2].ID}, app.VettingWaiting)
	r.actions.told(r.Event().ID, []string{r.Invitees()[2].ID})
	if v := r.Invitees()[2]; v.RepliedOn.IsZero() {
		t.Errorf("not told: %+v", v)
	}
	r.actions.confirm(r.Event().ID, []string{r.Invitees()[0].ID}, app.Withdrew)
	if !r.Reads("候补第一位：李芳") {
		t.Fatalf("the place that came free is not offered:\n%s", r.Read())
	}
	r.Key(fyne.KeyReturn)
	if v := r.Invitees()[2]; v.Vetting != app.VettingApproved {
		t.Errorf("%s did not move up: %s\n%s", v.Person.Name, v.Vetting, r.Read())
	}
}
