package data

import (
	"context"
	"testing"
)

// What is long past is marked as done in one step, and that step is undone whole.
func TestOldDeadlinesAreSilencedInOneStep(t *testing.T) {
	s, c, event := begun(t)
	ctx := context.Background()
	e := must(c.Event(ctx, event))(t)
	e.Start, e.End = present.AddDate(0, -6, 0), present.AddDate(0, -6, 0).Add(3600e9)
	e.SignUpFrom, e.SignUpUntil, e.AssemblyTime = e.Start.AddDate(0, 0, -20), e.Start.AddDate(0, 0, -5), e.Start
	must(c.SaveEvent(ctx, e))(t)
	before := dumpOf(t, s)
	if n := must(c.SilenceDeadlines(ctx))(t); n == 0 {
		t.Fatal("nothing was silenced")
	}
	if n := must(c.SilenceDeadlines(ctx))(t); n != 0 {
		t.Errorf("%d deadlines are silenced once more", n)
	}
	must(c.Undo(ctx))(t)
	sameDump(t, "undone", before, dumpOf(t, s))
}
