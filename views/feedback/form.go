package feedback

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/opinions"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// newFeedbackEditor returns the form of an opinion. What its steps fill in can be
// put right there, too, once it has been recorded.
func newFeedbackEditor(t *Tab) *ui.Editor[app.Feedback] {
	e := ui.NewEditor(t.Context, t, app.FeedbackFields)
	e.First, e.Draft = "Content", app.DraftFeedback
	e.Form.Section(words.T("Opinion"))
	e.Text("Content", 4)
	t.joining = widgets.NewLink("", t.saveAndJoin)
	t.joining.Hide()
	e.Form.AddBelow(t.joining)
	t.speaker = newSpeakerInput()
	speaker := e.Join("Speaker", t.speaker,
		func(f app.Feedback) { t.speaker.Set(f.Speaker, f.InviteeID) },
		func(f *app.Feedback) { f.Speaker, f.InviteeID = t.speaker.Value() })
	e.Text("Unit", 1)
	t.stops = e.Combo("Stop")
	t.categories = e.Combo("Category")
	t.channels = e.Combo("Channel")
	handled := len(e.Bound)
	t.departmentNames = e.Combo("Department")
	joint := widgets.NewTextEntry()
	e.Join("Joint", joint, func(f app.Feedback) { joint.SetText(strings.Join(f.Joint, "、")) },
		func(f *app.Feedback) { f.Joint = []string{joint.Value()} })
	t.inCharge = e.Combo("InCharge")
	e.Text("Telephone", 1)
	e.Day("DueDate")
	e.Text("Result", 3)
	ui.ChoiceField(e, "Grade", words.T("Not given"), app.Grades)
	e.Day("RepliedOn")
	e.Combo("ReplyChannel").SetOptions(app.ReplyChannels)
	ui.ChoiceField(e, "Adoption", words.T("Not given"), app.Adoptions)
	e.Text("AdoptionReason", 2)
	ui.ChoiceField(e, "Satisfaction", words.T("Not given"), app.Satisfactions)
	later, shown := e.Bound[handled:], true
	e.Form.Loaded()

	e.ID = func(f app.Feedback) string { return f.ID }
	e.Title = func(f app.Feedback) string {
		// The steps fill these in; there is nothing to put right before.
		if stepped := f.ID != "" && f.State != app.FeedbackRecorded; stepped != shown {
			shown = stepped
			for _, b := range later {
				if stepped {
					b.Show()
				} else {
					b.Hide()
				}
			}
		}
		if f.ID == "" {
			return words.T("New opinion")
		}
		return words.T("Opinion of %s", speakerWords(f))
	}
	e.Blank = func(last *app.Feedback) (app.Feedback, error) {
		f := app.Feedback{EventID: t.Event().ID, State: app.FeedbackRecorded, Channel: app.FeedbackChannels[0]}
		if f.EventID == "" {
			return f, app.Errorf(app.CodeInvalid, nil, "Choose an event first.")
		}
		if last != nil { // the next one is said at the same stop, by somebody else
			f.Stop, f.Channel = last.Stop, last.Channel
		}
		return f, nil
	}
	e.Store = func(f app.Feedback) func(context.Context) (app.Feedback, error) {
		service := t.Service
		return func(ctx context.Context) (app.Feedback, error) { return service.SaveFeedback(ctx, f) }
	}
	e.Stored = func(f app.Feedback, added bool) {
		t.Choose(f.ID)
		if main := t.joinInto; main != "" {
			t.joinInto = ""
			t.merge(main, []string{f.ID})
			return
		}
		if added {
			t.Undoable(words.T("The opinion of %s is recorded.", speakerWords(f)))
		} else {
			t.Undoable(words.T("The opinion of %s is saved.", speakerWords(f)))
		}
	}
	e.Typed = func(f app.Feedback) {
		speaker.Hint(t.speaker.words())
		t.typed = f
		if t.stale {
			t.learn()
		}
		t.tellAlike()
	}
	e.Closed = func() { t.Window.Canvas().Focus(t.table) }
	return e
}

// speakerInput is who said something: an invitee, found by name, pinyin or
// initials; somebody else; or nobody known.
type speakerInput struct {
	widget.BaseWidget
	entry    *widgets.ComboEntry
	invitees []*ui.InviteeRow
	id       string // of the invitee
	setting  bool
	heard    []func()
}

func newSpeakerInput() *speakerInput {
	s := &speakerInput{entry: widgets.NewComboEntry(nil)}
	s.entry.SetPlaceHolder(words.T("Name or pinyin; empty for anonymous"))
	s.entry.Listen(s.typed)
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer shows the entry.
func (s *speakerInput) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(s.entry)
}

// offer says who can be chosen.
func (s *speakerInput) offer(invitees []*ui.InviteeRow) {
	s.invitees = invitees
	s.suggest(s.entry.Value())
}

// labelOf tells an invitee from others of the same name.
func labelOf(r *ui.InviteeRow) string {
	if about := strings.TrimSpace(r.Unit + " " + r.Post); about != "" {
		return r.Person.Name + "（" + about + "）"
	}
	return r.Person.Name
}

