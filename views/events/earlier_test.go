package events

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/startplan"
	"openday/views/ui/uitest"
)

// TestTheFormSuggestsWhatEarlierEventsSay picks the organiser, whose contact and
// telephone numbers of the last event come with it.
func TestTheFormSuggestsWhatEarlierEventsSay(t *testing.T) {
	r := newFixture(t)
	for i, contact := range []string{"王敏", "李强"} {
		d := startplan.Township.Dossier(app.Date(2025, 9, 11+i))
		e := &d.Event
		e.Title, e.Organiser, e.CoOrganisers, e.Contact, e.Phones = "开放日"+contact, "区水务局", []string{"区教育局"}, contact, []string{"0953-301234" + string(rune('0'+i))}
		e.Quotas = []app.Quota{{Category: "家长代表", Number: 3}}
		e.Leaders = []app.Leader{{Role: "leader", Name: "张三", Position: "区水务局 局长"}}
		r.add(d)
	}
	form := r.tab().form
	form.Fill(app.Event{})
	r.Window.Canvas().Focus(form.organiser.FocusTarget())
	r.Types("sw")
	if got := form.organiser.Offered(); !slices.Equal(got, []string{"区水务局"}) {
		t.Fatalf("offered are %q", got)
	}
	r.Key(fyne.KeyDown)
	r.Key(fyne.KeyReturn)
	if got := form.contact.Value(); got != "李强" {
		t.Errorf("the contact is %q", got)
	}
	if got := form.phones.Values(); !slices.Equal(got, []string{"0953-3012341"}) {
		t.Errorf("the telephone numbers are %q", got)
	}
	form.contact.SetText("王敏")
	form.fillPhones("王敏")
	if got := form.phones.Values(); !slices.Equal(got, []string{"0953-3012341"}) {
		t.Errorf("what was filled in became %q", got)
	}
	form.quotas.New()
	form.leaders.New()
	for name, options := range map[string][]string{
		"家长代表":    form.quotas.Lines[0][0].(interface{ Options() []string }).Options(),
		"区水务局 局长": form.leaders.Lines[0][2].(interface{ Options() []string }).Options(),
		"王敏":      form.contact.Options(),
		"区教育局":    form.organiser.Options(),
	} {
		if !slices.Contains(options, name) {
			t.Errorf("%s is not suggested, but %q", name, options)
		}
	}
	uitest.Type(r.Window, fyne.KeyEscape)
}
