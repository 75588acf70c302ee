package ui

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/service"
	"openday/app/words"
	"openday/views/widgets"
)

// draftPause is how long nothing is typed until what is typed is kept.
const draftPause = time.Second

// Drafting keeps what is typed into one form and not saved, until it is saved or
// thrown away, so that the end of the program takes nothing of it away.
type Drafting struct {
	*Context
	read func() (d app.Draft, unsaved bool)
	id   string // of what is kept; empty where nothing is
	stop func() // ends the waiting for a pause; nil where nobody waits
}

// NewDrafting keeps what read returns: what is typed, and whether anything of it is
// not saved.
func (c *Context) NewDrafting(read func() (app.Draft, bool)) *Drafting {
	return &Drafting{Context: c, read: read}
}

// masked is an input that hides a part of what stands in it.
type masked interface{ Masked(text string) string }

// DraftOf is the draft of what is typed into a form.
func DraftOf(form *widgets.Form, d app.Draft) app.Draft {
	d.Fields = nil
	for _, f := range form.Typed() {
		_, secret := form.Field(f.Key).Input.(masked)
		d.Fields = append(d.Fields, app.DraftField{Key: f.Key, Label: f.Label, Was: f.Was, Now: f.Now, Secret: secret})
	}
	return d
}

// Touch keeps what is typed once nothing more was typed for a moment.
func (d *Drafting) Touch() {
	d.wait()
	if d.Paused == nil {
		return
	}
	d.drafting[d] = true
	d.stop = d.Paused(draftPause, d.Keep)
}

// wait ends the waiting for a pause.
func (d *Drafting) wait() {
	if d.stop != nil {
		d.stop()
		d.stop = nil
	}
	delete(d.drafting, d)
}

// Keep keeps what is typed at once.
func (d *Drafting) Keep() {
	d.wait()
	draft, unsaved := d.read()
	if !unsaved {
		d.Forget()
		return
	}
	if d.Service == nil {
		return
	}
	if d.id == "" {
		d.id = app.NewID()
	}
	draft.ID = d.id
	d.inForms[d.id] = true
	d.Context.drafts.add(d.Context, draftWork{d.Service, draft, false})
}

// Forget removes what is kept: it is saved, or thrown away.
func (d *Drafting) Forget() {
	d.wait()
	if d.id != "" && d.Service != nil {
		d.Context.drafts.add(d.Context, draftWork{d.Service, app.Draft{ID: d.id}, true})
	}
	delete(d.inForms, d.id)
	d.id = ""
}

// Saving returns the context in which what is typed is saved. What is typed on
// meanwhile is kept as another draft. ended is told whether it is saved.
func (d *Drafting) Saving() (ctx context.Context, ended func(saved bool)) {
	d.wait()
	id := d.id
	d.id = ""
	return service.SavingDraft(context.Background(), id), func(saved bool) {
		switch {
		case !saved && d.id == "":
			d.id = id
		case id != "":
			(&Drafting{Context: d.Context, id: id}).Forget()
		}
	}
}

// InForm reports whether a draft is of what stands in a form now.
func (c *Context) InForm(id string) bool { return c.inForms[id] }

// Resume types a draft into the form, which shows what is stored of the same record,
// or something new. Where somebody has changed the record since, both versions are
// shown to choose from. What is typed is kept under the draft from then on.
func (d *Drafting) Resume(draft app.Draft, form *widgets.Form) {
	stored := map[string]string{}
	for _, f := range form.Typed() {
		stored[f.Key] = f.Now
	}
	d.ResumeInto(draft, stored, func(key string) func(string) string {
		if secret, ok := form.Field(key).Input.(masked); ok {
			return secret.Masked
		}
		return nil
	}, form.Type)
}

