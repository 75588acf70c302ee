package app

import (
	"cmp"
	"context"
	"slices"

	"openday/app/hanzi"
	"openday/app/words"
)

// Departments returns the office's departments by the pinyin of their names.
func (s *Service) Departments(ctx context.Context) ([]Department, error) {
	all, err := read(ctx, s, Tx.Departments)
	slices.SortFunc(all, func(a, b Department) int {
		return cmp.Or(cmp.Compare(hanzi.PinyinKey(a.Name), hanzi.PinyinKey(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return all, err
}

// SaveDepartment saves a department, a new one where it has no id, and returns it
// as saved. A name stands on the list once.
func (s *Service) SaveDepartment(ctx context.Context, d Department) (Department, error) {
	d = d.Tidied()
	saved, err := write(ctx, s, func(u *unit) (Department, error) {
		d := d
		all, err := u.Departments()
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
		u.label = words.T("department “%s”", d.Name)
		list := []Department{d}
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
		return u.Delete(RecordDepartment, ids)
	})
}

// learnDepartments puts the departments of an assignment on the list, and fills
// in a person and a telephone that the list lacks.
func (s *Service) learnDepartments(u *unit, f Feedback) error {
	known, err := u.Departments()
	if err != nil {
		return err
	}
	learnt := learntDepartments(known, f)
	for i := range learnt {
		if learnt[i].ID == "" {
			learnt[i].ID = s.newID()
		}
	}
	return u.SaveDepartments(learnt)
}
