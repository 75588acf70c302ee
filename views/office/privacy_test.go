package office

import (
	"testing"
	"time"

	"openday/app"
	"openday/views/ui/uitest"
)

func TestPurgeIsAskedTwiceAndDone(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) { e.RetainUntil = app.DayOf(uitest.Now.Add(-24 * time.Hour)) })
	r.Invite("王玉梅")
	r.actions.ShowPurge()
	if !r.Reads("清除个人信息") || !r.Reads("已到期") {
		t.Fatalf("no preview:\n%s", r.Read())
	}
	r.Push("永久清除…")
	if r.Invitees()[0].Person.Name != "王玉梅" {
		t.Fatal("deleted without being asked again")
	}
	r.Push("永久清除")
	if name := r.Invitees()[0].Person.Name; name == "王玉梅" {
		t.Errorf("still %s:\n%s", name, r.Read())
	}
	r.Push("确定")
}
