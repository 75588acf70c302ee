package paper

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"openday/app"
	"openday/app/words"
)

// Settings is where choices are remembered; service.Service is one.
type Settings interface {
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
}

// Preset is a set of choices for one kind of paper that was kept under a name.
type Preset struct {
	Name    string          `json:"name"`
	Options json.RawMessage `json:"options"` // as the options' String writes them
}

// LongestPresetName is the greatest length of a preset's name, in characters.
const LongestPresetName = 40

// LastUsed is the key of the setting that remembers the choices last used for
// a kind of paper, as the options' String writes them.
func LastUsed(k Kind) string { return "paper." + string(k) }

func presetsKey(k Kind) string { return LastUsed(k) + ".presets" }

// Presets returns the presets kept for a kind of paper, by name. What cannot be
// read, as from another version, counts as none.
func Presets(ctx context.Context, s Settings, k Kind) ([]Preset, error) {
	text, err := s.Setting(ctx, presetsKey(k))
	if err != nil {
		return nil, err
	}
	var all []Preset
	if json.Unmarshal([]byte(text), &all) != nil {
		return nil, nil
	}
	return all, nil
}

// FindPreset returns the options of a preset for Definition.Recall. The error
// names the presets that there are.
func FindPreset(ctx context.Context, s Settings, d Definition, name string) (options string, err error) {
	all, err := Presets(ctx, s, d.Kind)
	if err != nil {
		return "", err
	}
	names := make([]string, len(all))
	for i, p := range all {
		if p.Name == name {
			return string(p.Options), nil
		}
		names[i] = p.Name
	}
	if len(all) == 0 {
		return "", app.Errorf(app.CodeNotFound, nil, "No presets are saved for the paper %s.", d.Label())
	}
	return "", app.Errorf(app.CodeNotFound, nil, "The paper %s has no preset “%s”. There are: %s.", d.Label(), name, strings.Join(names, words.T(", |list")))
}

// SavePreset keeps options, as their String writes them, under a name, in place
// of a preset of that name.
func SavePreset(ctx context.Context, s Settings, k Kind, name, options string) error {
	if err := CheckPresetName(name); err != nil {
		return err
	}
	name = presetName(name)
	return changePresets(ctx, s, k, name, Preset{name, json.RawMessage(options)})
}

// CheckPresetName tells what is wrong with a preset's name, nil where it can be used.
func CheckPresetName(name string) error {
	if name = presetName(name); name == "" || utf8.RuneCountInString(name) > LongestPresetName {
		return app.Errorf(app.CodeInvalid, nil, "Give the preset a name of up to %d characters.", LongestPresetName)
	}
	return nil
}

// presetName is a name as it is kept.
func presetName(name string) string { return strings.Join(strings.Fields(name), " ") }

// DeletePreset forgets the preset of a name; where there is none it does nothing.
func DeletePreset(ctx context.Context, s Settings, k Kind, name string) error {
	return changePresets(ctx, s, k, name)
}

// changePresets puts others in the place of the preset of a name.
func changePresets(ctx context.Context, s Settings, k Kind, name string, others ...Preset) error {
	all, err := Presets(ctx, s, k)
	if err != nil {
		return err
	}
	all = append(slices.DeleteFunc(all, func(p Preset) bool { return p.Name == name }), others...)
	slices.SortFunc(all, func(a, b Preset) int { return cmp.Compare(a.Name, b.Name) })
	text, err := json.Marshal(all)
	if err != nil {
		return app.Errorf(app.CodeInternal, err, "The preset could not be saved.")
	}
	return s.SetSetting(ctx, presetsKey(k), string(text))
}

// Remembered writes options as they are remembered.
func Remembered(options any) string {
	text, err := json.Marshal(options)
	if err != nil { // a struct of strings, numbers and lists of them always has a JSON form
		panic(err)
	}
	return string(text)
}

// Refused makes one error of what is wrong with options, nil for nothing.
func Refused(p []app.FieldProblem) error {
	if len(p) == 0 {
		return nil
	}
	return &app.Error{Code: app.CodeInvalid, Fields: p}
}
