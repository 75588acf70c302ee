package papers

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/picture"
	"openday/app/service"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// mostPhotoBytes is how large a photo's file may be.
const mostPhotoBytes = 60 << 20

// PhotoEndings are the endings of files that can hold a photo. Fyne tells large
// letters from small ones.
var PhotoEndings = []string{".jpg", ".jpeg", ".png", ".JPG", ".JPEG", ".PNG"}

// photoSheet lets the photos of the summary report be added, named, put in
// order and removed. Photos are added at once, all else when it is saved.
type photoSheet struct {
	*Actions
	event   app.Event
	lines   []*photoLine
	removed map[string]bool // the ids of those taken off here
	stored  []app.Photo     // as they are kept
	box     *fyne.Container
	none    *widgets.Paragraph
	fresh   ui.Latest
}

// photoLine is one photo with its caption.
type photoLine struct {
	app.Photo
	caption *widgets.TextEntry
	picture *canvas.Image
}

// EditPhotos shows the photos of an event and adds those of the given files.
func (f *Actions) EditPhotos(e app.Event, files []string) {
	service := f.Service
	ui.Load(f.Context, nil, func(ctx context.Context) ([]app.Photo, error) { return service.Photos(ctx, e.ID) }, func(photos []app.Photo) {
		s := &photoSheet{Actions: f, event: e, removed: map[string]bool{}, stored: photos, box: container.NewVBox(), none: ui.Paragraph(words.T("There are no photos yet. “Add photos…” takes JPG and PNG pictures, several at a time; they are turned upright and made smaller."))}
		for _, p := range photos {
			s.lines = append(s.lines, newPhotoLine(p))
		}
		s.fill()
		body := container.New(ui.FixedLayout{Size: fyne.NewSize(820, 430)}, container.NewBorder(s.none, nil, nil, nil, container.NewVScroll(s.box)))
		dialog := widgets.ShowDialog(f.Window, words.T("Photos of the summary report"), body,
			widgets.Action{Label: words.T("Add photos…"), Hold: func() bool {
				s.add()
				return true
			}},
			widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
			widgets.Action{Label: words.T("Save"), Kind: widgets.Default, Do: s.save})
		dialog.Altered = s.altered
		f.UndoIn(dialog, s.follow, app.TopicPhotos)
		if len(files) > 0 {
			s.addFiles(files)
		}
	})
}

// follow shows the photos that have come, and no more those that are gone; what is
// typed and put in order here stays.
func (s *photoSheet) follow() {
	service := s.Actions.Service
	ui.Load(s.Actions.Context, &s.fresh, func(ctx context.Context) ([]app.Photo, error) { return service.Photos(ctx, s.event.ID) }, func(photos []app.Photo) {
		s.lines = slices.DeleteFunc(s.lines, func(l *photoLine) bool {
			return !slices.ContainsFunc(photos, func(p app.Photo) bool { return p.ID == l.ID })
		})
		s.stored = photos
		for _, p := range photos {
			if !s.removed[p.ID] && !slices.ContainsFunc(s.lines, func(l *photoLine) bool { return l.ID == p.ID }) {
				s.lines = append(s.lines, newPhotoLine(p))
			}
		}
		s.fill()
	})
}

// altered reports whether photos were removed or put in another order here.
func (s *photoSheet) altered() bool {
	return !slices.EqualFunc(s.lines, s.stored, func(l *photoLine, p app.Photo) bool { return l.ID == p.ID })
}

func newPhotoLine(p app.Photo) *photoLine {
	l := &photoLine{Photo: p, caption: widgets.NewTextEntry(), picture: &canvas.Image{}}
	if picture.Sound(p.Data) == nil { // else it would take all memory to be shown
		l.picture.Resource = fyne.NewStaticResource(p.ID+".jpg", p.Data)
	}
	l.caption.SetText(p.Caption)
	l.caption.SetPlaceHolder(words.T("Caption of the photo"))
	l.picture.FillMode = canvas.ImageFillContain
	return l
}

