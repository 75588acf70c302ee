package paper

import (
	"context"
	"errors"
	"strings"
	"testing"

	"openday/app"
)

// drawer keeps settings in memory.
type drawer map[string]string

func (d drawer) Setting(_ context.Context, key string) (string, error) {
	if d == nil {
		return "", errStuck
	}
	return d[key], nil
}

func (d drawer) SetSetting(_ context.Context, key, value string) error {
	d[key] = value
	return nil
}

var errStuck = errors.New("the drawer is stuck")

func presetNames(t *testing.T, s Settings, k Kind) string {
	t.Helper()
	all, err := Presets(t.Context(), s, k)
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	return strings.Join(names, " ")
}

func TestPresets(t *testing.T) {
	s := drawer{}
	save := func(k Kind, name, options string) {
		t.Helper()
		if err := SavePreset(t.Context(), s, k, name, options); err != nil {
			t.Fatal(err)
		}
	}
	small := BadgeOptions{Stock: StockL7160, Line: LineNone, Sort: OrderStroke}
	large := DefaultBadgeOptions()
	save(KindBadges, "  记者  小标签 ", large.String())
	save(KindBadges, "A", large.String())
	save(KindBadges, "记者 小标签", small.String())
	save(KindCards, "A", DefaultCardOptions().String())
	if got := presetNames(t, s, KindBadges); got != "A 记者 小标签" {
		t.Errorf("%q", got)
	}
	if got := presetNames(t, s, KindLetters); got != "" {
		t.Errorf("letters have the presets %q", got)
	}
	options, err := FindPreset(t.Context(), s, KindBadges, "记者 小标签")
	if got := badgesPaper.Recall(options, november); err != nil || got.String() != small.String() {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := FindPreset(t.Context(), s, KindBadges, "B"); app.CodeOf(err) != app.CodeNotFound || !strings.Contains(err.Error(), "A、记者 小标签") {
		t.Error(err)
	}
	if _, err := FindPreset(t.Context(), s, KindLetters, "B"); app.CodeOf(err) != app.CodeNotFound {
		t.Error(err)
	}
	for range 2 {
		if err := DeletePreset(t.Context(), s, KindBadges, "A"); err != nil {
			t.Fatal(err)
		}
	}
	if got := presetNames(t, s, KindBadges); got != "记者 小标签" {
		t.Errorf("%q", got)
	}
	if got := presetNames(t, s, KindCards); got != "A" {
		t.Errorf("the cards' presets are %q", got)
	}
}

func TestPresetsThatCannotBe(t *testing.T) {
	s := drawer{}
	for _, name := range []string{"", " \t", strings.Repeat("长", LongestPresetName+1)} {
		if err := SavePreset(t.Context(), s, KindCards, name, "{}"); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := SavePreset(t.Context(), s, KindCards, "名", "no JSON"); err == nil {
		t.Error("broken options were saved")
	}
	if len(s) > 0 {
		t.Errorf("kept: %v", s)
	}
	s[presetsKey(KindCards)] = "{"
	if got := presetNames(t, s, KindCards); got != "" {
		t.Errorf("%q", got)
	}
	if err := SavePreset(t.Context(), s, KindCards, strings.Repeat("长", LongestPresetName), "{}"); err != nil {
		t.Error(err)
	}
	if _, err := FindPreset(t.Context(), drawer(nil), KindCards, "名"); !errors.Is(err, errStuck) {
		t.Error(err)
	}
	if err := SavePreset(t.Context(), drawer(nil), KindCards, "名", "{}"); !errors.Is(err, errStuck) {
		t.Error(err)
	}
}

// The key under which a sign-in sheet's choices are remembered did not change.
func TestLastUsedKeys(t *testing.T) {
	if LastUsed(KindSignIn) != SignInSetting {
		t.Errorf("%s, %s", LastUsed(KindSignIn), SignInSetting)
	}
}