// typed follows what is typed or chosen from the suggestions.
func (s *speakerInput) typed() {
	if s.setting {
		return
	}
	text := s.entry.Value()
	var named []*ui.InviteeRow
	for _, r := range s.invitees {
		if labelOf(r) == text && text != r.Person.Name { // chosen from the list
			s.Set(r.Person.Name, r.ID)
			s.tell()
			return
		}
		if r.Person.Name == text {
			named = append(named, r)
		}
	}
	s.id = ""
	if len(named) == 1 { // of several, one is chosen from the list
		s.id = named[0].ID
	}
	s.suggest(text)
	s.tell()
}

func (s *speakerInput) tell() {
	for _, f := range s.heard {
		f()
	}
}

// suggest offers those invitees whom the text may mean.
func (s *speakerInput) suggest(text string) {
	term := hanzi.SearchTerm(text)
	var labels []string
	for _, r := range s.invitees {
		if strings.Contains(r.Keys.Search, term) {
			if labels = append(labels, labelOf(r)); len(labels) == ui.MostSuggestions {
				break
			}
		}
	}
	s.entry.SetOptions(labels)
}

// Set fills in a name, and the invitee that it is.
func (s *speakerInput) Set(name, id string) {
	s.setting = true
	s.entry.SetText(name)
	s.setting = false
	s.id = id
	s.suggest("")
}

// Value returns the name and the invitee, "" for anybody else.
func (s *speakerInput) Value() (name, id string) { return s.entry.Value(), s.id }

// words says who is meant.
func (s *speakerInput) words() string {
	name := s.entry.Value()
	for _, r := range s.invitees {
		if s.id != "" && r.ID == s.id {
			return words.T("Invitee: %s", strings.TrimSpace(r.Unit+" "+r.Post+" "+r.Category))
		}
	}
	named := 0
	for _, r := range s.invitees {
		if r.Person.Name == name {
			named++
		}
	}
	switch {
	case name == "":
		return words.T("Anonymous")
	case named > 1:
		return words.T("There are %d invitees of this name; choose one from the list.", named)
	default:
		return words.T("Not on the list of invitees")
	}
}

// Snapshot tells one speaker from another.
func (s *speakerInput) Snapshot() string { return s.entry.Value() + "\x00" + s.id }

// Restore puts back the speaker that a snapshot was taken of.
func (s *speakerInput) Restore(snapshot string) {
	name, id, _ := strings.Cut(snapshot, "\x00")
	s.Set(name, id)
	s.tell()
}

// Listen has f called after every change by hand.
func (s *speakerInput) Listen(f func()) { s.heard = append(s.heard, f) }

// Problem is always "".
func (s *speakerInput) Problem() string { return "" }

// FocusTarget is the entry.
func (s *speakerInput) FocusTarget() fyne.Focusable { return s.entry }

// mostAlike is how many opinions are named that say nearly the same.
const mostAlike = 3

// tellAlike names the opinions that say nearly the same as what is typed, and offers to
// join it with one of them.
func (t *Tab) tellAlike() {
	var alike []opinions.Alike
	if t.alike != nil {
		alike = t.alike.Find(t.typed.Content, t.typed.EventID, t.typed.ID, mostAlike)
	}
	t.editor.Form.Field("Content").Hint(alikeWords(t.All(), alike))
	t.offerJoining(alike)
}

// offerJoining shows the button that joins what is typed with the opinion of this event
// that says nearly the same, where there is one.
func (t *Tab) offerJoining(alike []opinions.Alike) {
	t.alikeHere = ""
	if t.typed.MergedInto == "" {
		for _, a := range alike {
			if i := slices.IndexFunc(t.All(), func(r feedbackRow) bool { return r.ID == a.ID && r.MergedInto == "" }); i >= 0 {
				t.alikeHere = a.ID
				t.joining.SetText(words.T("Save, and merge into No. %d", t.All()[i].number))
				break
			}
		}
	}
	widgets.ShowIf(t.joining, t.alikeHere != "")
}

// saveAndJoin saves what is typed and merges it into the opinion that says nearly the
// same.
func (t *Tab) saveAndJoin() {
	if t.alikeHere == "" {
		return
	}
	main := t.alikeHere
	if f := t.editor.Base; f.ID != "" && !t.editor.Form.Changed() { // stored as it stands here
		t.editor.Shut()
		t.merge(main, []string{f.ID})
		return
	}
	t.joinInto = main
	t.editor.Save(func(saved bool) {
		if !saved {
			t.joinInto = ""
		}
	})
}

// alikeWords names opinions of this event, whose rows are given, and of others that say
// nearly the same as one that is typed; "" where none does.
func alikeWords(rows []feedbackRow, alike []opinions.Alike) string {
	var named []string
	for _, a := range alike {
		if n := numberOf(rows, a.ID); n != "" {
			named = append(named, words.T("No. %s “%s”|of an opinion, what it says", n, app.Shortened(a.Content)))
		} else {
			named = append(named, words.T("“%s” of another event", app.Shortened(a.Content)))
		}
	}
	if len(named) == 0 {
		return ""
	}
	return words.T("Says nearly the same as %s.", strings.Join(named, words.T(", |between words of a list")))
}
