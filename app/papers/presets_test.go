package papers

import (
	"context"
	"errors"
	"strings"
	"testing"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/before"
	"openday/app/paper/onday"
	"openday/app/paper/papertest"
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

func presetNames(t *testing.T, s paper.Settings, k paper.Kind) string {
	t.Helper()
	all, err := paper.Presets(t.Context(), s, k)
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
	save := func(k paper.Kind, name, options string) {
		t.Helper()
		if err := paper.SavePreset(t.Context(), s, k, name, options); err != nil {
			t.Fatal(err)
		}
	}
	small := before.BadgeOptions{Stock: before.StockL7160, Line: before.LineNone, Sort: paper.OrderStroke}
	large := before.DefaultBadgeOptions()
	save(before.KindBadges, "  记者  小标签 ", large.String())
	save(before.KindBadges, "A", large.String())
	save(before.KindBadges, "记者 小标签", small.String())
	save(before.KindCards, "A", before.DefaultCardOptions().String())
	if got := presetNames(t, s, before.KindBadges); got != "A 记者 小标签" {
		t.Errorf("%q", got)
	}
	if got := presetNames(t, s, before.KindLetters); got != "" {
		t.Errorf("letters have the presets %q", got)
	}
	options, err := paper.FindPreset(t.Context(), s, definition(before.KindBadges), "记者 小标签")
	if got := definition(before.KindBadges).Recall(options, papertest.November); err != nil || got.String() != small.String() {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := paper.FindPreset(t.Context(), s, definition(before.KindBadges), "B"); app.CodeOf(err) != app.CodeNotFound || !strings.Contains(err.Error(), "A、记者 小标签") {
		t.Error(err)
	}
	if _, err := paper.FindPreset(t.Context(), s, definition(before.KindLetters), "B"); app.CodeOf(err) != app.CodeNotFound {
		t.Error(err)
	}
	for range 2 {
		if err := paper.DeletePreset(t.Context(), s, before.KindBadges, "A"); err != nil {
			t.Fatal(err)
		}
	}
	if got := presetNames(t, s, before.KindBadges); got != "记者 小标签" {
		t.Errorf("%q", got)
	}
	if got := presetNames(t, s, before.KindCards); got != "A" {
		t.Errorf("the cards' presets are %q", got)
	}
}

func TestPresetsThatCannotBe(t *testing.T) {
	s := drawer{}
	for _, name := range []string{"", " \t", strings.Repeat("长", paper.LongestPresetName+1)} {
		if err := paper.SavePreset(t.Context(), s, before.KindCards, name, "{}"); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := paper.SavePreset(t.Context(), s, before.KindCards, "名", "no JSON"); err == nil {
		t.Error("broken options were saved")
	}
	if len(s) > 0 {
		t.Errorf("kept: %v", s)
	}
	s[paper.LastUsed(before.KindCards)+".presets"] = "{"
	if got := presetNames(t, s, before.KindCards); got != "" {
		t.Errorf("%q", got)
	}
	if err := paper.SavePreset(t.Context(), s, before.KindCards, strings.Repeat("长", paper.LongestPresetName), "{}"); err != nil {
		t.Error(err)
	}
	if _, err := paper.FindPreset(t.Context(), drawer(nil), definition(before.KindCards), "名"); !errors.Is(err, errStuck) {
		t.Error(err)
	}
	if err := paper.SavePreset(t.Context(), drawer(nil), before.KindCards, "名", "{}"); !errors.Is(err, errStuck) {
		t.Error(err)
	}
}

// The key under which a sign-in sheet's choices are remembered did not change.
func TestLastUsedKeys(t *testing.T) {
	if paper.LastUsed(onday.KindSignIn) != onday.SignInSetting {
		t.Errorf("%s, %s", paper.LastUsed(onday.KindSignIn), onday.SignInSetting)
	}
}

// definition returns the definition of a kind of paper.
func definition(k paper.Kind) paper.Definition {
	d, _ := All.Of(k)
	return d
}