func (s *photoSheet) fill() {
	s.box.RemoveAll()
	for i, l := range s.lines {
		up := widgets.NewIconButton(theme.IconNameMoveUp, func() { s.move(i, -1) })
		down := widgets.NewIconButton(theme.IconNameMoveDown, func() { s.move(i, 1) })
		if i == 0 {
			up.Disable()
		}
		if i == len(s.lines)-1 {
			down.Disable()
		}
		remove := widgets.NewButton(words.T("Remove|photo"), func() {
			s.removed[l.ID] = true
			s.lines = slices.Delete(s.lines, i, i+1)
			s.fill()
		})
		buttons := container.NewCenter(container.NewHBox(widget.NewLabel(size(l.Photo)), up, down, remove))
		s.box.Add(container.NewBorder(nil, nil, container.New(ui.FixedLayout{Size: fyne.NewSize(132, 96)}, l.picture), buttons,
			container.NewVBox(l.caption)))
	}
	s.none.Hidden = len(s.lines) > 0
	s.none.Refresh()
}

func (s *photoSheet) move(i, by int) {
	s.lines[i], s.lines[i+by] = s.lines[i+by], s.lines[i]
	s.fill()
}

// add asks for pictures and adds them.
func (s *photoSheet) add() {
	s.Actions.Choose.OpenSeveral("photo", PhotoEndings, s.addFiles)
}

// addFiles keeps the pictures of files. What is wrong with one of them keeps
// the others from nothing.
func (s *photoSheet) addFiles(files []string) {
	d := s.Actions
	var wrong error
	service := d.Service
	ui.Long(d.Context, words.T("Reading the photo"), func(ctx context.Context, say func(string)) ([]app.Photo, error) {
		var photos []app.Photo
		for _, file := range files {
			say(filepath.Base(file))
			p, err := addPhoto(ctx, service, s.event.ID, file)
			switch {
			case ctx.Err() != nil:
				return nil, ctx.Err()
			case err == nil:
				photos = append(photos, p)
			case wrong == nil:
				wrong = err
			}
		}
		return photos, nil
	}, func(photos []app.Photo) {
		s.follow()
		switch {
		case wrong != nil:
			d.Fail(wrong)
		case len(photos) == 1:
			d.Undoable(words.T("The photo is added."))
		case len(photos) > 1:
			d.Toast(words.T("%d photos are added.", len(photos)))
		}
	}, nil)
}

// addPhoto adds the picture of a file to the photos of an event.
func addPhoto(ctx context.Context, service *service.Service, event, file string) (app.Photo, error) {
	info, err := os.Stat(file)
	if err != nil {
		return app.Photo{}, app.Errorf(app.CodeNotFound, err, "The photo cannot be opened. It may have been moved.")
	}
	if info.Size() > mostPhotoBytes {
		return app.Photo{}, app.Errorf(app.CodeInvalid, nil, "This file is larger than %d MB, too large for a photo.", mostPhotoBytes>>20)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return app.Photo{}, app.Errorf(app.CodeInternal, err, "The photo cannot be read.")
	}
	return service.AddPhoto(ctx, event, "", data)
}

// save keeps captions and order, and takes away what was removed.
func (s *photoSheet) save() {
	photos := make([]app.Photo, len(s.lines))
	for i, l := range s.lines {
		photos[i] = l.Photo
		photos[i].Caption = l.caption.Value()
	}
	d := s.Actions
	service := d.Service
	ui.Load(d.Context, nil, func(ctx context.Context) (int, error) { return service.ArrangePhotos(ctx, s.event.ID, photos) }, func(gone int) {
		if gone > 0 {
			d.Undoable(words.T("%d photos are removed.", gone))
			return
		}
		d.Undoable(words.T("The photos are saved."))
	})
}
