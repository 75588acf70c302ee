package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"openday/views/ui"
	"openday/views/ui/uitest"
)

func TestWithoutAnEventTheTabsSayWhereToBegin(t *testing.T) {
	r := newFixture(t)
	for i := 1; i < 4; i++ {
		r.Press(fyne.KeyName(rune('1'+i)), ui.Ctrl)
		if !r.Reads("未选择活动") {
			t.Errorf("tab %d does not say that there is no event:\n%s", i, r.Read())
		}
		r.Press(fyne.KeyN, ui.Ctrl)
		if r.Tab(i).Unsaved() || r.Told() != "请先选择一个活动。" {
			t.Errorf("tab %d begins something without an event: %q", i, r.Told())
		}
		r.Press(fyne.KeyDelete, 0)
		r.Push("前往活动")
		if r.tabInSight() != 0 {
			t.Errorf("tab %d does not lead to the events", i)
		}
	}
}

func TestEmptyListsSayWhatToDoFirst(t *testing.T) {
	r := eventFixture(t, 1, nil)
	for i, want := range []struct{ missing, verb string }{{"还没有邀请对象", "添加邀请对象"}, {"议程还是空的", "添加环节"}, {"还没有意见建议", "登记意见建议"}} {
		r.Press(fyne.KeyName(rune('2'+i)), ui.Ctrl)
		if !r.Reads(want.missing) {
			t.Errorf("nothing says %s:\n%s", want.missing, r.Read())
		}
		r.Push(want.verb)
		if !r.Reads("保存并添加下一条") {
			t.Errorf("%s opens no form", want.verb)
		}
		r.Key(fyne.KeyEscape)
		if r.Reads("保存并添加下一条") {
			t.Errorf("Esc does not close the form of %s", want.verb)
		}
	}
}

func TestTheListsSpeakEnglish(t *testing.T) {
	uitest.InEnglish(t)
	r := sampleFixture(t)
	for i := 1; i < 4; i++ {
		r.ShowTab(i, nil)
		r.Press(fyne.KeyN, ui.Ctrl)
		if !r.Reads("Save and next") {
			t.Errorf("tab %d does not speak English:\n%s", i, r.Read())
		}
		r.Key(fyne.KeyEscape)
	}
}
