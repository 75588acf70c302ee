package widgets

import "fyne.io/fyne/v2"

// Memory keeps small choices of the person at the desk, such as the width of a
// column, from one start of the program to the next.
type Memory interface {
	// Remembered returns what was last remembered under key, and whether
	// anything was.
	Remembered(key string) (value string, ok bool)
	// Remember keeps value under key.
	Remember(key, value string)
}

// PreferenceMemory is a [Memory] in the program's preferences. Prefix keeps
// the keys of one table from those of another.
type PreferenceMemory struct {
	Preferences fyne.Preferences
	Prefix      string
}

// Remembered returns the preference; an empty one counts as none.
func (m PreferenceMemory) Remembered(key string) (string, bool) {
	v := m.Preferences.String(m.Prefix + "." + key)
	return v, v != ""
}

// Remember sets the preference.
func (m PreferenceMemory) Remember(key, value string) {
	m.Preferences.SetString(m.Prefix+"."+key, value)
}
