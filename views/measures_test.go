package views

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// said is what somebody says at length in an opinion.
const said = "便民服务中心午间只有一个窗口办社保要排一个多小时能否安排两名工作人员错峰值守并在门口公示时间请一并考虑周末延时服务"

// crowded opens the window over an event with many invitees and opinions, beside
// sixty others.
func crowded(t *testing.T) *fixture {
	r := newFixture(t)
	ctx := t.Context()
	for i := range 60 {
		if _, err := r.Service.SaveEvent(ctx, app.Event{Title: fmt.Sprintf("走进便民服务中心开放日（第%d期）", i), Start: uitest.Now.AddDate(0, 0, -25*i), State: app.StateArchived}); err != nil {
			t.Fatal(err)
		}
	}
	d := app.Dossier{Event: app.Event{Title: "梧桐街道政府开放日", Start: uitest.Now.AddDate(0, 0, -5), State: app.StateHeld, Capacity: 30,
		Quotas: []app.Quota{{Category: "群众代表", Number: 12}, {Category: "人大代表", Number: 5}, {Category: "政协委员", Number: 5}, {Category: "企业代表", Number: 8}, {Category: "媒体", Number: app.NoNumber, Outside: true}}}}
	for i := range 300 {
		d.Invitees = append(d.Invitees, app.Invitee{ID: app.NewID(), Person: app.Person{Name: "欧阳雨桐", Gender: "female", Phone: fmt.Sprintf("138%08d", i), BornOn: app.Date(1970, 1, 1+i%28)},
			Category: "群众代表", Unit: "和平社区居民委员会", Post: "网格员", Channel: "个人自荐", Vetting: app.VettingApproved})
	}
	for i := range 200 {
		f := app.Feedback{Content: said, Speaker: "胡淑贞", Stop: "座谈", Category: "城市更新", State: app.FeedbackRecorded}
		if i%2 == 0 {
			f.State, f.Department, f.AssignedOn, f.DueDate = app.FeedbackInProgress, "便民服务中心", app.DayOf(uitest.Now), app.DayOf(uitest.Now).AddDate(0, 0, i%20-3)
		}
		d.Feedback = append(d.Feedback, f)
	}
	for i := range 6 {
		start := d.Event.Start.Truncate(24 * time.Hour).Add(time.Duration(i) * time.Hour)
		d.Agenda = append(d.Agenda, app.AgendaItem{Start: start, End: start.Add(50 * time.Minute), Kind: "visit", Content: "观摩垃圾分拣中心运行情况，听取全流程讲解", Place: "青禾县环境卫生服务中心分拣车间", InCharge: "周以恒", Vehicle: "大巴1号车"})
	}
	id, err := r.Service.AddDossier(ctx, d)
	if err != nil {
		t.Fatal(err)
	}
	r.SetEvent(id, nil)
	return r
}

func TestListsShowTheirRowsAndTextsInEveryWindow(t *testing.T) {
	r := crowded(t)
	for _, c := range []struct {
		width, height            float32
		invitees, opinions, text int
	}{
		{1366, 768, 14, 8, 40},
		{1366, 690, 12, 7, 40},
		{1093, 560, 8, 5, 27},
		{1024, 700, 12, 7, 27},
		{960, 540, 7, 4, 20}, // 1920 by 1080 at 200 %
		{1920, 1080, 22, 13, 40},
	} {
		t.Run(fmt.Sprintf("%.0f by %.0f", c.width, c.height), func(t *testing.T) {
			r.Window.Resize(fyne.NewSize(c.width, c.height))
			for i := range 4 {
				r.ShowTab(i, nil)
				content := r.Tab(i).Content()
				if least := r.Window.Content().MinSize(); least.Width > c.width {
					t.Errorf("tab %d needs %.0f of the width", i, least.Width)
				}
				if !strings.HasSuffix(t.Name(), "960_by_540") {
					noSideways(t, i, content)
				}
				rows, most := 0, 0
				for _, o := range uitest.InSight(content) {
					switch o := o.(type) {
					case interface{ WholeRows() int }:
						rows = max(rows, o.WholeRows())
					case *canvas.Text:
						if start := strings.TrimSuffix(o.Text, "…"); len(start) > 0 && strings.HasPrefix(said, start) {
							most = max(most, utf8.RuneCountInString(start))
						}
					}
				}
				switch {
				case i == ui.TabInvitees && rows < c.invitees:
					t.Errorf("%d whole rows of invitees, want %d", rows, c.invitees)
				case i == ui.TabFeedback && rows < c.opinions:
					t.Errorf("%d whole rows of opinions, want %d", rows, c.opinions)
				case i == ui.TabFeedback && most < c.text:
					t.Errorf("%d characters of an opinion, want %d", most, c.text)
				}
				// With a form beside the list, too: Fyne makes a window wider that is too narrow.
				if i == ui.TabEvents {
					continue
				}
				r.Press(fyne.KeyN, ui.Ctrl)
				if least := r.Window.Content().MinSize(); least.Width > c.width {
					t.Errorf("tab %d needs %.0f of the width with a form", i, least.Width)
				}
				r.Key(fyne.KeyEscape)
			}
		})
	}
}

// noSideways fails where something in sight has to be scrolled sideways.
func noSideways(t *testing.T, tab int, content fyne.CanvasObject) {
	t.Helper()
	for _, o := range uitest.InSight(content) {
		s, ok := o.(*container.Scroll)
		if !ok || !s.Visible() || s.Content == nil || s.Direction != container.ScrollBoth && s.Direction != container.ScrollHorizontalOnly {
			continue
		}
		if over := s.Content.MinSize().Width - s.Size().Width; over > 0.5 && s.Size().Width > 0 {
			t.Errorf("tab %d: %.0f too wide for a room of %v", tab, over, s.Size())
		}
	}
}
