package service

import (
	"cmp"
	"context"

	"openday/app"
)

// User names the person at the desk (经办人): as they call themselves, else as
// the system does.
func (s *Service) User() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return cmp.Or(s.operator, s.user)
}

// operatorSetting is the key under which the name is kept that a user of the
// system goes by.
func (s *Service) operatorSetting() string { return "operator." + s.user }

// LoadOperator finds out how the person at the desk calls themselves; known is
// false where they have never said.
func (s *Service) LoadOperator(ctx context.Context) (known bool, err error) {
	name, err := s.Setting(ctx, s.operatorSetting())
	if err != nil || name == "" {
		return false, err
	}
	s.mu.Lock()
	s.operator = name
	s.mu.Unlock()
	return true, nil
}

// SetOperator keeps how the person at the desk calls themselves; it stands
// beside all that they do from now on.
func (s *Service) SetOperator(ctx context.Context, name string) error {
	name, err := app.OperatorName(name)
	if err != nil {
		return err
	}
	if err := s.SetSetting(ctx, s.operatorSetting(), name); err != nil {
		return err
	}
	return s.ActAs(name)
}

// ActAs has a name stand beside all that is done from now on, without keeping it.
func (s *Service) ActAs(name string) error {
	name, err := app.OperatorName(name)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.operator = name
	s.mu.Unlock()
	return nil
}
