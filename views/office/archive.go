package office

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/archive"
	"openday/app/paper"
	"openday/app/papers"
	"openday/app/service"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// Archive names what the current event's file lacks, asks what is to be in its archive
// pack, and writes it.
func (f *Actions) Archive() {
	f.WithEvent(func(e app.Event) {
		service := f.Service
		ui.Long(f.Context, words.T("Looking through the papers"), func(ctx context.Context, _ func(string)) (archive.Pack, error) {
			return makePack(ctx, service, e.ID, archive.Choices{})
		}, func(p archive.Pack) { f.askArchive(e, p) }, nil)
	})
}

// makePack makes the pack of an event from what is stored.
func makePack(ctx context.Context, s *service.Service, event string, c archive.Choices) (archive.Pack, error) {
	d, err := s.Dossier(ctx, event)
	if err != nil {
		return archive.Pack{}, err
	}
	photos, err := s.Photos(ctx, event)
	if err != nil {
		return archive.Pack{}, err
	}
	return archive.Make(ctx, papers.All, d, photos, c)
}

// askArchive asks what is to be in a pack.
func (f *Actions) askArchive(e app.Event, found archive.Pack) {
	index, _ := papers.All.Of(papers.KindContents)
	terms := index.New(f.Service.Now())
	missing := words.T("Nothing is missing.")
	if len(found.Missing) > 0 {
		missing = "· " + strings.Join(found.Missing, "\n· ")
	}
	numbers := widgets.NewChoice(widgets.Option[bool]{Value: false, Label: words.T("Masked")}, widgets.Option[bool]{Value: true, Label: words.T("In full; the file is for you alone")})
	numbers.Set(false)
	sm3 := widgets.NewCheckInput(words.T("check sums of SM3 besides"))
	rows := []ui.FormRow{
		{Label: words.T("Missing|from a file for the archive"), Input: container.New(ui.FixedLayout{Size: fyne.NewSize(520, 150)}, container.NewVScroll(ui.Paragraph(missing)))},
		{Label: words.T("ID numbers and telephones"), Input: numbers},
	}
	type chosen struct {
		name string
		of   *widgets.Choice[string]
	}
	var choices []chosen
	for _, o := range terms.Options() {
		if o.Kind == paper.OneWord {
			input := ui.ChoiceOf(o.Words, o.Text())
			choices = append(choices, chosen{o.Name, input})
			rows = append(rows, ui.FormRow{Label: o.Label.String(), Input: input})
		}
	}
	rows = append(rows, ui.FormRow{Label: "", Input: sm3})
	f.Ask(words.T("Archive pack of %s", e.Title), rows, words.T("Go on…"), func() (string, fyne.Focusable) { return "", nil }, func() {
		c := archive.Choices{Full: numbers.Value(), SM3: sm3.Checked, Contents: map[string]string{}}
		for _, one := range choices {
			c.Contents[one.name] = one.of.Value()
		}
		f.Choose.Save("archive", words.T("Save the archive pack"), ui.EventFile(e, words.T("Archive pack|a file's name"), archive.ZipEnding), func(file string) { f.writeArchive(e, file, c) })
	})
	f.Window.Canvas().Focus(numbers)
}

// writeArchive makes a pack anew, has it written down, and writes it.
func (f *Actions) writeArchive(e app.Event, file string, c archive.Choices) {
	service := f.Service
	ui.Long(f.Context, words.T("Writing the archive pack"), func(ctx context.Context, _ func(string)) (archive.Pack, error) {
		p, err := makePack(ctx, service, e.ID, c)
		if err != nil {
			return p, err
		}
		if err := service.SendPack(ctx, e.ID, file, p.People); err != nil {
			return p, err
		}
		if err := ctx.Err(); err != nil {
			return p, err // cancelled meanwhile: the file stays as it was
		}
		_, err = p.Write(file)
		return p, err
	}, func(p archive.Pack) {
		note := words.T("%d files, numbers masked", len(p.Files))
		if c.Full {
			note = words.T("%d files, with telephone and ID numbers", len(p.Files))
		}
		f.Written(file, note, nil)
	}, nil)
}
