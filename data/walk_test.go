package data

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
	"openday/app/merge"
	"openday/app/opinions"
	"openday/app/roster"
	"openday/app/service"
	"openday/app/startplan"
	"openday/app/vetting"
	"openday/app/workday"
)

// soakEnv asks for the long form of the tests that are random: it is how many
// times as long, from seeds of its own, which are printed.
const soakEnv = "OPENDAY_SOAK"

// seeds returns the seeds of a random test: always the same few, and many more in
// the long form, so that a failure there can be had again.
func seeds(t *testing.T, few, many int) []uint64 {
	t.Helper()
	first, count := uint64(1), few
	if text := os.Getenv(soakEnv); text != "" {
		first, count = uint64(time.Now().UnixNano()), many
		if n, err := strconv.ParseUint(text, 10, 64); err == nil && n > 1 {
			first = n // begin where an earlier run began
		}
	}
	t.Logf("%d seeds from %d on; %s=%d begins there", count, first, soakEnv, first)
	all := make([]uint64, count)
	for i := range all {
		all[i] = first + uint64(i)
	}
	return all
}

// clerk does what the window and the commands can ask for, at random.
type clerk struct {
	*service.Service
	random *rand.Rand
	name   string
	tokens int
	deck   []usecase // what is still to be done before all of it begins anew
}

// usecase is one use case. It does something that can be done as things stand, or
// nothing where there is nothing to do it with.
type usecase struct {
	name string
	do   func(ctx context.Context, c *clerk, d app.Dossier) error
}

func pick[T any](c *clerk, list []T) (one T, ok bool) {
	if len(list) == 0 {
		return one, false
	}
	return list[c.random.IntN(len(list))], true
}

// some returns the ids of one to three of a list.
func some[T any](c *clerk, list []T, id func(T) string) []string {
	var ids []string
	for range min(len(list), 1+c.random.IntN(3)) {
		if one, _ := pick(c, list); !slices.Contains(ids, id(one)) {
			ids = append(ids, id(one))
		}
	}
	return ids
}

func inviteeID(v app.Invitee) string  { return v.ID }
func itemID(a app.AgendaItem) string  { return a.ID }
func opinionID(f app.Feedback) string { return f.ID }

// token is a mark never written before, which is looked for afterwards.
func (c *clerk) token() string {
	c.tokens++
	return fmt.Sprintf("⟦%s-%d⟧", c.name, c.tokens)
}

var tokenPattern = regexp.MustCompile(`⟦[^⟧]*⟧`)

func (c *clerk) person() app.Person {
	n := c.random.IntN(40)
	p := app.Person{Name: string([]rune("王李张刘陈杨赵黄")[n%8]) + string([]rune("伟芳娜敏静")[n%5]), Phone: fmt.Sprintf("139%08d", n)}
	if n%3 == 0 {
		p.IDNumber = fmt.Sprintf("E%08d", n)
	}
	return p
}

// picture is a small photo as a camera gives it.
var picture = sync.OnceValue(func() []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewRGBA(image.Rect(0, 0, 8, 6)), nil); err != nil {
		panic(err)
	}
	return out.Bytes()
})

