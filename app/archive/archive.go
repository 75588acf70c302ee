// Package archive makes the file of an event as it is put away: every paper in its final
// form, the activity workbook, the photos, what may be published beside them, a list of
// contents and check sums. The same event makes the same bytes, so that a pack made again
// replaces only what has changed.
package archive

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"openday/app"
	"openday/app/paper"
	"openday/app/phone"
	"openday/app/words"
	"openday/app/workbook"
)

// Where things are in a pack.
const (
	Sums     = "SHA256SUMS" // as sha256sum -c reads it
	SumsSM3  = "SM3SUMS"    // likewise, where SM3 is asked for
	photos   = "照片"
	public   = "公开"
	book     = "活动工作簿.xlsx"
	contents = "卷内目录.pdf"
)

// Choices are what is chosen about a pack.
type Choices struct {
	Full bool      // ID numbers and telephones whole; else masked
	SM3  bool      // check sums of SM3 besides
	Date time.Time // of the papers; the zero time is that of DateOf

	// Contents are choices about the list of contents by the names of its options, such
	// as how long the file is kept.
	Contents map[string]string
}

// File is a file of a pack. Its name is a path within the pack, with slashes.
type File struct {
	Name string
	Data []byte
}

// Pack is the finished pack of an event.
type Pack struct {
	Files   []File   // by name; the check sums last
	Missing []string // sentences: what the event lacks, and which papers it cannot have for that
	People  int      // how many people's full numbers are in it
	Private bool     // it is for its user alone
}

// DateOf is the day by which the papers of an event's pack tell how things stand: that of
// the last change, or of the event where that was later. So a pack made again on another
// day is the same as long as nothing changes.
func DateOf(d app.Dossier) time.Time {
	last := cmp.Or(d.Event.End, d.Event.Start)
	later := func(t time.Time) {
		if t.After(last) {
			last = t
		}
	}
	later(d.Event.UpdatedAt)
	for _, v := range d.Invitees {
		later(v.UpdatedAt)
	}
	for _, a := range d.Agenda {
		later(a.UpdatedAt)
	}
	for _, f := range d.Feedback {
		later(f.UpdatedAt)
		later(f.RepliedOn)
	}
	return app.DayOf(last)
}

// Make makes the pack of an event from the papers of a list.
func Make(ctx context.Context, list paper.List, d app.Dossier, pictures []app.Photo, c Choices) (Pack, error) {
	if c.Date.IsZero() {
		c.Date = DateOf(d)
	}
	p := Pack{Private: c.Full}
	if !c.Full {
		d = masked(d)
	}
	m := paper.Material{Dossier: d, Photos: pictures, At: app.DayOf(c.Date)}
	i := slices.IndexFunc(list, func(d paper.Definition) bool { return d.Lists })
	if i < 0 {
		return p, app.Errorf(app.CodeInternal, nil, "There is no list of contents among the papers.")
	}
	index := list[i]
	directory := index.New(m.At)
	if err := choose(directory, c.Contents); err != nil {
		return p, err
	}
	terms := paper.WithTerms(ctx, termOf(directory, "secrecy", "none"), termOf(directory, "retention", ""))
	lacking, err := list.File(terms, m, func(made paper.Paper) error { return choose(made, ofPeople(c.Full)) }, func(f paper.Filing, pdf []byte) {
		// A paper keeps its number whether or not there are those before it.
		name := fmt.Sprintf("%02d %s", 1+slices.IndexFunc(list, func(d paper.Definition) bool { return d.Kind == f.Definition.Kind }), f.Definition.Chinese)
		folder := ""
		if f.Definition.Public {
			folder = public
		}
		p.add(path.Join(folder, paper.SafeName(name+".pdf")), pdf)
		m.Filed = append(m.Filed, f.Filed(d.Event))
		p.People = max(p.People, f.Report.Full)
	})
	if err != nil {
		return p, err
	}
	for _, l := range lacking {
		p.Missing = append(p.Missing, words.T("%s: %v|a paper that cannot be made, and why", l.Definition.Label(), l.Why))
	}
	if err := p.texts(terms, list, m); err != nil {
		return p, err
	}
	var pdf, sheet bytes.Buffer
	if _, err := index.Write(terms, &pdf, directory, m); err != nil {
		return p, err
	}
	p.add(contents, pdf.Bytes())
	if err := workbook.Write(&sheet, d); err != nil {
		return p, err
	}
	p.add(book, sheet.Bytes())
	if c.Full {
		for _, v := range d.Invitees {
			if v.Person.IDNumber != "" || v.Person.Phone != "" {
				p.People++
			}
		}
	}
	for i, photo := range pictures {
		ending := ".jpg"
		if photo.Media == "image/png" {
			ending = ".png"
		}
		p.add(path.Join(photos, paper.SafeName(strings.TrimSpace(fmt.Sprintf("%02d %s", i+1, photo.Caption))+ending)), photo.Data)
	}
	if len(pictures) == 0 {
		p.Missing = append(p.Missing, words.T("There are no photos of the day."))
	}
	p.sum(c.SM3)
	return p, nil
}

