package paper

import (
	"slices"
	"strings"

	"openday/app"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// SheetTitle sets the title of a sheet on the pages of about, broken by meaning.
func SheetTitle(doc Sheet, about typeset.Options, e app.Event) {
	doc.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: SheetTitleSize, Align: typeset.Center, Balance: true, After: 4, Keep: true},
		wording.Title(doc, about.Title, e, typeset.XiaoBiaoSong, SheetTitleSize, about.Page))
}

// Labelled sets labelled lines, those without a text left out.
func Labelled(doc Sheet, role typeset.Role, size float64, list [][2]string) {
	const label = 5 // characters, with the colon
	for _, f := range list {
		if f[1] != "" {
			doc.Text(typeset.Style{Role: role, Size: size, Indent: label, First: -label, Keep: true}, f[0]+"："+f[1])
		}
	}
}

// Assembly says when and where people come together.
func Assembly(e app.Event) string {
	text := e.AssemblyPlace
	if !e.AssemblyTime.IsZero() {
		text = wording.ClockOn(e.AssemblyTime, e.Start) + "　" + text
	}
	return strings.TrimSpace(text)
}

// Sizes of sheets: pt for letters, mm for rows, after DOMAIN.md.
const (
	SheetTitleSize = 18.0 // of the title
	SheetFactSize  = 11.0 // of what stands between title and table
	SheetRow       = 10.5 // of a row in which somebody writes
)

// Chosen returns the invitees with the given ids in the order of the list, or all who
// are approved where none is given. The error is a sentence for the person.
func Chosen(d app.Dossier, ids []string) ([]app.Invitee, error) {
	var chosen []app.Invitee
	found := map[string]bool{}
	for _, v := range d.Invitees {
		if len(ids) == 0 && v.Vetting == app.VettingApproved || slices.Contains(ids, v.ID) {
			chosen = append(chosen, v)
			found[v.ID] = true
		}
	}
	for _, id := range ids {
		if !found[id] {
			return nil, app.Errorf(app.CodeNotFound, nil, "The event has no invitee with the id “%s”.", id)
		}
	}
	if len(chosen) == 0 {
		return nil, app.Errorf(app.CodeInvalid, nil, "Nobody is approved yet, so there is no name to print. Vet the invitees first.")
	}
	return chosen, nil
}