var usecases = []usecase{
	{"SaveEvent", func(ctx context.Context, c *clerk, d app.Dossier) error {
		e := d.Event
		e.Theme += c.token()
		_, err := c.SaveEvent(ctx, e)
		return err
	}},
	{"SaveEvent, a new one", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		_, err := c.SaveEvent(ctx, app.Event{Title: "新活动" + c.token(), Start: present})
		return err
	}},
	{"SetEventState", func(ctx context.Context, c *clerk, d app.Dossier) error {
		s, _ := pick(c, app.States)
		return c.SetEventState(ctx, d.Event.ID, s.Code)
	}},
	{"ChangeEvent", func(ctx context.Context, c *clerk, d app.Dossier) error {
		decided := app.EventChanging{Change: app.Postponed, Reason: "台风", On: present} // without a mark: the next decision replaces the reason
		switch n := c.random.IntN(4); {
		case n == 0:
			decided = app.EventChanging{}
		case n == 1:
			decided.Change = app.Cancelled
		case n == 2 && !d.Event.Start.IsZero():
			decided.To = app.DayOf(d.Event.Start).AddDate(0, 2, 0)
		}
		return c.ChangeEvent(ctx, d.Event.ID, decided)
	}},
	{"DeleteEvent", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		all, err := c.Events(ctx, app.EventFilter{})
		if err != nil || len(all) < 3 {
			return err
		}
		e, _ := pick(c, all)
		return c.DeleteEvent(ctx, e.ID)
	}},
	{"AddDossier", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		one, other := c.person(), c.person()
		for other == one { // a workbook may list somebody twice, and is taken at its word
			other = c.person()
		}
		_, err := c.AddDossier(ctx, app.Dossier{
			Event:    app.Event{Title: "导入" + c.token(), Start: present, Quotas: []app.Quota{{Category: "群众代表", Number: 3}}},
			Invitees: []app.Invitee{{ID: "a", Person: one}, {ID: "b", Person: other, Unit: "净水厂"}},
			Agenda:   []app.AgendaItem{{Start: present, Kind: app.KindAssembly, Content: "集合"}},
			Feedback: []app.Feedback{{Content: "路灯不亮", InviteeID: "a"}, {Content: "积水"}},
		})
		return err
	}},
	{"StartEvent", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		p, _ := pick(c, startplan.Plans)
		_, err := c.StartEvent(ctx, p.Code, present)
		return err
	}},
	{"CopyEvent", func(ctx context.Context, c *clerk, d app.Dossier) error {
		_, err := c.CopyEvent(ctx, d.Event.ID, present.AddDate(1, 0, 0))
		return err
	}},
	{"SetRetention", func(ctx context.Context, c *clerk, d app.Dossier) error {
		return c.SetRetention(ctx, d.Event.ID, app.DayOf(present.AddDate(0, 0, c.random.IntN(9))))
	}},
	{"MarkDeadline", func(ctx context.Context, c *clerk, d app.Dossier) error {
		k, _ := pick(c, app.DeadlineKinds)
		return c.MarkDeadline(ctx, d.Event.ID, k.Code, present)
	}},
	{"SetOffset", func(ctx context.Context, c *clerk, d app.Dossier) error {
		k, _ := pick(c, app.DeadlineKinds)
		return c.SetOffset(ctx, d.Event.ID, k.Code, &app.DeadlineOffset{Kind: k.Code, Days: c.random.IntN(9)})
	}},
	{"SetTravel", func(ctx context.Context, c *clerk, d app.Dossier) error {
		return c.SetTravel(ctx, d.Event.ID, []app.Travel{{From: "甲", To: "乙", Minutes: c.random.IntN(50)}})
	}},
	{"SaveQuestions", func(ctx context.Context, c *clerk, d app.Dossier) error {
		return c.SaveQuestions(ctx, d.Event.ID, []app.Question{{Text: "总体评价", Satisfied: c.random.IntN(50)}})
	}},
	{"SaveReportTexts", func(ctx context.Context, c *clerk, d app.Dossier) error {
		return c.SaveReportTexts(ctx, d.Event.ID, []app.ReportText{{Key: "overview", Text: c.token()}})
	}},
	{"SaveInvitee, a new one", func(ctx context.Context, c *clerk, d app.Dossier) error {
		_, err := c.SaveInvitee(ctx, app.Invitee{EventID: d.Event.ID, Person: c.person(), Note: c.token()})
		return err
	}},
	{"SaveInvitee", func(ctx context.Context, c *clerk, d app.Dossier) error {
		v, ok := pick(c, d.Invitees)
		if !ok {
			return nil
		}
		v.Note += c.token()
		if c.random.IntN(4) == 0 {
			v.Person.Phone = fmt.Sprintf("138%08d", c.random.IntN(1000))
		}
		_, err := c.SaveInvitee(ctx, v)
		return err
	}},
	{"DeleteInvitees", func(ctx context.Context, c *clerk, d app.Dossier) error {
		return c.DeleteInvitees(ctx, d.Event.ID, some(c, d.Invitees, inviteeID))
	}},
	{"InvitePeople", func(ctx context.Context, c *clerk, d app.Dossier) error {
		all, err := c.Library(ctx)
		if err != nil {
			return err
		}
		var ids []string
		for _, h := range all {
			if !h.In(d.Event.ID) {
				ids = append(ids, h.ID)
			}
		}
		_, err = c.InvitePeople(ctx, d.Event.ID, ids[:min(len(ids), 3)])
		return err
	}},
	{"AddRoster", func(ctx context.Context, c *clerk, d app.Dossier) error {
		rows := make([]roster.Row, 3)
		for i := range rows {
			rows[i] = roster.Row{Line: i + 2, Invitee: app.Invitee{Person: c.person(), Note: "名册"}} // who is there already is left out
		}
		_, err := c.AddRoster(ctx, d.Event.ID, rows, roster.DuplicatePolicies[c.random.IntN(len(roster.DuplicatePolicies))].Code)
		return err
	}},
	{"AddWalkIn", func(ctx context.Context, c *clerk, d app.Dossier) error {
		_, err := c.AddWalkIn(ctx, d.Event.ID, "临时"+c.token(), "社区", "")
		return err
	}},
	{"AdmitInvitee", func(ctx context.Context, c *clerk, d app.Dossier) error {
		v, ok := pick(c, d.Invitees)
		if !ok {
			return nil
		}
		_, err := c.AdmitInvitee(ctx, v)
		return err
	}},
	{"SetInvitees", func(ctx context.Context, c *clerk, d app.Dossier) error {
		_, err := c.SetInvitees(ctx, d.Event.ID, some(c, d.Invitees, inviteeID), app.InviteeChange{Field: "Channel", Value: fmt.Sprint("推荐", c.random.IntN(1000))})
		return err
	}},
	{"PlanAgenda", func(ctx context.Context, c *clerk, d app.Dossier) error {
		start := d.Event.Start.Add(time.Hour)
		_, err := c.PlanAgenda(ctx, d.Event.ID, []app.AgendaItem{{Start: start, End: start.Add(time.Hour), Kind: app.KindAssembly, Content: "集合" + c.token(), Place: "南门"}}, []app.Travel{{From: "南门", To: "水厂", Minutes: 10 + c.random.IntN(20)}})
		return err
	}},
	{"CategoriseFeedback", func(ctx context.Context, c *clerk, d app.Dossier) error {
		_, err := c.CategoriseFeedback(ctx, d.Event.ID, some(c, d.Feedback, opinionID), fmt.Sprint("类别", c.random.IntN(1000)))
		return err
	}},
	{"StepFeedbackOfMany", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		all, err := c.Feedback(ctx, app.FeedbackFilter{State: app.FeedbackRecorded})
		if err != nil || len(all) == 0 {
			return err
		}
		_, err = c.StepFeedbackOfMany(ctx, some(c, all, opinionID), func(app.Feedback) app.Step {
			return app.Step{Kind: app.TransitionAssign, Department: "城管办", DueDate: app.DayOf(present.AddDate(0, 0, 20))}
		})
		return err
	}},
	{"TakeBackStep", func(ctx context.Context, c *clerk, d app.Dossier) error {
		for _, f := range d.Feedback {
			if _, ok := f.LastStep(); ok {
				_, err := c.TakeBackStep(ctx, f.ID, "点错了")
				return err
			}
		}
		return nil
	}},
	{"SetReplyTemplates", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		return c.SetReplyTemplates(ctx, []opinions.Template{{Name: fmt.Sprint("已办", c.random.IntN(1000)), Text: "{提出人}：已办。"}})
	}},
	{"SetOpinionCategories", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		return c.SetOpinionCategories(ctx, []string{"民生", fmt.Sprint("交通", c.random.IntN(1000))})
	}},
	{"Vet", func(ctx context.Context, c *clerk, d app.Dossier) error {
		r, _ := pick(c, app.Vettings)
		_, err := c.Vet(ctx, d.Event.ID, service.Decision{IDs: some(c, d.Invitees, inviteeID), Result: r.Code, Reason: "名额已满", Overrule: "特邀"})
		return err
	}},
	{"Confirm", func(ctx context.Context, c *clerk, d app.Dossier) error {
		r, _ := pick(c, app.Confirmations)
		_, err := c.Confirm(ctx, d.Event.ID, some(c, d.Invitees, inviteeID), r.Code)
		return err
	}},
	{"MarkReplied", func(ctx context.Context, c *clerk, d app.Dossier) error {
		var ids []string
		for _, v := range d.Invitees {
			ids = append(ids, v.ID)
		}
		_, err := c.MarkReplied(ctx, d.Event.ID, ids, present)
		return err
	}},
	{"Attend", func(ctx context.Context, c *clerk, d app.Dossier) error {
		a, _ := pick(c, app.Attendances)
		_, err := c.Attend(ctx, d.Event.ID, some(c, d.Invitees, inviteeID), a.Code, "代表")
		return err
	}},
	{"SelectByLot", func(ctx context.Context, c *clerk, d app.Dossier) error {
		var waiting []app.Invitee
		for _, v := range d.Invitees {
			if v.Vetting != app.VettingApproved {
				waiting = append(waiting, v)
			}
		}
		_, err := c.SelectByLot(ctx, d.Event.ID, "", []vetting.LotteryGroup{{Places: 2, Candidates: waiting}}, true)
		return err
	}},
	{"ChangeAgenda, new ones", func(ctx context.Context, c *clerk, d app.Dossier) error {
		item := app.AgendaItem{Start: present.Add(time.Duration(c.random.IntN(9)) * time.Hour), Kind: app.KindAssembly, Content: c.token()}
		_, err := c.ChangeAgenda(ctx, d.Event.ID, item, item)
		return err
	}},
	{"ChangeAgenda", func(ctx context.Context, c *clerk, d app.Dossier) error {
		a, ok := pick(c, d.Agenda)
		if !ok {
			return nil
		}
		a.Note += c.token()
		a.Start = a.Start.Add(time.Duration(c.random.IntN(9)) * time.Minute)
		_, err := c.ChangeAgenda(ctx, d.Event.ID, a)
		return err
	}},
	{"DeleteAgenda", func(ctx context.Context, c *clerk, d app.Dossier) error {
		return c.DeleteAgenda(ctx, d.Event.ID, some(c, d.Agenda, itemID))
	}},
	{"AddFeedback", func(ctx context.Context, c *clerk, d app.Dossier) error {
		f := app.Feedback{EventID: d.Event.ID, Content: c.token()}
		if v, ok := pick(c, d.Invitees); ok {
			f.InviteeID, f.Speaker = v.ID, v.Person.Name
		}
		_, err := c.AddFeedback(ctx, []app.Feedback{f, {EventID: d.Event.ID, Content: c.token()}})
		return err
	}},
	{"SaveFeedback", func(ctx context.Context, c *clerk, d app.Dossier) error {
		f, ok := pick(c, d.Feedback)
		if !ok {
			return nil
		}
		f.Content += c.token()
		_, err := c.SaveFeedback(ctx, f)
		return err
	}},
	{"StepFeedback", func(ctx context.Context, c *clerk, d app.Dossier) error {
		f, ok := pick(c, d.Feedback)
		if !ok {
			return nil
		}
		moves := f.NextTransitions()
		move, ok := pick(c, moves)
		if !ok {
			return nil
		}
		_, err := c.StepFeedback(ctx, d.Event.ID, f.ID, app.Step{
			Kind: move, Note: "说明", Overrule: "特批", Department: []string{"城管办", "建设办"}[c.random.IntN(2)], Joint: []string{"社区办"},
			InCharge: "王五", Telephone: "010-88886666", DueDate: app.DayOf(present.AddDate(0, 0, 20)), Result: "已换灯", Grade: "A",
			RepliedOn: app.DayOf(present), ReplyChannel: "电话", Adoption: app.NotAdopted, AdoptionReason: "无此职权", Satisfaction: app.BasicallySat,
		})
		return err
	}},
	{"StepFeedback, an assignment", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		all, err := c.Feedback(ctx, app.FeedbackFilter{State: app.FeedbackRecorded})
		if err != nil || len(all) == 0 {
			return err
		}
		_, err = c.StepFeedback(ctx, all[0].EventID, all[0].ID, app.Step{Kind: app.TransitionAssign, Department: "城管办", DueDate: app.DayOf(present.AddDate(0, 0, 20))})
		return err
	}},
	{"UrgeFeedback", func(ctx context.Context, c *clerk, d app.Dossier) error {
		all, err := c.Feedback(ctx, app.FeedbackFilter{})
		if err != nil {
			return err
		}
		ids := make([]string, len(all))
		for i, f := range all {
			ids[i] = f.ID
		}
		_, err = c.UrgeFeedback(ctx, ids, "请抓紧办理")
		return err
	}},
	{"MergeFeedback", func(ctx context.Context, c *clerk, d app.Dossier) error {
		if len(d.Feedback) < 2 {
			return nil
		}
		n := c.random.IntN(len(d.Feedback) - 1)
		_, err := c.MergeFeedback(ctx, d.Event.ID, d.Feedback[n].ID, []string{d.Feedback[n+1].ID})
		return err
	}},
	{"SplitFeedback", func(ctx context.Context, c *clerk, d app.Dossier) error {
		f, ok := pick(c, d.Feedback)
		if !ok {
			return nil
		}
		_, err := c.SplitFeedback(ctx, d.Event.ID, f.ID, []string{f.Content, "又说" + c.token()})
		return err
	}},
	{"DeleteFeedback", func(ctx context.Context, c *clerk, d app.Dossier) error {
		return c.DeleteFeedback(ctx, d.Event.ID, some(c, d.Feedback, opinionID))
	}},
	{"AddPhoto", func(ctx context.Context, c *clerk, d app.Dossier) error {
		_, err := c.AddPhoto(ctx, d.Event.ID, c.token(), picture())
		return err
	}},
	{"ArrangePhotos", func(ctx context.Context, c *clerk, d app.Dossier) error {
		photos, err := c.Photos(ctx, d.Event.ID)
		if err != nil || len(photos) == 0 {
			return err
		}
		c.random.Shuffle(len(photos), func(i, j int) { photos[i], photos[j] = photos[j], photos[i] })
		_, err = c.ArrangePhotos(ctx, d.Event.ID, photos[c.random.IntN(2):])
		return err
	}},
	{"SaveDepartment", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		all, err := c.Departments(ctx)
		if err != nil {
			return err
		}
		dep, ok := pick(c, all)
		if !ok || c.random.IntN(2) == 0 {
			dep = app.Department{Name: "科室" + c.token()}
		}
		dep.InCharge += c.token()
		_, err = c.SaveDepartment(ctx, dep)
		return err
	}},
	{"DeleteDepartments", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		all, err := c.Departments(ctx)
		if err != nil || len(all) == 0 {
			return err
		}
		dep, _ := pick(c, all)
		return c.DeleteDepartments(ctx, []string{dep.ID})
	}},
	{"SetRecentMonths", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		return c.SetRecentMonths(ctx, c.random.IntN(24))
	}},
	{"SetFeedbackRules", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		r, err := c.FeedbackRules(ctx)
		if err != nil {
			return err
		}
		return c.SetFeedbackRules(ctx, r)
	}},
	{"AddSchedule", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		_, err := c.AddSchedule(ctx, []workday.Day{{Date: time.Date(2027, 5, 3+c.random.IntN(4), 0, 0, 0, 0, time.UTC), Kind: workday.Off, Name: "放假"}})
		return err
	}},
	{"DropSchedule", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		_, err := c.AddSchedule(ctx, nil, 2027)
		return err
	}},
	// What nobody undoes: it stands among the rest.
	{"SetSetting", func(ctx context.Context, c *clerk, _ app.Dossier) error {
		return c.SetSetting(ctx, "window.width", fmt.Sprint(c.random.IntN(9)))
	}},
	{"SendPaper", func(ctx context.Context, c *clerk, d app.Dossier) error {
		return c.SendPaper(ctx, d.Event.ID, "签到表", 0)
	}},
	{"SendPack", func(ctx context.Context, c *clerk, d app.Dossier) error {
		return c.SendPack(ctx, d.Event.ID, "归档.zip", 0)
	}},
	{"HandedOut", func(ctx context.Context, c *clerk, d app.Dossier) error {
		left, err := c.HandOut(ctx, []string{d.Event.ID}, func(merge.HandOver) error { return nil })
		if err != nil {
			return err
		}
		return c.HandedOut(ctx, left)
	}},
}