// ResumeInto is Resume for what is no form: stored is what it shows by key, mask how
// a text is hidden, nil where it is not, and put takes what is to be typed.
func (d *Drafting) ResumeInto(draft app.Draft, stored map[string]string, mask func(key string) func(string) string, put func(map[string]string)) {
	typed, both := draft.Onto(stored)
	d.id = draft.ID
	if len(both) == 0 {
		put(typed)
		d.Keep()
		return
	}
	pairs := make([]app.FieldPair, len(both))
	for i, f := range both {
		show := func(text string) string { return text }
		if hide := mask(f.Key); hide != nil {
			show = hide
		}
		pairs[i] = app.FieldPair{Label: f.Label, Ours: show(f.Was), Theirs: show(f.Now)}
	}
	intro := Paragraph(words.T("What you typed before the program ended and what was saved since differ in these fields. Choose a version for them; nothing is saved yet."))
	body := container.New(FixedLayout{DialogSize(d.Context, 760, 360)}, container.NewBorder(intro, nil, nil, nil,
		container.NewVScroll(BothVersions(words.T("Saved meanwhile"), words.T("Typed by you, %s", draft.At.In(app.Zone).Format("2006-01-02 15:04")), pairs))))
	kept := func() {
		for _, f := range both {
			delete(typed, f.Key)
		}
		put(typed)
		d.Keep()
	}
	widgets.ShowDialog(d.Window, words.T("Changed since you typed it"), body,
		widgets.Action{Label: words.T("Keep the saved version"), Kind: widgets.Cancel, Do: kept},
		widgets.Action{Label: words.T("Put in mine"), Kind: widgets.Default, Do: func() {
			put(typed)
			d.Keep()
		}})
}

// DropDraft removes a draft that is in no form.
func (c *Context) DropDraft(draft app.Draft) { (&Drafting{Context: c, id: draft.ID}).Forget() }

// Gone says that what a draft is about is not there any more, and removes it.
func (c *Context) Gone(draft app.Draft) {
	c.DropDraft(draft)
	c.Toast(words.T("It is not there any more; somebody may have deleted it."))
}

// KeepDrafts keeps at once what waits for a pause in the typing, as the keyboard has
// gone elsewhere.
func (c *Context) KeepDrafts() {
	for d := range c.drafting {
		d.Keep()
	}
}

// FinishDrafts waits until all that is to be kept or removed is; the window is
// about to close.
func (c *Context) FinishDrafts() { c.drafts.finish() }

// draftWork is a draft to be kept, or removed.
type draftWork struct {
	service *service.Service
	draft   app.Draft
	gone    bool
}

func (w draftWork) do() error {
	if w.gone {
		return w.service.DropDraft(context.Background(), w.draft.ID)
	}
	return w.service.KeepDraft(context.Background(), w.draft)
}

// draftQueue does the work with drafts in its order, away from the user interface.
type draftQueue struct {
	mu   sync.Mutex
	idle *sync.Cond
	work []draftWork
	busy bool
}

func newDraftQueue() *draftQueue {
	q := &draftQueue{}
	q.idle = sync.NewCond(&q.mu)
	return q
}

// add has a draft kept or removed; one that still waits to be kept is overtaken.
func (q *draftQueue) add(c *Context, w draftWork) {
	q.mu.Lock()
	if n := len(q.work) - 1; n >= 0 && q.work[n].draft.ID == w.draft.ID {
		q.work = q.work[:n]
	}
	q.work = append(q.work, w)
	busy := q.busy
	q.busy = true
	q.mu.Unlock()
	if !busy {
		widgets.Run(c.Run, func() (struct{}, error) { return struct{}{}, q.all() }, func(_ struct{}, err error) { c.draftTrouble(err) })
	}
}

// all does all that waits, and returns the last thing that went wrong.
func (q *draftQueue) all() (err error) {
	for {
		q.mu.Lock()
		if len(q.work) == 0 {
			q.busy = false
			q.idle.Broadcast()
			q.mu.Unlock()
			return err
		}
		w := q.work[0]
		q.work = q.work[1:]
		q.mu.Unlock()
		if wrong := w.do(); wrong != nil {
			err = wrong
		}
	}
}

func (q *draftQueue) finish() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.busy {
		q.idle.Wait()
	}
}

// draftTrouble says, once for each cause, why what is typed is not kept.
func (c *Context) draftTrouble(err error) {
	code := app.CodeOf(err)
	if err == nil || c.noDrafts[code] {
		return
	}
	c.noDrafts[code] = true
	LogError(c.Log, err)
	if code == app.CodeKey {
		c.Toast(words.T("The key file is missing, so no draft is kept of what you type: what is not saved is lost if the program ends."))
		return
	}
	c.Toast(words.T("No draft could be kept of what you type. %s Save often.", SentenceOf(err)))
}
