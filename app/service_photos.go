package app

import (
	"context"
	"slices"
	"strings"
)

// TopicPhotos is the topic of changes of an event's photos.
const TopicPhotos Topic = "photos"

// Photos gives an event's photos in the order of the report.
func (s *Service) Photos(ctx context.Context, eventID string) ([]Photo, error) {
	return s.store.Photos(ctx, eventID)
}

// AddPhoto puts a picture file, JPEG or PNG, after the photos of an event: the
// right way up and no larger than the report needs.
func (s *Service) AddPhoto(ctx context.Context, eventID, caption string, file []byte) (Photo, error) {
	data, media, err := preparePhoto(file)
	if err != nil {
		return Photo{}, err
	}
	all, err := s.store.Photos(ctx, eventID)
	if err != nil {
		return Photo{}, err
	}
	p := Photo{ID: s.newID(), EventID: eventID, Caption: strings.TrimSpace(caption), Media: media, Data: data, AddedAt: s.now()}
	for _, other := range all {
		p.Position = max(p.Position, other.Position)
	}
	p.Position++
	return p, s.putPhotos(ctx, eventID, []Photo{p})
}

// ArrangePhotos keeps the captions of an event's photos and the order in which
// they are given. Those that are not given are removed; the undo puts all back
// as they were.
func (s *Service) ArrangePhotos(ctx context.Context, eventID string, photos []Photo) (Undo, error) {
	before, err := s.store.Photos(ctx, eventID)
	if err != nil {
		return Undo{}, err
	}
	var gone []string
	for _, p := range before {
		if !slices.ContainsFunc(photos, func(other Photo) bool { return other.ID == p.ID }) {
			gone = append(gone, p.ID)
		}
	}
	kept := make([]Photo, len(photos))
	for i, p := range photos {
		n := slices.IndexFunc(before, func(other Photo) bool { return other.ID == p.ID })
		if n < 0 {
			return Undo{}, notFound()
		}
		kept[i] = before[n]
		kept[i].Caption, kept[i].Position = strings.TrimSpace(p.Caption), i+1
	}
	if err := s.putPhotos(ctx, eventID, kept); err != nil {
		return Undo{}, err
	}
	if len(gone) > 0 {
		if err := s.store.DeletePhotos(ctx, gone); err != nil {
			return Undo{}, err
		}
		s.announce(eventID, TopicPhotos)
	}
	return Undo{len(gone), func(ctx context.Context) error { return s.putPhotos(ctx, eventID, before) }}, nil
}

func (s *Service) putPhotos(ctx context.Context, eventID string, photos []Photo) error {
	for _, p := range photos {
		if err := invalid(p.Validate()); err != nil {
			return err
		}
	}
	if err := s.store.SavePhotos(ctx, photos); err != nil {
		return err
	}
	s.announce(eventID, TopicPhotos)
	return nil
}

// SaveReportTexts keeps the paragraphs of the summary report that a person put
// in other words. Those that are not given are as the program writes them.
func (s *Service) SaveReportTexts(ctx context.Context, eventID string, texts []ReportText) error {
	return s.changeEvent(ctx, eventID, func(e *Event) { e.ReportTexts = texts })
}
