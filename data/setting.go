package data

import "openday/app"

func settings() entity[app.SettingRecord] {
	return entity[app.SettingRecord]{
		kind: app.RecordSetting, revision: func(s *app.SettingRecord) *int64 { return &s.Revision },
		table: table[app.SettingRecord]{
			name: "settings",
			fields: []field[app.SettingRecord]{
				{"id", func(s *app.SettingRecord) any { return &s.Name }},
				{"value", func(s *app.SettingRecord) any { return &s.Value }},
				{"revision", func(s *app.SettingRecord) any { return &s.Revision }},
			},
		},
	}
}

// Setting implements app.Tx.
func (t *tx) Setting(key string) (string, error) {
	s, err := t.setting(key)
	return s.Value, err
}

func (t *tx) setting(key string) (app.SettingRecord, error) {
	found, err := t.s.settings.find(t, "WHERE id = ?", key)
	if err != nil || len(found) == 0 {
		return app.SettingRecord{Name: key}, err
	}
	return found[0], nil
}

// SetSetting implements app.Tx.
func (t *tx) SetSetting(key, value string) error {
	s, err := t.setting(key)
	if err != nil {
		return err
	}
	s.Value = value
	return t.s.settings.save(t, []app.SettingRecord{s})
}
