package app

import (
	"cmp"
	"context"
	"slices"

	"openday/app/hanzi"
)

// Departments gives the office's departments by the pinyin of their names.
func (s *Service) Departments(ctx context.Context) ([]Department, error) {
	all, err := s.store.Departments(ctx)
	slices.SortFunc(all, func(a, b Department) int {
		return cmp.Or(cmp.Compare(hanzi.PinyinKey(a.Name), hanzi.PinyinKey(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return all, err
}

// SaveDepartment saves a department, a new one where it has no id, and gives it
// back as saved. A name stands on the list once.
func (s *Service) SaveDepartment(ctx context.Context, d Department) (Department, error) {
	d = d.Tidied()
	if err := invalid(d.Validate()); err != nil {
		return d, err
	}
	all, err := s.store.Departments(ctx)
	if err != nil {
		return d, err
	}
	for _, other := range all {
		if other.Name == d.Name && other.ID != d.ID {
			var p problems
			p.add("Name", "“%s” is on the list already.", d.Name)
			return d, invalid(p)
		}
	}
	if d.ID == "" {
		d.ID = s.newID()
	}
	if err := s.store.SaveDepartments(ctx, []Department{d}); err != nil {
		return d, err
	}
	s.announce("", TopicDepartments)
	return d, nil
}

// DeleteDepartments takes departments off the list. Opinions keep their names.
func (s *Service) DeleteDepartments(ctx context.Context, ids []string) (Undo, error) {
	gone, err := s.store.Departments(ctx)
	if err != nil {
		return Undo{}, err
	}
	gone = slices.DeleteFunc(gone, func(d Department) bool { return !slices.Contains(ids, d.ID) })
	if err := s.store.DeleteDepartments(ctx, ids); err != nil {
		return Undo{}, err
	}
	s.announce("", TopicDepartments)
	return Undo{len(gone), func(ctx context.Context) error {
		if err := s.store.SaveDepartments(ctx, gone); err != nil {
			return err
		}
		s.announce("", TopicDepartments)
		return nil
	}}, nil
}

// learnDepartments puts the departments of an assignment on the list, and fills
// in a person and a telephone that the list lacks.
func (s *Service) learnDepartments(ctx context.Context, f Feedback) error {
	known, err := s.store.Departments(ctx)
	if err != nil {
		return err
	}
	learnt := learntDepartments(known, f)
	if len(learnt) == 0 {
		return nil
	}
	for i := range learnt {
		if learnt[i].ID == "" {
			learnt[i].ID = s.newID()
		}
	}
	if err := s.store.SaveDepartments(ctx, learnt); err != nil {
		return err
	}
	s.announce("", TopicDepartments)
	return nil
}