// act does one usecase at random in an event at random. What the rules refuse, and
// what others were quicker with, is no failure; done is false then.
func (c *clerk) act(ctx context.Context) (name string, done bool, err error) {
	if len(c.deck) == 0 {
		c.deck = slices.Clone(usecases)
		c.random.Shuffle(len(c.deck), func(i, j int) { c.deck[i], c.deck[j] = c.deck[j], c.deck[i] })
	}
	chosen := c.deck[0]
	c.deck = c.deck[1:]
	all, err := c.Events(ctx, app.EventFilter{})
	if err != nil {
		return "", false, err
	}
	e, ok := pick(c, all)
	if !ok {
		chosen = usecases[slices.IndexFunc(usecases, func(d usecase) bool { return d.name == "AddDossier" })]
	}
	d, err := c.Dossier(ctx, e.ID)
	if err != nil && app.CodeOf(err) != app.CodeNotFound {
		return "", false, err
	}
	err = chosen.do(ctx, c, d)
	switch app.CodeOf(err) {
	case app.CodeInvalid, app.CodeNotFound, app.CodeStale:
		if err != nil {
			return chosen.name, false, nil
		}
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", chosen.name, err)
	}
	return chosen.name, err == nil, err
}

// dumpOf returns everything in a data file that a person would miss: every field
// decrypted, children in order, without revisions, audit list and units.
func dumpOf(t testing.TB, s app.Store) map[string]any {
	t.Helper()
	all := map[string]any{}
	put := func(name string, value any, err error) {
		t.Helper()
		try(t, err)
		all[name] = value
	}
	try(t, s.View(context.Background(), func(tx app.Tx) error {
		events, err := tx.Events(app.EventFilter{})
		put("events", events, err)
		people, err := tx.People(app.PersonFilter{})
		put("people", people, err)
		departments, err := tx.Departments()
		put("departments", departments, err)
		for _, e := range events {
			invitees, err := tx.Invitees(app.InviteeFilter{EventID: e.ID})
			put("invitees of "+e.ID, invitees, err)
			agenda, err := tx.Agenda(e.ID)
			put("agenda of "+e.ID, agenda, err)
			feedback, err := tx.Feedback(app.FeedbackFilter{EventID: e.ID})
			put("feedback of "+e.ID, feedback, err)
			photos, err := tx.Photos(e.ID)
			for i := range photos { // which are long to compare
				sum := sha256.Sum256(photos[i].Data)
				photos[i].Data = sum[:]
			}
			put("photos of "+e.ID, photos, err)
			prints, err := tx.Prints(e.ID, "")
			put("prints of "+e.ID, prints, err)
			displaced, err := tx.Displaced(e.ID)
			put("displaced of "+e.ID, displaced, err)
		}
		for _, key := range []string{"vetting.recent_months", "deadline.rules", "calendar.schedule", "feedback.rules"} {
			value, err := tx.Setting(key)
			put(key, value, err)
		}
		return nil
	}))
	return all
}

