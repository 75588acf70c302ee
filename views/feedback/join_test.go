package feedback

import (
	"context"
	"strings"
	"testing"

	"openday/app"
)

// What says nearly the same as an opinion of the event is merged into it by one press.
func TestWhatIsTypedIsJoinedWithASimilarOpinion(t *testing.T) {
	r := eventFixture(t, nil)
	r.record("社区食堂门口的台阶太高，希望加装扶手", "王玉梅")
	tab := r.tab()
	tab.New()
	r.TypeInto(tab.editor.Form, "Content", "图书馆周末能否延长开放时间")
	if tab.joining.Visible() {
		t.Errorf("offered is %q", tab.joining.Text)
	}
	r.TypeInto(tab.editor.Form, "Content", "社区食堂门口台阶太高，希望加装扶手")
	if !tab.joining.Visible() || !strings.Contains(tab.joining.Text, "第 1 条") {
		t.Fatalf("offered is %v %q", tab.joining.Visible(), tab.joining.Text)
	}
	r.Push(tab.joining.Text)
	all, err := r.Service.Feedback(context.Background(), app.FeedbackFilter{EventID: r.Event().ID})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[1].MergedInto != all[0].ID || tab.Unsaved() {
		t.Fatalf("kept are %+v", all)
	}
	if r.Told() != "已合并 2 条意见建议。" {
		t.Errorf("the window says %q", r.Told())
	}
}
