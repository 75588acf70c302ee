package data

import (
	"context"
	"testing"
)

func TestSettings(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	if got := must(s.Setting(ctx, "sign-in.sort"))(t); got != "" {
		t.Errorf("what was never chosen is %q", got)
	}
	for _, want := range []string{"stroke", "拼音", ""} {
		try(t, s.SetSetting(ctx, "sign-in.sort", want))
		if got := must(s.Setting(ctx, "sign-in.sort"))(t); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