func sameDump(t testing.TB, what string, want, got map[string]any) {
	t.Helper()
	if diff := cmp.Diff(want, got, withoutRevisions, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// ids returns ids that are never given before.
func ids(prefix string) func() string {
	var last atomic.Int64
	return func() string { return fmt.Sprintf("%s%06d", prefix, last.Add(1)) }
}

// ticking is a clock that goes on by a minute whenever it is asked.
func ticking() func() time.Time {
	var minutes atomic.Int64
	return func() time.Time { return present.Add(time.Duration(minutes.Add(1)) * time.Minute) }
}

func newClerk(s app.Store, name string, seed uint64) *clerk {
	return &clerk{Service: service.New(s, ticking(), ids(name), name), random: rand.New(rand.NewPCG(seed, 7)), name: name}
}

// begin puts something into a data file that was there before all else.
func begin(t *testing.T, s app.Store) {
	t.Helper()
	c := newClerk(s, "earlier", 1)
	id := must(c.AddDossier(context.Background(), app.Dossier{
		Event:    app.Event{Title: "政务开放日", Start: present},
		Invitees: []app.Invitee{{ID: "a", Person: app.Person{Name: "张三", Phone: "13812341234"}}, {Person: app.Person{Name: "李四", IDNumber: "11010519491231002X"}}},
		Agenda:   []app.AgendaItem{{Start: present, Kind: app.KindAssembly, Content: "集合"}},
		Feedback: []app.Feedback{{Content: "路灯不亮", InviteeID: "a"}},
	}))(t)
	must(c.AddPhoto(context.Background(), id, "合影", picture()))(t)
	try(t, c.RememberPrint(context.Background(), app.Print{EventID: id, Paper: "sign-in"}))
	try(t, s.Update(context.Background(), app.Unit{ID: "displaced", At: present}, func(tx app.Tx) error {
		return tx.SaveDisplaced([]app.Displaced{{ID: "displaced", EventID: id, At: present, What: "旧版本"}})
	}))
}

// After any changes, undoing all of them leaves what was there at the start, and
// doing them again what was there at the end, however people walk in between.
func TestUndoAll(t *testing.T) {
	ctx := context.Background()
	done := map[string]int{}
	for round, seed := range seeds(t, 12, 200) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := fresh(t)
			begin(t, s)
			start := dumpOf(t, s)
			c := newClerk(s, "desk", seed)
			// states holds the dumps by how many steps are done.
			states := []map[string]any{start}
			length := 30 + c.random.IntN(30)
			for range length {
				switch at := len(states) - 1; {
				case at > 0 && c.random.IntN(5) == 0: // back and forth, and sometimes on from there
					back := 1 + c.random.IntN(min(at, 4))
					for n := range back {
						must(c.Undo(ctx))(t)
						sameDump(t, "undone", states[at-n-1], dumpOf(t, s))
					}
					again := c.random.IntN(back + 1)
					for n := range again {
						must(c.Redo(ctx))(t)
						sameDump(t, "done again", states[at-back+n+1], dumpOf(t, s))
					}
					if again < back {
						before, _ := c.UndoNext()
						name, ok, err := c.act(ctx)
						try(t, err)
						if next, _ := c.UndoNext(); ok && next.ID != before.ID {
							done[name]++
							states = append(states[:at-back+again+1], dumpOf(t, s))
							if next, there := c.RedoNext(); there {
								t.Fatalf("after a new change %s can be redone", next.Label)
							}
							continue
						}
						for n := again; n < back; n++ {
							must(c.Redo(ctx))(t)
						}
					}
				default:
					before, _ := c.UndoNext()
					name, ok, err := c.act(ctx)
					try(t, err)
					if next, _ := c.UndoNext(); ok && next.ID != before.ID {
						done[name]++
						states = append(states, dumpOf(t, s))
					} else {
						sameDump(t, name+" made no step", states[len(states)-1], dumpOf(t, s))
					}
				}
			}
			for range max(1, 2-round) { // the first course twice
				for at := len(states) - 1; at > 0; at-- {
					step, ok := c.UndoNext()
					if undone := must(c.Undo(ctx))(t); !ok || undone.ID != step.ID || step.Label == "" {
						t.Fatalf("undone was %q, next was %q", undone.Label, step.Label)
					}
					sameDump(t, "undone: "+step.Label, states[at-1], dumpOf(t, s))
				}
				if _, err := c.Undo(ctx); app.CodeOf(err) != app.CodeNotFound {
					t.Fatalf("undoing nothing gives %v", err)
				}
				for at := 1; at < len(states); at++ {
					step := must(c.Redo(ctx))(t)
					sameDump(t, "done again: "+step.Label, states[at], dumpOf(t, s))
				}
			}
			if found := must(s.Check(ctx))(t); len(found) > 0 {
				t.Error(found)
			}
		})
	}
	for _, d := range usecases {
		if done[d.name] == 0 && !slices.Contains([]string{"SetSetting", "SendPaper", "SendPack", "HandedOut", "SetFeedbackRules"}, d.name) {
			t.Errorf("%s was never undone", d.name)
		}
	}
}

