package service

import (
	"context"
	"slices"
	"strings"

	"openday/app"
	"openday/app/picture"
	"openday/app/words"
)

// Photos returns an event's photos in the order of the report.
func (s *Service) Photos(ctx context.Context, eventID string) ([]app.Photo, error) {
	return read(ctx, s, func(tx app.Tx) ([]app.Photo, error) { return tx.Photos(eventID) })
}

// AddPhoto puts a picture file, JPEG or PNG, after the photos of an event: the
// right way up and no larger than the report needs.
func (s *Service) AddPhoto(ctx context.Context, eventID, caption string, file []byte) (app.Photo, error) {
	data, media, err := picture.Prepare(file)
	if err != nil {
		return app.Photo{}, err
	}
	return write(ctx, s, func(u *unit) (app.Photo, error) {
		last, err := u.LastPosition(app.RecordPhoto, eventID)
		if err != nil {
			return app.Photo{}, err
		}
		list := []app.Photo{{ID: s.newID(), EventID: eventID, Position: last + 1, Caption: strings.TrimSpace(caption), Media: media, Data: data, AddedAt: u.at}}
		u.label = words.T("photo added")
		err = u.SavePhotos(list)
		return list[0], err
	})
}

// ArrangePhotos keeps the captions of an event's photos and the order in which
// they are given. Those that are not given are removed; it returns how many.
func (s *Service) ArrangePhotos(ctx context.Context, eventID string, photos []app.Photo) (int, error) {
	return write(ctx, s, func(u *unit) (int, error) {
		before, err := u.Photos(eventID)
		if err != nil {
			return 0, err
		}
		var gone []string
		for _, p := range before {
			if !slices.ContainsFunc(photos, func(other app.Photo) bool { return other.ID == p.ID }) {
				gone = append(gone, p.ID)
			}
		}
		kept := make([]app.Photo, len(photos))
		for i, p := range photos {
			n := slices.IndexFunc(before, func(other app.Photo) bool { return other.ID == p.ID })
			if n < 0 {
				return 0, notFound()
			}
			kept[i] = before[n]
			kept[i].Caption, kept[i].Position = strings.TrimSpace(p.Caption), i+1
		}
		if u.label = words.T("order and captions of the photos"); len(gone) > 0 {
			u.label = words.T("%d photos deleted", len(gone))
		}
		if err := u.SavePhotos(kept); err != nil {
			return 0, err
		}
		return len(gone), u.Delete(app.RecordPhoto, gone)
	})
}

// SaveReportTexts keeps the paragraphs of the summary report that a person put
// in other words. Those that are not given are as the program writes them.
func (s *Service) SaveReportTexts(ctx context.Context, eventID string, texts []app.ReportText) error {
	return s.changeEvent(ctx, eventID, words.T("texts of the report"), func(e *app.Event) { e.ReportTexts = texts })
}