// texts adds the papers to be published as texts for a web page.
func (p *Pack) texts(ctx context.Context, list paper.List, m paper.Material) error {
	for i, d := range list {
		if !d.Public || d.OfYear {
			continue
		}
		for _, as := range []paper.Format{paper.FormatText, paper.FormatHTML} {
			if !slices.Contains(d.Formats(), as) {
				continue
			}
			var text bytes.Buffer
			m.As = as
			if _, err := d.Write(ctx, &text, d.New(m.At), m); app.CodeOf(err) == app.CodeInvalid {
				continue // which is told of its PDF
			} else if err != nil {
				return err
			}
			p.add(path.Join(public, paper.SafeName(fmt.Sprintf("%02d %s", i+1, d.Chinese)+as.Ending())), text.Bytes())
		}
	}
	return nil
}

func (p *Pack) add(name string, data []byte) { p.Files = append(p.Files, File{name, data}) }

// sum adds the check sums of all files: those of SM3 first, for they are checked, too.
func (p *Pack) sum(alsoSM3 bool) {
	slices.SortFunc(p.Files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	listed := func(of func([]byte) []byte) []byte {
		var out bytes.Buffer
		for _, f := range p.Files {
			fmt.Fprintf(&out, "%s  %s\n", hex.EncodeToString(of(f.Data)), f.Name)
		}
		return out.Bytes()
	}
	if alsoSM3 {
		p.add(SumsSM3, listed(func(data []byte) []byte { sum := sm3.Sum(data); return sum[:] }))
	}
	p.add(Sums, listed(func(data []byte) []byte { sum := sha256.Sum256(data); return sum[:] }))
}

// ofPeople are the choices about papers that show people's numbers.
func ofPeople(full bool) map[string]string {
	if full {
		return map[string]string{"phone": "full"}
	}
	return map[string]string{"phone": "masked"}
}

// choose sets those options of a paper that are named.
func choose(p paper.Paper, choices map[string]string) error {
	for _, o := range p.Options() {
		if value, there := choices[o.Name]; there {
			if err := o.Set(value); err != nil {
				return err
			}
		}
	}
	return nil
}

// termOf is what an option of the list of contents says in Chinese; empty for none.
func termOf(p paper.Paper, option, none string) string {
	for _, o := range p.Options() {
		if o.Name == option && o.Text() != none {
			return o.Words.Chinese(o.Text())
		}
	}
	return ""
}

// masked hides the numbers of an event's people, also where somebody wrote an ID number
// into a text.
func masked(d app.Dossier) app.Dossier {
	d.Invitees = slices.Clone(d.Invitees)
	for i := range d.Invitees {
		v := &d.Invitees[i]
		v.Person.IDNumber, v.Person.Phone, v.Person.BornOn = v.Person.MaskedIDNumber(), phone.Mask(v.Person.Phone), time.Time{}
		v.Note, v.Reason, v.Overruled = paper.Discreet(v.Note), paper.Discreet(v.Reason), paper.Discreet(v.Overruled)
	}
	d.Feedback = slices.Clone(d.Feedback)
	for i := range d.Feedback {
		f := &d.Feedback[i]
		f.Content, f.Result, f.AdoptionReason = paper.Discreet(f.Content), paper.Discreet(f.Result), paper.Discreet(f.AdoptionReason)
	}
	return d
}