// recorder is a store that writes down what each unit changed, in the order in
// which they happened.
type recorder struct {
	*Store
	mu    sync.Mutex
	units []recorded
}

type recorded struct {
	changes []app.RecordChange
	walks   bool // it is an undo or a redo
}

type recordingTx struct {
	app.Tx
	walks bool
}

func (r *recordingTx) AddAudit(e app.AuditEntry) error {
	r.walks = r.walks || e.Action == app.AuditUndo || e.Action == app.AuditRedo
	return r.Tx.AddAudit(e)
}

// Update implements app.Store.
func (r *recorder) Update(ctx context.Context, unit app.Unit, work func(app.Tx) error) error {
	return r.Store.Update(ctx, unit, func(tx app.Tx) error {
		watched := &recordingTx{Tx: tx}
		if err := work(watched); err != nil {
			return err
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.units = append(r.units, recorded{slices.Clone(tx.Changes()), watched.walks})
		return nil
	})
}

// marks returns the tokens that a record bears.
func marks(t testing.TB, record any) map[string]bool {
	text := must(json.Marshal(record))(t)
	all := map[string]bool{}
	for _, m := range tokenPattern.FindAllString(string(text), -1) {
		all[m] = true
	}
	return all
}

// However many do everything at once, at one desk or at several, no change is
// lost and no position is given twice.
func TestNoUpdateIsLost(t *testing.T) {
	ctx := context.Background()
	const clerks, each = 8, 25
	for _, seed := range seeds(t, 1, 20) {
		for _, desks := range []int{1, 4} {
			t.Run(fmt.Sprintf("%d/%d desks", seed, desks), func(t *testing.T) {
				s := fresh(t)
				begin(t, s)
				r := &recorder{Store: s}
				services := make([]*service.Service, desks)
				for i := range services {
					services[i] = service.New(r, ticking(), ids(fmt.Sprint("desk", i, "-")), fmt.Sprint("desk", i))
				}
				acknowledged := make([][]string, clerks)
				walked := make([]int, clerks)
				failures := make([]error, clerks)
				var group sync.WaitGroup
				for n := range clerks {
					group.Go(func() {
						c := &clerk{Service: services[n%desks], random: rand.New(rand.NewPCG(seed, uint64(n))), name: fmt.Sprint("c", n)}
						for range each {
							// Several desks walk over each other's work, and are refused.
							if c.random.IntN(8) == 0 {
								walk := c.Undo
								if c.random.IntN(2) == 0 {
									walk = c.Redo
								}
								_, err := walk(ctx)
								switch app.CodeOf(err) {
								case app.CodeNotFound, app.CodeStale:
								default:
									if err != nil {
										failures[n] = err
										return
									}
								}
								if err == nil {
									walked[n]++
								}
								continue
							}
							before := c.tokens
							_, done, err := c.act(ctx)
							if err != nil {
								failures[n] = err
								return
							}
							for i := before + 1; done && i <= c.tokens; i++ {
								acknowledged[n] = append(acknowledged[n], fmt.Sprintf("⟦%s-%d⟧", c.name, i))
							}
						}
					})
				}
				group.Wait()
				try(t, errors.Join(failures...))
				lookForLost(t, r, slices.Concat(acknowledged...))
				lookForTwice(t, s)
				if found := must(s.Check(ctx))(t); len(found) > 0 {
					t.Error(found)
				}
				total := 0
				for _, w := range walked {
					total += w
				}
				t.Logf("%d units, %d of them walks, %d marks", len(r.units), total, len(slices.Concat(acknowledged...)))
			})
		}
	}
}

// lookForLost follows every record through what was done to it: what one wrote
// stays in what the next one writes, unless that takes back or deletes.
func lookForLost(t *testing.T, r *recorder, acknowledged []string) {
	t.Helper()
	written := map[string]bool{}
	last := map[app.RecordKey]any{}
	for i, u := range r.units {
		for _, c := range u.changes {
			before, after := marks(t, c.Before), marks(t, c.After)
			for m := range after {
				written[m] = true
			}
			if before1, there := last[c.RecordKey]; there {
				if diff := cmp.Diff(before1, c.Before, withoutRevisions, cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("unit %d found %v otherwise than the last one left it:\n%s", i, c.RecordKey, diff)
				}
			}
			last[c.RecordKey] = c.After
			if u.walks || c.After == nil || c.Kind == app.RecordEvent && onlyReportTexts(c) {
				continue
			}
			for m := range before {
				if !after[m] {
					t.Errorf("unit %d lost %s of %v", i, m, c.RecordKey)
				}
			}
		}
	}
	for _, m := range acknowledged {
		if !written[m] {
			t.Errorf("%s was acknowledged and never written", m)
		}
	}
	for key, want := range last {
		got := must(stored(r.Store, key))(t)
		if diff := cmp.Diff(want, got, withoutRevisions, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%v is stored otherwise than the last unit left it:\n%s", key, diff)
		}
	}
}

// onlyReportTexts reports whether a change puts texts of the report in the place
// of others, as it should.
func onlyReportTexts(c app.RecordChange) bool {
	before, ok := c.Before.(app.Event)
	after, too := c.After.(app.Event)
	return ok && too && !reflect.DeepEqual(before.ReportTexts, after.ReportTexts) && before.Theme == after.Theme
}

// stored returns a record as it is stored, nil where it is not there.
func stored(s *Store, key app.RecordKey) (record any, err error) {
	err = s.View(context.Background(), func(tx app.Tx) error {
		kind := s.kinds[key.Kind].(interface {
			one(*transaction, string) (any, error)
		})
		record, err = kind.one(tx.(*transaction), key.ID)
		return err
	})
	return record, err
}

func (e entity[T]) one(t *transaction, id string) (any, error) {
	found, err := e.byID(t, []string{id})
	if row, there := found[id]; there {
		return row, err
	}
	return nil, err
}

// lookForTwice looks for a position that two records of an event share, and for
// somebody who is on a list twice.
func lookForTwice(t *testing.T, s *Store) {
	t.Helper()
	for name, value := range dumpOf(t, s) {
		seen := map[any]string{}
		take := func(key any, id string) {
			t.Helper()
			if other, twice := seen[key]; twice {
				t.Errorf("%s: %s and %s share %v", name, other, id, key)
			}
			seen[key] = id
		}
		switch list := value.(type) {
		case []app.Invitee:
			for _, v := range list {
				take(v.Position, v.ID)
				take("person "+v.Person.ID, v.ID)
			}
		case []app.AgendaItem:
			for _, a := range list {
				take(a.Position, a.ID)
			}
		case []app.Feedback:
			for _, f := range list {
				take(f.Position, f.ID)
			}
		case []app.Photo:
			for _, p := range list {
				take(p.Position, p.ID)
			}
		}
	}
}

// An undo over what another desk has changed is refused, names the record, and
// changes nothing.
func TestUndoAfterAForeignChange(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	begin(t, s)
	a, b := newClerk(s, "甲", 1), newClerk(s, "乙", 2)
	e := must(a.Events(ctx, app.EventFilter{}))(t)[0]
	dossier := func() app.Dossier { return must(a.Dossier(ctx, e.ID))(t) }
	first := func() app.Invitee { return dossier().Invitees[0] }
	for name, c := range map[string]struct {
		own, foreign func() error
		named        string
	}{
		"the same invitee": {
			func() error { _, err := a.Attend(ctx, e.ID, []string{first().ID}, app.AttendanceCame, ""); return err },
			func() error {
				_, err := b.Attend(ctx, e.ID, []string{first().ID}, app.AttendanceAbsent, "")
				return err
			}, "张三",
		},
		"an opinion": {
			func() error {
				_, err := a.AddFeedback(ctx, []app.Feedback{{EventID: e.ID, Content: "垃圾桶太少"}})
				return err
			},
			func() error {
				all := dossier().Feedback
				f := all[len(all)-1]
				f.Content = "垃圾桶少"
				_, err := b.SaveFeedback(ctx, f)
				return err
			}, "垃圾桶少",
		},
		"what was deleted": {
			func() error {
				_, err := a.ChangeAgenda(ctx, e.ID, app.AgendaItem{Start: present, Kind: app.KindAssembly, Content: "参观"})
				return err
			},
			func() error {
				all := dossier().Agenda
				return b.DeleteAgenda(ctx, e.ID, []string{all[len(all)-1].ID})
			}, "参观",
		},
		"an event that somebody put something into": {
			func() error {
				_, err := a.SaveEvent(ctx, app.Event{Title: "新活动", Start: present.AddDate(1, 0, 0)})
				return err
			},
			func() error {
				newest := must(b.Events(ctx, app.EventFilter{}))(t)[0]
				_, err := b.SaveInvitee(ctx, app.Invitee{EventID: newest.ID, Person: app.Person{Name: "赵六"}})
				return err
			}, "赵六",
		},
	} {
		t.Run(name, func(t *testing.T) {
			try(t, c.own())
			try(t, c.foreign())
			before := dumpOf(t, s)
			next, _ := a.UndoNext()
			_, err := a.Undo(ctx)
			if app.CodeOf(err) != app.CodeStale || !strings.Contains(err.Error(), c.named) || name != "what was deleted" && !strings.Contains(err.Error(), "乙") {
				t.Errorf("the refusal says %v", err)
			}
			sameDump(t, "after the refusal", before, dumpOf(t, s))
			if again, _ := a.UndoNext(); again.ID != next.ID {
				t.Errorf("the refused step is gone; next is %q", again.Label)
			}
			// When the other desk takes it back, the undo is still not of what was.
			must(b.Undo(ctx))(t)
			if _, err := a.Undo(ctx); name != "an event that somebody put something into" && app.CodeOf(err) != app.CodeStale {
				t.Errorf("after both went back: %v", err)
			}
		})
	}
}

// No more than 200 steps can be undone.
func TestUndoKeepsSoManySteps(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	begin(t, s)
	c := newClerk(s, "desk", 1)
	e := must(c.Events(ctx, app.EventFilter{}))(t)[0].Event
	var kept map[string]any
	for i := range 203 {
		if i == 3 {
			kept = dumpOf(t, s)
		}
		e.Theme = fmt.Sprint(i)
		e = must(c.SaveEvent(ctx, e))(t)
	}
	for range 200 {
		must(c.Undo(ctx))(t)
	}
	if _, err := c.Undo(ctx); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("the 201st step back gives %v", err)
	}
	sameDump(t, "after 200 steps back", kept, dumpOf(t, s))
}

