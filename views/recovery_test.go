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
	"openday/views/widgets"
)

func TestADataFileWhoseCopiesAreRefusedOpensWithAWarning(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	r := newRoomAt(t, path)
	r.enter("开放日", "2026-10-09 09:00")
	if err := r.file.Close(); err != nil {
		t.Fatal(err)
	}
	copies := data.CopiesDir(path)
	if err := os.WriteFile(copies, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r = newRoomAt(t, path)
	if !r.sees("数据文件已打开，但有问题需要处理") || !r.sees("今天未能保存数据文件的副本") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	r.tap("确定")
	if r.Event().Title != "开放日" {
		t.Errorf("the person sees\n%s", r.seen())
	}
	// The about box says it, too, and tells the rest.
	r.press(fyne.KeyI, ctrlShift)
	if !r.sees("版本 0") || !r.sees("应当是文件夹") && !r.sees("…") {
		t.Errorf("the person sees\n%s", r.seen())
	}
	r.tap("关闭")
	if err := os.Remove(copies); err != nil {
		t.Fatal(err)
	}
	if err := r.file.store.KeepCopy(context.Background(), app.CopyBeforeImport); err != nil {
		t.Fatal(err)
	}
	r.press(fyne.KeyI, ctrlShift)
	if !r.sees("1 个副本") || !r.sees("上限 2.0 GB") {
		t.Errorf("the person sees\n%s", r.seen())
	}
}

func TestADataFileIsOpenedWithoutItsKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	r := newRoomAt(t, path)
	r.LoadSample()
	ctx := context.Background()
	id := r.Event().ID
	before, err := r.service.Invitees(ctx, app.InviteeFilter{EventID: id})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.file.Close(); err != nil {
		t.Fatal(err)
	}
	key := path + ".key"
	if err := os.Rename(key, key+".lost"); err != nil {
		t.Fatal(err)
	}
	r = newRoomAt(t, path)
	r.tap("不读取身份证号和电话，继续打开")
	if !r.sees("未读取其中的身份证号") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	r.tap("确定")
	if r.Event().ID != id {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	list, err := r.service.Invitees(ctx, app.InviteeFilter{EventID: id})
	if err != nil || len(list) != len(before) || list[0].Person.IDNumber != "" || list[0].Person.Name != before[0].Person.Name {
		t.Fatalf("%d invitees, %v", len(list), err)
	}
	list[0].Note = "改过"
	if _, err := r.service.SaveInvitee(ctx, list[0]); err != nil {
		t.Fatal(err)
	}
	r.press(fyne.KeyK, ctrlShift)
	if !r.sees("密钥") || r.sees("打印恢复码") {
		t.Errorf("of the recovery code the person sees\n%s", r.seen())
	}
	r.tap("确定")
	if err := r.file.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(key+".lost", key); err != nil {
		t.Fatal(err)
	}
	r = newRoomAt(t, path)
	after, err := r.service.Invitees(ctx, app.InviteeFilter{EventID: id})
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
	r := newRoomAt(t, path)
	r.enter("开放日", "2026-10-09 09:00")
	if err := r.file.store.KeepCopy(context.Background(), app.CopyBeforeImport); err != nil {
		t.Fatal(err)
	}
	if err := r.file.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Repeat([]byte("x"), 8192), 0o600); err != nil {
		t.Fatal(err)
	}
	offered := func() bool { return strings.Contains(r.seen(), "用最近的完好副本恢复") }
	var l onDemand
	r.run = l.run
	r.start()
	l.next() // opening fails
	if !r.sees("正在查找最近的完好副本") || !r.sees("退出") || offered() {
		t.Fatalf("while it is looked for the person sees\n%s", r.seen())
	}
	l.next()
	if !offered() || r.sees("正在查找") {
		t.Fatalf("once it is found the person sees\n%s", r.seen())
	}
	// What is chosen meanwhile ends the search.
	r.start()
	l.next()
	search := l.waiting[0]
	l.waiting = nil
	r.tap("保留原文件，新建空白数据文件")
	r.tap("新建")
	search()
	if offered() {
		t.Error("the search went on")
	}
	r.run = widgets.Inline
	for len(l.waiting) > 0 {
		l.next()
	}
	if !r.sees("还没有活动") && !r.sees("改名保存") && !r.sees("完成") {
		t.Errorf("in the end the person sees\n%s", r.seen())
	}
}

func TestNoGoodCopyIsSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("x"), 8192), 0o600); err != nil {
		t.Fatal(err)
	}
	r := newRoomAt(t, path)
	if !r.sees("没有完好的副本") || r.sees("正在查找") {
		t.Errorf("the person sees\n%s", r.seen())
	}
}
