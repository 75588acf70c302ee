package views

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/data"
	"openday/views/ui"
	"openday/views/widgets"
)

func TestADataFileWhoseCopiesAreRefusedOpensWithAWarning(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	r := newFixtureAt(t, path)
	r.enter("开放日", "2026-10-09 09:00")
	if err := r.Data.Close(); err != nil {
		t.Fatal(err)
	}
	copies := data.CopiesDir(path)
	if err := os.WriteFile(copies, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r = newFixtureAt(t, path)
	if !r.Sees("数据文件已打开，但有问题需要处理") || !r.Sees("今天未能保存数据文件的副本") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("确定")
	if r.Event().Title != "开放日" {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	// The about box says it, too, and tells the rest.
	r.Press(fyne.KeyI, ui.CtrlShift)
	if !r.Sees("版本 0") || !r.Sees("应当是文件夹") && !r.Sees("…") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Tap("关闭")
	if err := os.Remove(copies); err != nil {
		t.Fatal(err)
	}
	if err := r.Data.Store.KeepCopy(context.Background(), app.CopyBeforeImport); err != nil {
		t.Fatal(err)
	}
	r.Press(fyne.KeyI, ui.CtrlShift)
	if !r.Sees("1 个副本") || !r.Sees("上限 2.0 GB") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}

func TestADataFileIsOpenedWithoutItsKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	r := newFixtureAt(t, path)
	r.office.LoadSample()
	ctx := context.Background()
	id := r.Event().ID
	before, err := r.Service.Invitees(ctx, app.InviteeFilter{EventID: id})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Data.Close(); err != nil {
		t.Fatal(err)
	}
	key := path + ".key"
	if err := os.Rename(key, key+".lost"); err != nil {
		t.Fatal(err)
	}
	r = newFixtureAt(t, path)
	r.Tap("不读取身份证号和电话，继续打开")
	if !r.Sees("未读取其中的身份证号") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("确定")
	if r.Event().ID != id {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	list, err := r.Service.Invitees(ctx, app.InviteeFilter{EventID: id})
	if err != nil || len(list) != len(before) || list[0].Person.IDNumber != "" || list[0].Person.Name != before[0].Person.Name {
		t.Fatalf("%d invitees, %v", len(list), err)
	}
	list[0].Note = "改过"
	if _, err := r.Service.SaveInvitee(ctx, list[0]); err != nil {
		t.Fatal(err)
	}
	r.Press(fyne.KeyK, ui.CtrlShift)
	if !r.Sees("密钥") || r.Sees("打印恢复码") {
		t.Errorf("of the recovery code the person sees\n%s", r.Seen())
	}
	r.Tap("确定")
	if err := r.Data.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(key+".lost", key); err != nil {
		t.Fatal(err)
	}
	r = newFixtureAt(t, path)
	after, err := r.Service.Invitees(ctx, app.InviteeFilter{EventID: id})
	if err != nil || after[0].Note != "改过" {
		t.Fatalf("with the key: %v", err)
	}
	for i := range before {
		if after[i].Person.IDNumber != before[i].Person.IDNumber {
			t.Errorf("the ID number %d is %q, was %q", i, after[i].Person.IDNumber, before[i].Person.IDNumber)
		}
	}
}

// onDemand runs work when a test says so.
type onDemand struct{ waiting []func() }

func (l *onDemand) run(work func(), then func()) {
	l.waiting = append(l.waiting, func() { work(); then() })
}

func (l *onDemand) next() {
	first := l.waiting[0]
	l.waiting = l.waiting[1:]
	first()
}

func TestTheSearchForAGoodCopyHoldsNothingUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	r := newFixtureAt(t, path)
	r.enter("开放日", "2026-10-09 09:00")
	if err := r.Data.Store.KeepCopy(context.Background(), app.CopyBeforeImport); err != nil {
		t.Fatal(err)
	}
	if err := r.Data.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Repeat([]byte("x"), 8192), 0o600); err != nil {
		t.Fatal(err)
	}
	offered := func() bool { return strings.Contains(r.Seen(), "用最近的完好副本恢复") }
	var l onDemand
	r.Run = l.run
	r.start()
	l.next() // opening fails
	if !r.Sees("正在查找最近的完好副本") || !r.Sees("退出") || offered() {
		t.Fatalf("while it is looked for the person sees\n%s", r.Seen())
	}
	l.next()
	if !offered() || r.Sees("正在查找") {
		t.Fatalf("once it is found the person sees\n%s", r.Seen())
	}
	// What is chosen meanwhile ends the search.
	r.start()
	l.next()
	search := l.waiting[0]
	l.waiting = nil
	r.Tap("保留原文件，新建空白数据文件")
	r.Tap("新建")
	search()
	if offered() {
		t.Error("the search went on")
	}
	r.Run = widgets.Inline
	for len(l.waiting) > 0 {
		l.next()
	}
	if !r.Sees("还没有活动") && !r.Sees("改名保存") && !r.Sees("完成") {
		t.Errorf("in the end the person sees\n%s", r.Seen())
	}
}

func TestNoGoodCopyIsSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("x"), 8192), 0o600); err != nil {
		t.Fatal(err)
	}
	r := newFixtureAt(t, path)
	if !r.Sees("没有完好的副本") || r.Sees("正在查找") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}