// asideFiles returns the files of steps that are kept beside a data file.
func asideFiles(t *testing.T, s *Store) []string {
	t.Helper()
	return must(filepath.Glob(s.Path() + stepPattern))(t)
}

// lightUndo is how many bytes steps may take in memory in tests of those that are
// larger.
const lightUndo = 1 << 20

// heavy puts an event with so many photos into the store itself, for no use case
// adds so many at once. Sixteen of them are as much as lightUndo.
func heavy(t *testing.T, s *Store, id string, photos int) {
	t.Helper()
	try(t, s.SaveEvent(context.Background(), anEvent(id)))
	for i := range photos {
		data := bytes.Repeat([]byte{byte(i), 0, 7, 255}, 1<<14)
		copy(data, "照片的内容，任何人都不该在磁盘上找到")
		try(t, s.SavePhotos(context.Background(), []app.Photo{{ID: fmt.Sprint(id, "-", i), EventID: id, Position: i + 1, Media: "image/jpeg", Data: data}}))
	}
}

// The oldest steps go when all are larger than what is kept in memory.
func TestUndoKeepsSoManyBytes(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	c := newClerk(s, "desk", 1)
	c.UndoMemory = lightUndo
	heavy(t, s, "a", 10)
	heavy(t, s, "b", 5)
	heavy(t, s, "c", 3)
	try(t, c.DeleteEvent(ctx, "a"))
	try(t, c.DeleteEvent(ctx, "b"))
	try(t, c.DeleteEvent(ctx, "c"))
	if files := asideFiles(t, s); len(files) > 0 {
		t.Errorf("set aside: %v", files)
	}
	must(c.Undo(ctx))(t)
	must(c.Undo(ctx))(t)
	if _, err := c.Undo(ctx); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("the step beyond the memory for them gives %v", err)
	}
	var left []string
	for _, e := range must(s.Events(ctx, app.EventFilter{}))(t) {
		left = append(left, e.ID)
	}
	if diff := cmp.Diff([]string{"c", "b"}, left); diff != "" {
		t.Error(diff)
	}
}

