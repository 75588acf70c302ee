package service

import (
	"cmp"
	"context"
	"slices"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/words"
)

// Departments returns the office's departments by the pinyin of their names.
func (s *Service) Departments(ctx context.Context) ([]app.Department, error) {
	all, err := read(ctx, s, app.Tx.Departments)
	slices.SortFunc(all, func(a, b app.Department) int {
		return cmp.Or(cmp.Compare(hanzi.PinyinKey(a.Name), hanzi.PinyinKey(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return all, err
}

// SaveDepartment saves a department, a new one where it has no id, and returns it
// as saved. A name stands on the list once.
func (s *Service) SaveDepartment(ctx context.Context, d app.Department) (app.Department, error) {
	d = d.Tidied()
	saved, err := write(ctx, s, func(u *unit) (app.Department, error) {
		d := d
		all, err := u.Departments()
		if err != nil {
			return d, err
		}
		for _, other := range all {
			if other.Name == d.Name && other.ID != d.ID {
				var p app.Problems
				p.Add("Name", "“%s” is on the list already.", d.Name)
				return d, app.Invalid(p)
			}
		}
		if d.ID == "" {
			d.ID = s.newID()
		}
		u.label = words.T("department “%s”", d.Name)
		list := []app.Department{d}
		err = u.SaveDepartments(list)
		return list[0], err
	})
	if err != nil {
		return d, err
	}
	return saved, nil
}

// DeleteDepartments takes departments off the list. Opinions keep their names.
func (s *Service) DeleteDepartments(ctx context.Context, ids []string) error {
	return s.update(ctx, func(u *unit) error {
		u.label = words.T("%d departments taken off the list", len(ids))
		return u.Delete(app.RecordDepartment, ids)
	})
}

// learnDepartments puts the departments of an assignment on the list, and fills
// in a person and a telephone that the list lacks.
func (s *Service) learnDepartments(u *unit, f app.Feedback) error {
	known, err := u.Departments()
	if err != nil {
		return err
	}
	learnt := app.LearntDepartments(known, f)
	for i := range learnt {
		if learnt[i].ID == "" {
			learnt[i].ID = s.newID()
		}
	}
	return u.SaveDepartments(learnt)
}
