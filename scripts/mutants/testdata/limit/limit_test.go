package limit

import (
	"testing"
	"time"
)

func TestFits(t *testing.T) {
	now := time.Date(2026, 9, 24, 9, 0, 0, 0, time.UTC)
	for n, want := range map[int]error{0: nil, 3: nil, 4: errTooMany} {
		if got := Fits(n, now.Add(time.Hour), now); got != want {
			t.Errorf("%d: %v", n, got)
		}
	}
}