// One step larger than that is kept beside the data file, for nobody to read,
// until the program ends.
func TestUndoOfALargeStep(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	c := newClerk(s, "desk", 1)
	c.UndoMemory = lightUndo
	heavy(t, s, "a", 17)
	must(c.SaveInvitee(ctx, app.Invitee{EventID: "a", Person: app.Person{Name: "张三"}}))(t)
	full := dumpOf(t, s)
	try(t, c.DeleteEvent(ctx, "a"))
	empty := dumpOf(t, s)
	files := asideFiles(t, s)
	if len(files) != 1 {
		t.Fatalf("set aside: %v", files)
	}
	info := must(os.Stat(files[0]))(t)
	content := must(os.ReadFile(files[0]))(t)
	if info.Mode().Perm() != 0o600 || bytes.Contains(content, []byte("任何人都不该")) || bytes.Contains(content, []byte("张三")) || len(content) < lightUndo {
		t.Errorf("it is readable: %v, %d bytes", info.Mode(), len(content))
	}
	must(c.Undo(ctx))(t)
	sameDump(t, "undone", full, dumpOf(t, s))
	must(c.Redo(ctx))(t)
	sameDump(t, "done again", empty, dumpOf(t, s))
	if files := asideFiles(t, s); len(files) != 1 {
		t.Errorf("set aside: %v", files)
	}
	must(c.Undo(ctx))(t)
	must(c.Undo(ctx))(t) // and what was done before it
	try(t, s.Close())
	if files := asideFiles(t, s); len(files) > 0 {
		t.Errorf("left after the end: %v", files)
	}
	// A program that was killed could not remove it.
	try(t, os.WriteFile(s.Path()+strings.Replace(stepPattern, "*", "1", 1), nil, 0o600))
	try(t, open(t, s.Path(), atPresent()).Close())
	if files := asideFiles(t, s); len(files) > 0 {
		t.Errorf("left after the next start: %v", files)
	}
}

// crowded is a store beside which nothing more can be kept.
type crowded struct {
	*Store
	now bool
}

// SetAsideStep implements app.DataFile.
func (f *crowded) SetAsideStep(step []byte) (func() ([]byte, error), error) {
	if f.now {
		return nil, app.Errorf(app.CodeFull, nil, "There is nothing to undo.")
	}
	return f.Store.SetAsideStep(step)
}

// Where a large step cannot be kept the change is not made, unless it is wanted
// all the same.
func TestChangeThatCannotBeUndone(t *testing.T) {
	ctx := context.Background()
	s := &crowded{Store: fresh(t)}
	c := newClerk(s, "desk", 1)
	c.UndoMemory = lightUndo
	heavy(t, s.Store, "a", 17)
	redoable := func() {
		t.Helper()
		must(c.SaveEvent(ctx, app.Event{Title: "另一个", Start: present}))(t)
		must(c.Undo(ctx))(t)
	}
	redoable()
	before := dumpOf(t, s)
	s.now = true
	err := c.DeleteEvent(ctx, "a")
	if app.CodeOf(err) != app.CodeNoUndo {
		t.Fatalf("a change that cannot be undone gives %v", err)
	}
	sameDump(t, "after the refusal", before, dumpOf(t, s))
	if _, there := c.RedoNext(); !there {
		t.Error("a change that was not made took away what could be redone")
	}
	// An undo that could not be redone is such a change, too.
	s.now = false
	try(t, c.DeleteEvent(ctx, "a"))
	without := dumpOf(t, s)
	s.now = true
	if _, err := c.Undo(ctx); app.CodeOf(err) != app.CodeNoUndo {
		t.Fatalf("an undo that cannot be redone gives %v", err)
	}
	sameDump(t, "after the refusal", without, dumpOf(t, s))
	must(c.Undo(service.WithoutUndo(ctx)))(t)
	if n := len(must(s.Photos(ctx, "a"))(t)); n != 17 {
		t.Errorf("%d photos are back, want 17", n)
	}
	redoable()
	try(t, c.DeleteEvent(service.WithoutUndo(ctx), "a"))
	if next, there := c.UndoNext(); there {
		t.Errorf("%q can be undone", next.Label)
	}
	if next, there := c.RedoNext(); there {
		t.Errorf("%q can be redone after another change", next.Label)
	}
}

// Purging while others undo brings nothing back.
func TestUndoBesidePurge(t *testing.T) {
	ctx := context.Background()
	for round := range 10 {
		s := fresh(t)
		begin(t, s)
		c := newClerk(s, "desk", uint64(round))
		e := must(c.Events(ctx, app.EventFilter{}))(t)[0].Event
		for i := range 5 {
			v := must(c.Invitees(ctx, app.InviteeFilter{EventID: e.ID}))(t)[0]
			v.Note = fmt.Sprint("备注", i)
			must(c.SaveInvitee(ctx, v))(t)
		}
		var group sync.WaitGroup
		var purged error
		group.Go(func() { _, purged = c.Purge(ctx, e.ID) })
		group.Go(func() {
			for {
				if _, err := c.Undo(ctx); err != nil {
					return
				}
			}
		})
		group.Wait()
		try(t, purged)
		if next, there := c.UndoNext(); there {
			t.Errorf("after a purge %q can be undone", next.Label)
		}
		for _, v := range must(c.Invitees(ctx, app.InviteeFilter{EventID: e.ID}))(t) {
			if v.Note != "" || v.Person.Name == "张三" {
				t.Errorf("%s %s is back", v.Person.Name, v.Note)
			}
		}
	}
}
